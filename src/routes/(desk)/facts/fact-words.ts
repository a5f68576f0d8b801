import type { FactKind } from "#modules/reference/reference-fact.model.ts";
import { formatDay, formatMonthDay } from "#platform/format.ts";
import type { Named, Names } from "#platform/names.ts";
import { nameOf } from "#platform/names.ts";
import * as m from "#words/messages.js";

type Fields = Record<string, unknown>;
type Naming = (code: unknown) => string;

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** The codes of the countries that these facts name. */
export function codesIn(facts: { fields: Fields }[]): string[] {
  const codes = facts.flatMap(({ fields }) => [fields.host_iso2, fields.iso2, fields.accredited_iso2].flat());
  return [...new Set(codes.filter((code): code is string => typeof code === "string" && code !== ""))];
}

/** What a fact is called in a list. */
export function titleOf(kind: FactKind, fields: Fields, named: Naming): string {
  if (kind === "days") return formatDay(text(fields.on_date));
  if (kind === "relations") return named(fields.iso2);
  if (kind === "missions") return `${m.mission_kind({ kind: text(fields.kind) })} · ${text(fields.city)}`;
  return nameOf(fields as Named);
}

/** What it says, in one line. */
export function detailOf(kind: FactKind, fields: Fields, named: Naming): string {
  if (kind === "days") return `${nameOf(fields as Named)} · ${m.day_kind({ kind: text(fields.kind) })}`;
  if (kind === "missions") {
    const also = ((fields.accredited_iso2 ?? []) as string[]).map(named).join(", ");
    return also ? `${named(fields.host_iso2)} · ${m.mission_also({ countries: also })}` : named(fields.host_iso2);
  }
  if (kind === "countries")
    return `${m.country_national_day()}: ${formatMonthDay(text(fields.national_day)) || "–"} · ${m.country_capital()}: ${text(fields.capital) || "–"}`;
  if (kind === "provinces") return [text(fields.code), nameOf(fields as Named<"region">, "region")].join(" · ");
  const since = text(fields.established_on);
  return [fields.precision === "year" ? since.slice(0, 4) : formatDay(since), noteOf(fields)]
    .filter(Boolean)
    .join(" · ");
}

/** The note in the reader's language; what this union wrote itself stands in the one it was written in. */
function noteOf(fields: Fields): string {
  return fields.note ? nameOf({ note: text(fields.note), note_in: (fields.note_in ?? {}) as Names }, "note") : "";
}
