import type { ToldRow } from "#platform/record-rows.server.ts";

/** Who does it: a person of the demo, by the beginning of the address. */
export const WHO = {
  leader: "leader@demo.example",
  office: "office@demo.example",
  ngo: "ngo.officer@demo.example",
  admin: "admin@demo.example",
  ministry: "ministry@demo.example",
  friend: "partner@demo.example",
  giver: "foreign.ngo@demo.example",
  press: "press@demo.example",
} as const;
/** What stands in the tables about a record, past all rights. */
type Look = (kind: string, id: string) => Promise<ToldRow[]>;
export type Who = keyof typeof WHO;

export type Body = Record<string, unknown>;
/** One write that was sent. Done where it was answered so, unsure where nothing came back, refused where the application said no. */
export type Act = {
  call: string;
  /** The record that the answer or the address names. */
  id: string;
  part: string | undefined;
  body: Body;
  bytes: Buffer | undefined;
  state: "done" | "unsure" | "refused";
  /** Something else was sent that changes the row which this act made. */
  isChanged: boolean;
};

export type Answered = { status: number; said: Record<string, unknown> } | undefined;
/** How a call travels: over the wire, or in the process of a test. Undefined where nothing came back. */
export type Carry = (who: Who, method: string, at: string, body?: Body | FormData) => Promise<Answered>;

/** What comes after needs what was not answered. */
export class CutOff extends Error {}

/** Sends what people write, and keeps what came of it. */
export class Hands {
  readonly acts: Act[] = [];
  /** The first refusal of each call, in its words. */
  readonly refused = new Map<string, string>();

  readonly look: Look;
  private readonly carry: Carry;
  private readonly after: ((act: Act) => Promise<void>) | undefined;

  constructor(carry: Carry, look: Look, after?: (act: Act) => Promise<void>) {
    this.carry = carry;
    this.look = look;
    this.after = after;
  }

  post = (who: Who, at: string, body: Body | FormData = {}) => this.send(who, "POST", at, body);
  patch = (who: Who, at: string, body: Body) => this.send(who, "PATCH", at, body);
  remove = (who: Who, at: string) => this.send(who, "DELETE", at, {});

  async read<Said = Record<string, unknown>>(who: Who, at: string): Promise<Said> {
    const answer = await this.carry(who, "GET", at);
    if (answer?.status !== 200) throw new CutOff(`GET ${at}`);
    return answer.said as Said;
  }

  private async send(who: Who, method: string, at: string, body: Body | FormData): Promise<Act> {
    const [id = "", part] = at.split(/[/?]/).filter(isName);
    const act: Act = {
      call: `${method.toLowerCase()} ${at}`.replaceAll(NAME, "…"),
      id,
      part,
      body: body instanceof FormData ? {} : body,
      bytes: await bytesOf(body),
      state: "unsure",
      isChanged: false,
    };
    this.acts.push(act);
    const answer = await this.carry(who, method, at, body);
    if (answer && answer.status < 300) act.state = "done";
    else if (answer && answer.status < 500) {
      act.state = "refused";
      if (!this.refused.has(act.call)) this.refused.set(act.call, `${answer.status} ${JSON.stringify(answer.said)}`);
    }
    if (act.state !== "done") throw new CutOff(at);
    act.id ||= typeof answer?.said.id === "string" ? answer.said.id : "";
    await this.after?.(act);
    return act;
  }
}

/** What is sent along: where a version counts, whichever is there. */
export const headersOf = (method: string, at: string, body: unknown): Record<string, string> => ({
  ...(!(body instanceof FormData) && method !== "GET" && { "content-type": "application/json" }),
  ...((method === "PATCH" || at.startsWith("/facts/") || at.endsWith("/sharing")) && { "if-match": "*" }),
});
export const sentOf = (body?: Body | FormData) =>
  body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) };

/** An id, or the key of a fact. */
const NAME = /(?<=\/)([0-9a-f]{8}-[0-9a-f-]{27}|vn-\d{4}-\d{2}-\d{2}|[A-Z]{2}|\d+(-\d{4})?)(?=\/|\?|$)/g;
const isName = (word: string) => word !== "" && `/${word}`.replace(NAME, "") === "/";

async function bytesOf(body: Body | FormData): Promise<Buffer | undefined> {
  const file = body instanceof FormData ? [...body.values()].find((value) => value instanceof File) : undefined;
  return file && Buffer.from(await file.arrayBuffer());
}

let number = 0;
/** A text that no other act sends. */
export const fresh = (called: string) =>
  `${called} ${process.pid}-${(number += 1)}-${Math.random().toString(36).slice(2, 8)}`;
