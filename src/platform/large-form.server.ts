import { separatorOf } from "./sent-fields.ts";

/** What is shorter may be copied as often as the parser likes. */
const LARGE = 64_000;
const HEAD_END = "\r\n\r\n";

/** A file as it lies in the body that it came in: a thread that is handed its bytes sees the same ones. */
class ReceivedFile extends File {
  readonly received: Uint8Array;

  constructor(received: Uint8Array, { name, type }: File) {
    super([], name, { type });
    this.received = received;
  }

  override get size(): number {
    return this.received.length;
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.received).buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.arrayBuffer());
  }
}

/** The bytes of a file that was sent; nobody may change them. */
export async function bytesOfFile(file: File): Promise<Uint8Array> {
  return file instanceof ReceivedFile ? file.received : new Uint8Array(await file.arrayBuffer());
}

/**
 * Takes a form apart whose files may be large: the parser, which copies what it reads several times over, is given the form without what its
 * large parts hold, and they are put in their places afterwards.
 */
export async function largeForm(headers: Headers, body: Uint8Array): Promise<FormData> {
  const kind = headers.get("content-type") ?? "";
  const parts = partsIn(Buffer.from(body.buffer, body.byteOffset, body.length), `\r\n${separatorOf(kind) ?? ""}`);
  const small = Buffer.concat(parts.map(({ head }) => head));
  const entries = [...(await new Response(small, { headers: { "content-type": kind } }).formData())];
  // Behind the last field stands what ends the form.
  if (entries.length !== parts.length - 1) throw new TypeError("A part of the form is no field.");
  const whole = new FormData();
  for (const [at, [name, value]] of entries.entries()) {
    const held = parts[at]?.held;
    if (held && !(value instanceof File)) throw new TypeError("A large part of the form is no file.");
    whole.append(name, held && value instanceof File ? new ReceivedFile(held, value) : value);
  }
  return whole;
}

/** Each part whole, or, of a large file, its head and apart from it what the file holds. */
function partsIn(body: Buffer, between: string): { head: Buffer; held?: Buffer }[] {
  const parts: { head: Buffer; held?: Buffer }[] = [];
  for (let from = 0; from < body.length;) {
    const next = body.indexOf(between, from + 1);
    const end = next === -1 ? body.length : next;
    const part = body.subarray(from, end);
    const cut = part.length > LARGE ? part.indexOf(HEAD_END) + HEAD_END.length : 0;
    const isFile = cut >= HEAD_END.length && /\bfilename\*?=/i.test(part.toString("latin1", 0, Math.min(cut, LARGE)));
    parts.push(isFile ? { head: part.subarray(0, cut), held: part.subarray(cut) } : { head: part });
    from = end;
  }
  return parts;
}
