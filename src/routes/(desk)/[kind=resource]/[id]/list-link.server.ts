import type { ResourceKind } from "#platform/kinds.ts";
import { lineOf } from "#platform/kinds.ts";
import { wordsOfValue } from "#platform/words.server.ts";

/** Where the records of a kind are listed, and what that is called. */
export function listLink(kind: ResourceKind) {
  const { list = "" } = lineOf(kind);
  return { href: `/${list}`, word: wordsOfValue("nav_", "kind", list) };
}
