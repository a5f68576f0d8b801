import { createHash } from "node:crypto";
import fs from "node:fs";

/** Sorted beginnings of sha256, made by bin/common-passwords.ts; docs/decisions/0044 says of which lists. */
const LIST = "src/modules/access/common-passwords.bin";
const BYTES = 6;
let list: Buffer | undefined;

function isListed(text: string): boolean {
  list ??= fs.readFileSync(LIST);
  const sought = createHash("sha256").update(text).digest().subarray(0, BYTES);
  let [from, to] = [0, list.length / BYTES];
  while (from < to) {
    const middle = (from + to) >> 1;
    const order = sought.compare(list, middle * BYTES, (middle + 1) * BYTES);
    if (order === 0) return true;
    if (order < 0) to = middle;
    else from = middle + 1;
  }
  return false;
}

/** Whether it is one of the passwords that are tried first, or one of them with figures and signs around it. */
export function isCommonPassword(password: string): boolean {
  const small = password.toLowerCase();
  const bare = small.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return isListed(small) || (bare.length >= 4 && isListed(bare));
}
