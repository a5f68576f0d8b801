import { anniversariesBetween } from "#modules/reference/reference.model.ts";
import { formatDay } from "#platform/format.ts";
import type { Named } from "#platform/names.ts";
import { nameOf } from "#platform/names.ts";
import { addDays, today } from "#platform/time.ts";
import type { Lane, Mark } from "#ui/life-line.ts";
import * as m from "#words/messages.js";

type Known = {
  country: { iso2: string; established_on: string | null; precision: string | null };
  anniversaries: { kind: "relations" | "association"; falls_on: string; years: number }[];
  units: (Named & { id: string; founded_on: string | null; closed_on: string | null })[];
  documents: { description: string; delegation_id: string; departs_on: string; is_ahead: boolean }[];
  visits: { year: number; direction: "outgoing" | "incoming"; count: number; href: string }[];
  outside: boolean;
};

const yearOf = (day: string) => Number(day.slice(0, 4));

/** The life of a country with the union, from what its dossier has read: relations and their feasts, associations, visits, documents. */
export function lifeOf(known: Known): Lane[] {
  const { country, units, documents, visits, outside } = known;
  const to = (href: string) => (outside ? undefined : href);
  const ways = (["outgoing", "incoming"] as const).map((direction) => ({
    key: direction,
    word: m.delegation_direction({ direction }),
    marks: visits
      .filter((one) => one.direction === direction)
      .map(({ year, count, href }) => ({ year, count, href, word: m.life_gathered({ count, years: String(year) }) })),
  }));
  return [
    { key: "relations", word: m.country_relations(), marks: relationsOf(known, country, to) },
    {
      key: "associations",
      word: m.country_associations(),
      marks: units.flatMap((unit) => [
        ...marked(unit.founded_on, (day) => m.life_founded({ name: nameOf(unit), day }), to(`/units/${unit.id}`)),
        ...marked(unit.closed_on, (day) => m.life_ended({ name: nameOf(unit), day }), to(`/units/${unit.id}`)),
      ]),
    },
    ...ways,
    {
      key: "documents",
      word: m.life_documents(),
      marks: documents.map((one) => ({
        year: yearOf(one.departs_on),
        count: 1,
        word: one.description,
        href: `/delegations/${one.delegation_id}`,
        isAhead: one.is_ahead,
      })),
    },
  ];
}

function marked(day: string | null, say: (day: string) => string, href: string | undefined): Mark[] {
  return day ? [{ year: yearOf(day), count: 1, word: say(formatDay(day)), href }] : [];
}

/** Relations from their first day, each tenth year that was, and the feasts ahead. */
function relationsOf(
  { anniversaries }: Known,
  country: Known["country"],
  to: (href: string) => string | undefined,
): Mark[] {
  const { iso2, established_on: founded_on, precision } = country;
  if (!founded_on) return [];
  const span = { from: founded_on, to: addDays(today(), -1), every: 10 };
  const founding = { iso2, founded_on, kind: "relations" as const, ...(precision !== null && { precision }) };
  const say = (one: { years: number; falls_on: string }) =>
    m.life_anniversary({ years: m.years({ count: one.years }), day: formatDay(one.falls_on) });
  return [
    { year: yearOf(founded_on), count: 1, word: m.life_relations() },
    ...anniversariesBetween(founding, span).map((one) => ({
      year: yearOf(one.falls_on),
      count: 1,
      word: say(one),
      href: to(`/activities?${new URLSearchParams({ country: iso2, year: one.falls_on.slice(0, 4) }).toString()}`),
    })),
    ...anniversaries
      .filter(({ kind }) => kind === "relations")
      .map((one) => ({
        year: yearOf(one.falls_on),
        count: 1,
        word: say(one),
        href: to(`/calendar?month=${one.falls_on.slice(0, 7)}`),
        isAhead: true,
      })),
  ];
}
