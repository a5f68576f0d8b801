import { cleanLine } from "./clean.ts";

/** What a field offers to choose, and the other names by which typing finds it. */
export type Option = { value: string; label: string; also?: readonly string[] | undefined };

/** What a form can show of what there is to choose; where that is not all, the rest is searched for at `from`. */
export type Offer = { options: Option[]; from?: string };

/** What stands chosen in a form and always stays among what it offers, and what is searched for. */
export type Wish = { q: string; chosen: string[] };

const IN_BRACKETS = /\(([^()]+)\)/g;
const FIRST_LETTERS = /=((?:Q[^=\s])+)/g;

/**
 * The other names by which typing finds what is called `said`: those it has in other languages, what stands in brackets behind a name, and the
 * first letters that its searched text keeps (`reference.first_letters`).
 */
export function otherwise(said: string, names: readonly string[], searched = ""): string[] {
  const bracketed = [said, ...names].flatMap((name) => [...name.matchAll(IN_BRACKETS)].map(([, inner = ""]) => inner));
  const short = [...searched.matchAll(FIRST_LETTERS)].map(([, letters = ""]) => letters.replaceAll(/Q(.)/g, "$1"));
  const all = new Set([...names, ...bracketed, ...short].filter((name) => name !== "" && name !== said));
  return [...all];
}

/** What narrows an offer, as its address says it. */
export type Scope = {
  countries?: string[] | undefined;
  below?: string | undefined;
  without?: string | undefined;
  missions?: boolean;
};

/** What forms choose among that may be more than they show; each is searched at an address of its own. */
export const CHOOSERS = ["partners", "units", "series"] as const;

/** So many are offered at once; so many of those that were searched for. */
const MOST_OFFERED = 300;
const MOST_SOUGHT = 40;

/** One more than is shown: it says that there are more. */
export const limitOf = (wish: Wish) => (wish.q === "" ? MOST_OFFERED : MOST_SOUGHT) + 1;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The wish of one field: what was sent with the form, which a search without script sends as a whole, else what the form begins with. */
export function wishFor(locals: Pick<App.Locals, "sent">, field: string, start?: unknown): Wish {
  const { sent } = locals;
  const q = sent?.[`${SOUGHT}${field}`];
  const chosen = [sent ? sent[field] : start].flat();
  return {
    q: typeof q === "string" ? cleanLine(q) : "",
    chosen: chosen.filter((one): one is string => typeof one === "string" && UUID.test(one)),
  };
}

/** The names of the boxes that a form without script searches by, and of what they were last answered. */
export const SOUGHT = "_find.";
export const ANSWERED = "_found.";
export const SEEK = "_seek";

/** Whether a form was sent to search what it offers. A word that was typed to search by and not answered yet is never taken for a choice. */
export function isSeeking(values: Record<string, unknown>): boolean {
  const unanswered = Object.entries(values).some(([name, typed]) => {
    const answered = values[name.replace(SOUGHT, ANSWERED)];
    return name.startsWith(SOUGHT) && typed !== "" && typed !== answered;
  });
  return SEEK in values || unanswered;
}

/** `rows` are what was found, one more than is shown if there are more; what is chosen stands before them. */
export function offerOf(wish: Wish, found: { rows: Option[]; chosen: Option[]; from: string }): Offer {
  const most = limitOf(wish) - 1;
  const rest = found.rows.slice(0, most).filter((row) => !found.chosen.some((one) => one.value === row.value));
  const isAll = wish.q === "" && found.rows.length <= most;
  return { options: [...found.chosen, ...rest], ...(isAll ? {} : { from: found.from }) };
}

export function addressFor(
  what: (typeof CHOOSERS)[number],
  { countries = [], below, without, missions }: Scope,
): string {
  const query = new URLSearchParams(countries.map((iso2) => ["country", iso2]));
  if (below) query.set("below", below);
  if (without) query.set("without", without);
  if (missions) query.set("missions", "1");
  return `/choices/${what}?${query.toString()}`;
}

/** What an address says of a scope; what is no country or key narrows nothing. */
export function scopeOf(query: URLSearchParams): Scope {
  const without = query.get("without") ?? "";
  return {
    countries: query.getAll("country").filter((iso2) => /^[A-Z]{2}$/.test(iso2)),
    below: query.get("below") ?? undefined,
    without: UUID.test(without) ? without : undefined,
    missions: query.has("missions"),
  };
}
