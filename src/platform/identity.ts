import type { ColumnSet, Value } from "./columns.ts";
import { homeCountry } from "./home.ts";

type Facts = Record<string, unknown>;

/** How a name is compared: composed, single blanks, whatever its case; marks tell names apart and stay. */
export function same(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/g, " ").trim().toLowerCase();
}

/** A fact as it is compared; several of a kind in any order, without the home country, which a sheet does not say. */
function factOf(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(String)
      .filter((one) => one !== homeCountry())
      .toSorted()
      .join(",");
  return typeof value === "string" || typeof value === "number" ? same(String(value)) : "";
}

const isNeeded = (set: ColumnSet, name: string) =>
  set.columns.some((column) => column.name === name && column.required);

/** The name and its days or its country: what every sheet says, one value each. */
function neededOf(set: ColumnSet): string[] {
  const isList = (name: string) => set.columns.some((column) => column.name === name && column.as?.type.endsWith("[]"));
  return set.identity.filter((name) => isNeeded(set, name) && !isList(name));
}

/** By what every sheet of this kind says of a record it is found as it once came in: `gặp gỡ|2024-09-05`. */
export function keyOf(set: ColumnSet, facts: Facts): string {
  return neededOf(set)
    .map((name) => factOf(facts[name]))
    .join("|");
}

/** Everything that tells its records apart. */
export function wholeKeyOf(set: ColumnSet, facts: Facts): string {
  return set.identity.map((name) => factOf(facts[name])).join("|");
}

/** The name, and the facts beside it, by which the database finds what may be the same. */
export function soughtBy(set: ColumnSet, facts: Record<string, Value>): [name: string, facts: string] {
  const [name = "", ...others] = neededOf(set).map((one) => String(facts[one] ?? ""));
  return [name, others.join(" ")];
}

/** same: in every fact; open: one of them leaves out what the other says, and nothing contradicts; other: another record. */
export type Likeness = "same" | "open" | "other";

export function likenessOf(set: ColumnSet, one: Facts, other: Facts): Likeness {
  let likeness: Likeness = "same";
  for (const name of set.identity) {
    const [said, known] = [factOf(one[name]), factOf(other[name])];
    if (said === known) continue;
    if (isNeeded(set, name) || (said !== "" && known !== "")) return "other";
    likeness = "open";
  }
  return likeness;
}
