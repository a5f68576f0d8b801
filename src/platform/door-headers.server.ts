import type { ServerResponse } from "node:http";

/** A year, subdomains too: whoever came once never asks in the clear again. */
const HSTS = "max-age=31536000; includeSubDomains";

/** Of every answer that is no page: nothing in it may run, be framed or send a form. A page brings its own with a nonce. */
const NOTHING_RUNS =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Of the one plain page that is a form: it is sent to this house. */
export const SENDS_HERE = NOTHING_RUNS.replace("form-action 'none'", "form-action 'self'");

/** What every answer carries, whoever made it; `origin` is the address that people type. */
export function doorHeaders(origin: string): Record<string, string> {
  return {
    "content-security-policy": NOTHING_RUNS,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    ...(origin.startsWith("https://") && { "strict-transport-security": HSTS }),
  };
}

/**
 * Puts them on an answer before anybody has written on it, so that nothing which answers later (a static file, the framework's own refusals)
 * can go without; what a page says itself stands. At the moment of sending, text gets the name of its encoding.
 */
export function carryHeaders(response: ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const send = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    const own = rest.find((one) => typeof one === "object" && !Array.isArray(one)) as
      Record<string, unknown> | undefined;
    for (const [name, value] of Object.entries(own ?? {}))
      if (value !== undefined) response.setHeader(name, value as string);
    const kind = response.getHeader("content-type");
    if (kind !== undefined || status >= 400) response.setHeader("content-type", withCharset(kind));
    return send(status);
  }) as typeof response.writeHead;
}

function withCharset(kind: number | string | string[] | undefined): string {
  const said = String(kind ?? "text/plain");
  const isText = /^(text\/|[\w.]+\/([\w.-]+\+)?xml|application\/(java|ecma)script)/i.test(said);
  return isText && !/charset=/i.test(said) ? `${said}; charset=utf-8` : said;
}

/** An answer to what could not even be read as a request, with the same headers. */
export function rawAnswer(status: string, sentence: string, headers: Record<string, string>): string {
  const lines = Object.entries({
    ...headers,
    "content-type": "text/plain; charset=utf-8",
    "content-length": String(Buffer.byteLength(sentence)),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${status}\r\n${lines.join("\r\n")}\r\n\r\n${sentence}`;
}
