import type { RequestEvent } from "@sveltejs/kit";
import { config } from "./config.ts";
import { SMALL, inWords } from "./roomy.ts";

/** What bodies larger than a form hold in memory now, over all requests. */
let held = 0;

type Refuse = (status: 413 | 503, key: string, inputs: Record<string, string>) => Response;

/**
 * Takes the body of a request before it is answered: never more than `most`, stopped while it comes in, and never more of all requests
 * together than AMITY_BODIES_MB. What is too much is refused; a page's form is answered by its page, with what was typed before the file.
 */
export async function withBody(
  event: RequestEvent,
  most: number,
  { answer, refuse }: { answer: () => Promise<Response>; refuse: Refuse },
): Promise<Response> {
  const { request } = event;
  if (!request.body) return answer();
  const taken = new Taken(request.body);
  try {
    const isSaidMore = Number(request.headers.get("content-length") ?? 0) > most;
    const came = isSaidMore ? "more" : await taken.all(most);
    if (came === "full") return refuse(503, "error_busy", {});
    if (came === "more") {
      if (!isFormOfPage(event, most)) return refuse(413, "error_body_large", { most: inWords(most) });
      event.locals.tooLarge = inWords(most);
      replace(event, withBeginning(request, await taken.beginning()));
      return await answer();
    }
    const { url, method, headers, signal } = request;
    replace(event, new Request(url, { method, headers, signal, body: taken.bytes() }));
    return await answer();
  } finally {
    taken.release();
  }
}

/** Whoever answers reads what was taken, not what still comes. */
const replace = (event: RequestEvent, request: Request) => Object.assign(event, { request });

/** Its page says beside the file what was too much. */
function isFormOfPage({ request, url }: RequestEvent, most: number): boolean {
  const isForm = request.headers.get("content-type")?.startsWith("multipart/form-data") ?? false;
  return isForm && most > SMALL && !url.pathname.startsWith("/api/");
}

/** The same request with the fields that came before the file, so that what was typed into them stays. */
function withBeginning({ url, method, headers }: Request, beginning: Buffer): Request {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;]+))/.exec(headers.get("content-type") ?? "") ?? [];
  const boundary = `--${quoted ?? plain ?? ""}`;
  const last = Math.max(0, beginning.lastIndexOf(boundary));
  const body = Buffer.concat([beginning.subarray(0, last), Buffer.from(`${boundary}--\r\n`)]);
  return new Request(url, { method, headers, body });
}

/** The bytes of one request, counted among those of all. */
class Taken {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #pieces: Uint8Array[] = [];
  #size = 0;
  #counted = 0;

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  async all(most: number): Promise<"whole" | "more" | "full"> {
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return "whole";
      if (this.#size + value.length > most) return "more";
      // Small forms always find room, however many large files are on their way.
      const more = Math.max(0, this.#size + value.length - SMALL) - this.#counted;
      if (held + more > config.bodiesBytes) return "full";
      held += more;
      this.#counted += more;
      this.#size += value.length;
      this.#pieces.push(value);
    }
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const whole = Buffer.concat(this.#pieces, this.#size);
    this.#pieces = [];
    return whole;
  }

  /** As much as a form holds, of what was sent first. */
  async beginning(): Promise<Buffer> {
    while (this.#size < SMALL) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      this.#size += value.length;
      this.#pieces.push(value);
    }
    const begun = Buffer.concat(this.#pieces).subarray(0, SMALL);
    this.release();
    return Buffer.from(begun);
  }

  release(): void {
    held -= this.#counted;
    this.#counted = 0;
    this.#pieces = [];
  }
}
