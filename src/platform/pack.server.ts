import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";

/** What is worth packing; files are packed already. */
export const TEXTS = /^(text\/(html|calendar)|application\/(problem\+)?json)/;

/** Whether an answer may be packed: a coding whose weight is nought is one that is not taken (RFC 9110, 12.5.3). */
export const takesPacked = (accepted: string | string[] | null | undefined): boolean =>
  String(accepted ?? "")
    .split(",")
    .some((coding) => /^\s*(x-)?gzip\s*(;|$)/i.test(coding) && !/;\s*q=0(\.0*)?\s*$/i.test(coding));

/** Up to here packing at once costs less than handing over to another thread: half a millisecond at most. */
const AT_ONCE = 64_000;
const apart = promisify(gzip);

/** A text as it travels over a slow line. */
export function pack(body: string | Uint8Array): Buffer | Promise<Buffer> {
  return body.length <= AT_ONCE ? gzipSync(body) : apart(body);
}
