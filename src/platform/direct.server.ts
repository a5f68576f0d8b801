import type http from "node:http";
import { Readable } from "node:stream";
import type { Answered } from "./answered.ts";
import type { Asked, AskedRequest } from "./asked.ts";
import { FRONT } from "./front.server.ts";
import { TEXTS, pack, takesPacked } from "./pack.server.ts";
import { SMALL } from "./roomy.ts";

/** A request of Node's own server as the house needs it, made of what is asked for and nothing else. */
export function askedOf(request: http.IncomingMessage): Asked {
  const { headers } = request;
  const url = new URL(`${said(headers, FRONT.protocol)}://${said(headers, FRONT.host)}${request.url}`);
  return {
    url,
    request: requestOf(request, url.href),
    params: {},
    // Filled before anything of it is read (src/interface.server.ts).
    locals: {} as App.Locals,
    cookies: { get: (name) => cookieIn(headers.cookie ?? "", name) },
    getClientAddress: () => said(headers, FRONT.client),
  };
}

function said(headers: http.IncomingHttpHeaders, name: string): string {
  return String(headers[name] ?? "");
}

function cookieIn(cookies: string, name: string): string | undefined {
  const pair = cookies.split(/;\s*/).find((one) => one.startsWith(`${name}=`));
  if (pair === undefined) return undefined;
  const value = pair.slice(name.length + 1).replace(/^"(.*)"$/, "$1");
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const BARE = new Set(["GET", "HEAD", "OPTIONS"]);

/** JSON that says how long it is and is short is read here, at once; whatever else comes with a body is read as the framework would. */
function requestOf(request: http.IncomingMessage, url: string): AskedRequest {
  const { method = "GET", headers } = request;
  const isBare =
    BARE.has(method) || (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined);
  const isShort =
    Number(headers["content-length"] ?? Infinity) <= SMALL &&
    /^application\/json\b/i.test(headers["content-type"] ?? "");
  if (isBare || isShort) return new Short(request, url);
  const body = Readable.toWeb(request) as ReadableStream<Uint8Array>;
  const names = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(url, { method, headers: names, body, duplex: "half" } as RequestInit);
}

class Short implements AskedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: AskedRequest["headers"];
  readonly #request: http.IncomingMessage;
  #text: Promise<string> | undefined;

  constructor(request: http.IncomingMessage, url: string) {
    this.#request = request;
    this.url = url;
    this.method = request.method ?? "GET";
    const named = (name: string) => request.headers[name.toLowerCase()];
    this.headers = {
      get: (name) => (named(name) === undefined ? null : String(named(name))),
      has: (name) => named(name) !== undefined,
    };
  }

  text(): Promise<string> {
    this.#text ??= wholeOf(this.#request);
    return this.#text;
  }

  formData(): Promise<FormData> {
    return Promise.reject(new TypeError("This is no form."));
  }

  /** It can be read as often as one likes. */
  clone(): AskedRequest {
    return this;
  }
}

function wholeOf(request: http.IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () =>
      resolve(
        Buffer.concat(pieces)
          .toString()
          .replace(/^\uFEFF/, ""),
      ),
    );
    request.on("error", reject);
  });
}

/** Sends what was answered, packed for whoever takes it so; a text leaves in one piece with its head. */
export async function send(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  answered: Answered,
): Promise<void> {
  const { status, headers } = answered;
  if (answered.isEmpty) return void response.writeHead(status, headers).end();
  const isPacked = isPackable(answered) && takesPacked(request.headers["accept-encoding"]);
  const body = isPacked ? await pack(answered.body) : answered.body;
  const more = isPacked ? { "content-encoding": "gzip", vary: "accept-encoding" } : {};
  response.writeHead(status, { ...headers, ...more, "content-length": Buffer.byteLength(body) });
  response.end(request.method === "HEAD" ? undefined : body);
}

const isPackable = ({ headers, body }: Answered) => body.length > 0 && TEXTS.test(headers["content-type"] ?? "");
