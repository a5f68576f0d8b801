const EMPTY = new Set([204, 304, 308]);

/** What is answered, before anything of HTTP: a text as one string, a file as its bytes; who carries it counts, packs and sends. */
export class Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;

  constructor(body: string | Uint8Array, status = 200, headers: Record<string, string> = {}) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }

  /** Whether nothing but a head is sent, whoever carries it. */
  get isEmpty(): boolean {
    return EMPTY.has(this.status);
  }

  /** The same as the framework carries it. */
  toResponse(): Response {
    return new Response(this.isEmpty ? null : (this.body as BodyInit), { status: this.status, headers: this.headers });
  }
}

/** What a handler made for pages too, such as a file, as it is answered to a call. */
export async function answeredOf(response: Response): Promise<Answered> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  return new Answered(bytes, response.status, Object.fromEntries(response.headers));
}
