import { setImmediate } from "node:timers/promises";
import type { Asked } from "./asked.ts";
import { config } from "./config.ts";
import { underWay } from "./log.server.ts";
import { MOST_FIELDS, countFields, isOfParts, separatorOf } from "./sent-fields.ts";
import { largeForm } from "./large-form.server.ts";
import { SMALL, inWords, mostOfAll } from "./roomy.ts";
import { sayEvent } from "./security-log.server.ts";

/** So much of a form that is too large is read, for its page to give back what was typed: more than anybody types. */
const TYPED = 1_000_000;

/** What bodies larger than a form hold in memory now, over all requests. */
let held = 0;

export type Refuse<Made = Response> = (status: 413 | 503, key: string, inputs: Record<string, string>) => Made;

type Answers<Made> = {
  answer: () => Promise<Made>;
  refuse: Refuse<Made>;
  /** Of what is too much the beginning is answered, so that what was typed comes back; else it is refused. */
  isGivenBack?: boolean;
};

/**
 * Takes the body of a request before it is answered: never more than `most`, stopped while it comes in, and never more of all requests
 * together than AMITY_BODIES_MB. What is too much is refused; a page's form is answered by its page, with what was typed.
 */
export async function withBody<Made>(
  event: Asked,
  most: number,
  { answer, refuse, isGivenBack = isFormOfPage(event) }: Answers<Made>,
): Promise<Made> {
  const { request } = event;
  // What the server reads itself is JSON and short.
  if (!(request instanceof Request) || !request.body) return answer();
  const taken = new Taken(request.body, event.locals.actor.userId, countFields(request.headers));
  try {
    const isSaidMore = Number(request.headers.get("content-length") ?? 0) > most;
    const came = isSaidMore ? "more" : await taken.all(most);
    if (came === "fields") return refuseFields(refuse);
    if (came !== "whole") sayTooMuch(came, most);
    if (came === "full") return refuse(503, "error_busy", {});
    if (came === "more") {
      if (!isGivenBack) return refuse(413, "error_body_large", { most: inWords(most) });
      event.locals.tooLarge = inWords(most);
      const isGuest = event.locals.actor.userId === undefined;
      const beginning = await taken.beginning(most > SMALL || isGuest ? SMALL : TYPED);
      if (!beginning) return refuseFields(refuse);
      replace(event, withBeginning(request, beginning));
      return await answer();
    }
    replace(event, await asWhole(request, taken));
    return await answer();
  } finally {
    taken.release();
  }
}

/** The request with its body; a large form is taken apart where it lies. */
async function asWhole({ url, method, headers, signal }: Request, taken: Taken): Promise<Request> {
  const said = { method, headers, signal };
  if (taken.size <= SMALL || !isOfParts(headers)) return new Request(url, { ...said, body: taken.bytes() });
  const bytes = await taken.shared();
  return Object.assign(new Request(url, said), { formData: () => largeForm(headers, bytes) });
}

/** Whoever answers reads what was taken, not what still comes. */
const replace = (event: Asked, request: Request) => Object.assign(event, { request });

function refuseFields<Made>(refuse: Refuse<Made>): Made {
  sayTooMuch("fields", MOST_FIELDS);
  return refuse(413, "error_fields_many", { most: String(MOST_FIELDS) });
}

const WHY = { more: "body_large", full: "bodies_full", fields: "fields_many" } as const;

function sayTooMuch(came: keyof typeof WHY, most: number): void {
  const asked = underWay.getStore();
  const why = WHY[came];
  sayEvent("input_refused", { what: { why, most, method: asked?.method, path: asked?.path } });
}

const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)/;

/** Of somebody who signed in: its page says what was too much, beside the file where it takes one, and gives back what was typed. */
function isFormOfPage({ request, url, locals }: Asked): boolean {
  const isForm = FORM.test(request.headers.get("content-type") ?? "");
  return isForm && locals.actor.userId !== undefined && !url.pathname.startsWith("/api/");
}

type Beginning = { bytes: Buffer; isWhole: boolean };

/** The same request with the fields that came before the file, or all of them, so that what was typed stays. */
function withBeginning({ url, method, headers }: Request, beginning: Beginning): Request {
  const between = separatorOf(headers.get("content-type") ?? "") ?? "&";
  const body = between === "&" ? wholeFields(beginning) : wholeParts(between, beginning.bytes);
  const said = new Headers(headers);
  said.delete("content-length");
  return new Request(url, { method, headers: said, body });
}

function wholeParts(between: string, bytes: Buffer): Buffer<ArrayBuffer> {
  const last = Math.max(0, bytes.lastIndexOf(between));
  return Buffer.concat([bytes.subarray(0, last), Buffer.from(`${between}--\r\n`)]);
}

function wholeFields({ bytes, isWhole }: Beginning): Buffer<ArrayBuffer> {
  return Buffer.from(isWhole ? bytes : bytes.subarray(0, Math.max(0, bytes.lastIndexOf("&"))));
}

/** What larger bodies of one person hold now. */
const heldBy = new Map<string, number>();
/** One person's may hold half of the room, or one file: whoever sends slowly keeps nobody else from sending. */
const shareOfOne = () => Math.max(config.bodiesBytes / 2, mostOfAll());

/** So many pieces, of 64 kB mostly, are put together before others are answered. */
const AT_ONCE = 8;

/** The bytes of one request, counted among those of all and of whoever sends. */
class Taken {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #who: string | undefined;
  #pieces: Uint8Array[] = [];
  size = 0;
  #counted = 0;
  #isDone = false;

  readonly #hasTooMany: (piece: Uint8Array) => boolean;

  constructor(body: ReadableStream<Uint8Array>, who: string | undefined, hasTooMany: (piece: Uint8Array) => boolean) {
    this.#reader = body.getReader();
    this.#who = who;
    this.#hasTooMany = hasTooMany;
  }

  async all(most: number): Promise<"whole" | "more" | "full" | "fields"> {
    for (;;) {
      if (this.size > most) return "more";
      const { done, value } = await this.#reader.read();
      this.#isDone = done;
      if (done) return "whole";
      if (!this.#count(this.size + value.length)) return "full";
      if (this.#hasTooMany(value)) return "fields";
      this.size += value.length;
      this.#pieces.push(value);
      // Of what is large a piece at a time: the socket would give two megabytes before anybody else is looked after.
      if (this.size > SMALL) await setImmediate();
    }
  }

  /** Small forms always find room, however many large files are on their way. */
  #count(size: number): boolean {
    const more = Math.max(0, size - SMALL) - this.#counted;
    if (more <= 0) return true;
    const own = this.#who === undefined ? 0 : (heldBy.get(this.#who) ?? 0);
    if (held + more > config.bodiesBytes || own + more > shareOfOne()) return false;
    this.#hold(more);
    return true;
  }

  #hold(more: number): void {
    held += more;
    this.#counted += more;
    if (this.#who === undefined) return;
    const own = (heldBy.get(this.#who) ?? 0) + more;
    if (own > 0) heldBy.set(this.#who, own);
    else heldBy.delete(this.#who);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const whole = Buffer.concat(this.#pieces, this.size);
    this.#pieces = [];
    return whole;
  }

  /** The same where threads see it too. */
  async shared(): Promise<Uint8Array> {
    const whole = new Uint8Array(new SharedArrayBuffer(this.size));
    let at = 0;
    for (const [number, piece] of this.#pieces.splice(0).entries()) {
      if (number % AT_ONCE === AT_ONCE - 1) await setImmediate();
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  /** As much as a form holds, of what was sent first; undefined of one that has too many fields. */
  async beginning(most: number): Promise<Beginning | undefined> {
    if ((await this.all(most)) === "fields") return undefined;
    const isWhole = this.#isDone && this.size <= most;
    const bytes = Buffer.from(Buffer.concat(this.#pieces).subarray(0, most));
    this.#pieces = [];
    this.#hold(Math.max(0, bytes.length - SMALL) - this.#counted);
    return { bytes, isWhole };
  }

  release(): void {
    this.#hold(-this.#counted);
    this.#pieces = [];
  }
}
