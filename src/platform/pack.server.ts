import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";

/** What is worth packing; files are packed already. */
export const TEXTS = /^(text\/(html|calendar)|application\/(problem\+)?json)/;

export const takesPacked = (accepted: string | string[] | null | undefined): boolean =>
  /\bgzip\b/.test(String(accepted ?? ""));

/** Up to here packing at once costs less than handing over to another thread: half a millisecond at most. */
const AT_ONCE = 64_000;
const apart = promisify(gzip);

/** A text as it travels over a slow line. */
export function pack(body: string | Uint8Array): Buffer | Promise<Buffer> {
  return body.length <= AT_ONCE ? gzipSync(body) : apart(body);
}
