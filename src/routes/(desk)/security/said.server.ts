import { formatDay } from "#platform/format.ts";
import { wordsOfValue } from "#platform/words.server.ts";

/** What says nothing to who reads: keys of rows. */
const UNSAID = /(^|_)id$|^owner$|^letter$|^case$|^invitation$/;
/** Values that are codes, by the words that stand for them. */
const CODES: Record<string, readonly [key: string, input: string]> = {
  role: ["role", "role"],
  kind: ["kind", "kind"],
  visibility: ["visibility", "visibility"],
  by: ["security_by", "by"],
  why: ["security_why", "why"],
  what: ["security_kind", "kind"],
};

function saidOf(name: string, value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value);
  const code = CODES[name];
  return code ? wordsOfValue(code[0], code[1], value) : value;
}

/** What an event says besides who and when, in the reader's words. */
export const detailsOf = (what: Record<string, unknown>) =>
  Object.entries(what)
    .filter(([name, value]) => !UNSAID.test(name) && value !== null && value !== "")
    .map(([name, value]) => ({
      name: wordsOfValue("security_detail", "name", name),
      value: saidOf(name, String(value)),
    }));

export const wayOf = (by: string | null) => (by === null ? "" : wordsOfValue("security_by", "by", by));
