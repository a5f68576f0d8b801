import type { z } from "zod";
import type { ActivityRow } from "#modules/activities/activity-import.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { ACTIVITY_KINDS, levelOf } from "#modules/activities/activity.model.ts";
import type { DelegationRow } from "#modules/delegations/delegation-import.commands.server.ts";
import { draftForm } from "#modules/delegations/delegation.forms.ts";
import type { PartnerRow } from "#modules/partners/partner-import.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { PARTNER_KINDS } from "#modules/partners/partner.model.ts";
import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import type { ImportKind } from "./column.model.ts";
import { COLUMNS } from "./column.model.ts";
import { fold, parseAmount, parseDay, parseYes } from "./value.model.ts";
import type { SheetRow } from "./workbook.server.ts";

export type Problem = { row: number; column: string | null; message: string };
export type ReadRow = ActivityRow | DelegationRow | PartnerRow;
type Unit = { id: string; path: string; kind: string };
export type Lists = { countries: Map<string, string>; units: Map<string, Unit>; kinds: Map<string, string>; own: Unit };

/** Kinds by their code and their words in both languages; of "Hội thảo, tọa đàm" staff type either half. */
function readKinds(kind: ImportKind): Map<string, string> {
  const kinds = new Map<string, string>();
  const key = kind === "partners" ? "partner_kind" : "activity_kind";
  for (const one of kind === "partners" ? PARTNER_KINDS : ACTIVITY_KINDS) {
    kinds.set(fold(one), one);
    for (const locale of ["vi", "en"] as const) {
      const words = inLocale(locale, () => wordsFor(key, { kind: one }) ?? one);
      for (const typed of [words, ...words.split(",")]) if (!kinds.has(fold(typed))) kinds.set(fold(typed), one);
    }
  }
  return kinds;
}

/** What cells are compared with: countries by any name, units of the actor's subtree, kinds by their words in both languages. */
export async function readLists(work: Work, kind: ImportKind): Promise<Lists> {
  const countries = new Map<string, string>();
  for (const one of await listCountries(work))
    for (const name of [one.iso2, one.name_vi, one.name_en]) countries.set(fold(name), one.iso2);
  const others = await work.trx
    .selectFrom("reference.country as country")
    .select(["country.iso2", "country.names_other"])
    .limit(300)
    .execute();
  for (const one of others)
    for (const name of one.names_other) if (!countries.has(fold(name))) countries.set(fold(name), one.iso2);
  const units = new Map<string, Unit>();
  for (const one of await listUnitChoices(work, work.actor.unitPath))
    for (const name of [one.name_vi, one.name_en]) units.set(fold(name), one);
  const kinds = readKinds(kind);
  const own = [...units.values()].find((unit) => unit.id === work.actor.unitId) ?? {
    id: work.actor.unitId ?? "",
    path: work.actor.unitPath ?? "",
    kind: "union",
  };
  return { countries, units, kinds, own };
}

type Cells = (field: string) => string;
type Reader = {
  row: SheetRow;
  is1904: boolean;
  lists: Lists;
  problems: Problem[];
  kind: ImportKind;
  columns: Record<string, number>;
};

/** One row of the sheet as a record to write, or its problems; never both. */
export function readRow(reader: Reader): ReadRow | undefined {
  const { row, lists, kind, columns } = reader;
  const cell: Cells = (field) =>
    columns[field] === undefined ? "" : (row.cells[columns[field]] ?? "").normalize("NFC").trim();
  const before = reader.problems.length;
  for (const [field, at] of Object.entries(columns))
    if (row.formulas.includes(at)) refuse(reader, field, "import_formula");
  const unit = cell("unit") === "" ? lists.own : lists.units.get(fold(cell("unit")));
  if (!unit) refuse(reader, "unit", "import_unit", cell("unit"));
  const read =
    kind === "activities"
      ? readActivity(reader, cell)
      : kind === "delegations"
        ? readDelegation(reader, cell)
        : readPartner(reader, cell);
  if (!unit || !read || reader.problems.length > before) return undefined;
  const key = cell("code") || fold(Object.values(identity(kind, read)).join(" ")).slice(0, 400);
  const place = { import_key: key, unit_id: unit.id, unit_path: unit.path };
  return (kind === "activities" ? { ...read, ...place, level: levelOf(unit.kind) } : { ...read, ...place }) as ReadRow;
}

/** By what a row without a code is known again. */
function identity(kind: ImportKind, read: Record<string, unknown>): Record<string, unknown> {
  if (kind === "activities") return { title: read.title, day: read.starts_on };
  return kind === "delegations"
    ? { direction: read.direction, title: read.title, day: read.departs_on }
    : { name: read.name, country: read.country_iso2 };
}

function readActivity(reader: Reader, cell: Cells) {
  const kind = cell("kind") === "" ? "other" : reader.lists.kinds.get(fold(cell("kind")));
  if (!kind) refuse(reader, "kind", "import_kind", cell("kind"));
  const starts_on = readDay(reader, "starts_on", cell);
  if (starts_on && starts_on > today()) refuse(reader, "starts_on", "rule_held_in_future");
  const values = check(reader, recordForm, {
    title: cell("title"),
    kind: kind ?? "other",
    starts_on,
    countries: readCountries(reader, cell),
    is_multilateral: parseYes(cell("is_multilateral")),
    place: cell("place"),
    participants: readCount(reader, "participants", cell),
    result: cell("result"),
  });
  if (!values) return undefined;
  const { title, countries, is_multilateral, place, participants, result } = values;
  return {
    title,
    kind: values.kind,
    starts_on: values.starts_on,
    countries,
    is_multilateral,
    place,
    participants,
    result,
  };
}

function readDelegation(reader: Reader, cell: Cells) {
  const said = fold(cell("direction"));
  const direction = /^(doan )?ra$|^out/.test(said)
    ? "outgoing"
    : /^(doan )?vao$|^in/.test(said)
      ? "incoming"
      : undefined;
  if (!direction) refuse(reader, "direction", "import_direction", cell("direction"));
  const values = check(reader, draftForm, {
    direction: direction ?? "outgoing",
    title: cell("title"),
    countries: readCountries(reader, cell),
    departs_on: readDay(reader, "departs_on", cell),
    returns_on: readDay(reader, "returns_on", cell),
    head_name: cell("head_name"),
    purpose: cell("purpose"),
  });
  if (!values) return undefined;
  const { title, departs_on, returns_on, countries, head_name, purpose } = values;
  return {
    direction: values.direction,
    title,
    departs_on,
    returns_on,
    countries,
    head_name,
    purpose,
    member_count: readCount(reader, "member_count", cell) ?? 0,
  };
}

function readPartner(reader: Reader, cell: Cells) {
  const kind = cell("kind") === "" ? "peoples_organization" : reader.lists.kinds.get(fold(cell("kind")));
  if (!kind) refuse(reader, "kind", "import_kind", cell("kind"));
  const first = cell("first_contact_on") === "" ? undefined : readDay(reader, "first_contact_on", cell);
  const values = check(reader, registerForm, {
    name: cell("name"),
    name_vi: cell("name_vi"),
    kind: kind ?? "peoples_organization",
    country_iso2: readCountries(reader, cell)[0] ?? "",
    city: cell("city"),
    fields: cell("fields"),
    first_contact_on: first,
  });
  if (!values) return undefined;
  const { name, name_vi, country_iso2, city, fields, first_contact_on } = values;
  return { name, name_vi, kind: values.kind, country_iso2, city, fields, first_contact_on };
}

function check<Schema extends z.ZodType<object>>(
  reader: Reader,
  schema: Schema,
  values: Record<string, unknown>,
): z.output<Schema> | undefined {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    const field = String(issue.path[0]);
    const known = field === "country_iso2" ? "countries" : field;
    if (!reader.problems.some((one) => one.row === reader.row.number && one.column === headingOf(reader, known)))
      refuse(reader, known, issue.message);
  }
  return undefined;
}

function readDay(reader: Reader, field: string, cell: Cells): string | undefined {
  const day = parseDay(cell(field), reader.is1904);
  if (!day) refuse(reader, field, "import_day", cell(field));
  return day;
}

function readCount(reader: Reader, field: string, cell: Cells): number | undefined {
  if (cell(field) === "") return undefined;
  const amount = parseAmount(cell(field));
  if (!amount || !Number.isInteger(amount.value) || amount.value < 0)
    refuse(reader, field, "import_number", cell(field));
  return amount?.value;
}

function readCountries(reader: Reader, cell: Cells): string[] {
  const names = cell("countries")
    .split(/[,;/\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
  const found = names.map((name) => reader.lists.countries.get(fold(name)));
  const unknown = names.find((_, index) => found[index] === undefined);
  if (unknown) refuse(reader, "countries", "import_country", unknown);
  return [...new Set(found.filter((iso2) => iso2 !== undefined && iso2 !== "VN"))] as string[];
}

function headingOf(reader: Reader, field: string): string {
  return COLUMNS[reader.kind].find((column) => column.field === field)?.headings[0] ?? field;
}

function refuse(reader: Reader, field: string, code: string, value = "") {
  const column = headingOf(reader, field);
  reader.problems.push({
    row: reader.row.number,
    column,
    message: wordsFor(code, { value: value.slice(0, 60), column }) ?? code,
  });
}
