import * as m from "#words/messages.js";

type Narrowing = { searchParams: Iterable<[string, string]> };
type Reader = { reach: string; seesAll: boolean };
/** `empty` is said where there is none at all; `add` is what the button is called for those who may enter one. */
type Asked = { url: Pick<URL, "pathname"> & Narrowing; me: Reader; empty: string; add?: string | false | undefined };

/** What an address asks that narrows nothing. */
const NO_FILTER = new Set(["did", "cursor", "sort", "limit", "count"]);

function isNarrowed(url: Narrowing): boolean {
  return [...url.searchParams].some(([name, value]) => value !== "" && !NO_FILTER.has(name));
}

/** What a list without a row says: none fits what was asked, none is shown to this reader, or there is none. Only who has the button is told of it. */
export function noneHere({ url, me, empty, add }: Asked): { empty: string; clear: string | undefined } {
  if (isNarrowed(url)) return { empty: m.list_none_match(), clear: url.pathname };
  const none = me.reach === "outside" ? m.list_nothing_shared() : me.seesAll ? empty : m.list_none_shown();
  return { empty: add ? `${none} ${m.list_add_first({ name: add })}` : none, clear: undefined };
}
