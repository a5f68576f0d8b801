import * as m from "#words/messages.js";
import { home } from "./home.ts";
import { nameOf } from "./names.ts";

/** Work beyond what every union does; of what its union does not do, no page offers anything. */
export const WORKS = ["aid", "missions"] as const;
export type Work = (typeof WORKS)[number];

export const doesWork = (work: Work): boolean => home().works.includes(work);

/** The kinds of units that the union has, of all that there are; what stands at `held` stays among them. */
export function kindsOffered<Kind extends string>(all: readonly Kind[], held?: string): Kind[] {
  const { kinds } = home();
  return kinds.length === 0 ? [...all] : all.filter((one) => kinds.includes(one) || one === held);
}

/** Roles that belong to work which not every union does. */
const ROLE_OF: Record<string, Work> = { ngo_officer: "aid", foreign_ngo: "aid", mission_officer: "missions" };
export const rolesOffered = <Role extends string>(all: readonly Role[]): Role[] =>
  all.filter((one) => ROLE_OF[one] === undefined || doesWork(ROLE_OF[one]));

/** What the union itself calls it, in the reader's language; undefined where the language's own word serves. */
function ownWord(word: string): string | undefined {
  const said = home().words[word];
  return said && nameOf(said);
}

/** Which messages give way to a word of the union's own, and to which. */
const GIVING_WAY: Record<string, (inputs: Record<string, string | number>) => unknown> = {
  unit_kind: ({ kind }) => kind,
  aid_province: () => "province",
  field_name: ({ name }) => name === "province_code" && "province",
  fact_kind: ({ kind }) => kind === "provinces" && "provinces",
  role: ({ role }) => role === "unit_officer" && "unit_officer",
};

/** The union's own word in place of a message. */
export function ownWordFor(key: string, inputs: Record<string, string | number>): string | undefined {
  if (key === "units_all_but_missions" && !doesWork("missions")) return m.list_all();
  const word = GIVING_WAY[key]?.(inputs);
  return typeof word === "string" ? ownWord(word) : undefined;
}

export const kindWord = (kind: string): string => ownWord(kind) ?? m.unit_kind({ kind });
export const factKindWord = (kind: string): string => ownWordFor("fact_kind", { kind }) ?? m.fact_kind({ kind });
export const provinceWord = (): string => ownWord("province") ?? m.aid_province();
export const roleWord = (role: string): string => ownWordFor("role", { role }) ?? m.role({ role });

/** All of them in one language, as an attribute of the page, whose script knows no more of the union; nothing where all is as everywhere. */
export function ownWordsIn(locale: string): string {
  const { words, works, kinds } = home();
  if (Object.keys(words).length + kinds.length === 0 && works.length === WORKS.length) return "";
  const said = Object.fromEntries(Object.entries(words).map(([word, one]) => [word, nameOf(one, "name", locale)]));
  const own = JSON.stringify({ words: said, works, kinds });
  return own.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
