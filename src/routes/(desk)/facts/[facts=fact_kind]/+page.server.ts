import type { Fact, FactKind } from "#modules/reference/reference-fact.model.ts";
import { MAY_BE_ADDED, factKindsShown, isConfirmed, sourceOf } from "#modules/reference/reference-fact.model.ts";
import {
  countFacts,
  findCalendarEnd,
  listDelivered,
  listFacts,
  listTakenOut,
} from "#modules/reference/reference-fact.queries.server.ts";
import { dayFilter, factFilter, provinceFilter } from "#modules/reference/reference.filter.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { homeCalendar } from "#platform/home.ts";
import type { Work } from "#platform/db.server.ts";
import { sourceInWords } from "#platform/fact-source.ts";
import { show as read } from "#platform/http.server.ts";
import { ranked } from "#platform/ranking.ts";
import { today } from "#platform/time.ts";
import { readForPage } from "../../../list.server.ts";
import { codesIn, detailOf, titleOf } from "../fact-words.ts";
import type { PageServerLoad } from "./$types";

const FILTERS = {
  days: dayFilter,
  relations: factFilter,
  missions: factFilter,
  countries: factFilter,
  provinces: provinceFilter,
};
const ON_A_PAGE = 50;

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const kind = event.params.facts;
    const { filter, bar } = await readForPage(event, work, FILTERS[kind]);
    const asked = filter as { q?: string; open?: string; year?: string; cursor?: string };
    const year = kind === "days" && !asked.open && !asked.q ? (asked.year ?? today().slice(0, 4)) : asked.year;
    const all = await listFacts(work, kind, { open: asked.open, ...(year && { year }) });
    const takenOut = (await listTakenOut(work, kind)).map((one) => ({ ...one, fields: one.fields as Fact["fields"] }));
    const countryNames = await listCountryNames(work, codesIn([...all, ...takenOut]), event.locals.locale);
    const fitting = found(kind, all, { q: asked.q ?? "", countryNames });
    const from = Number(asked.cursor ?? 0);
    return {
      kind,
      kinds: factKindsShown(),
      bar,
      year: year ?? null,
      facts: await told(work, kind, fitting.slice(from, from + ON_A_PAGE)),
      count: fitting.length,
      counted: (await countFacts(work, kind)).all,
      next_cursor: fitting.length > from + ON_A_PAGE ? String(from + ON_A_PAGE) : null,
      takenOut,
      calendarEnd: (await findCalendarEnd(work, homeCalendar())) ?? null,
      countryNames,
      can: { correct: canCorrectFacts(work.actor), add: canCorrectFacts(work.actor) && MAY_BE_ADDED.includes(kind) },
    };
  });

/** Those that hold what was typed, in the order of the list. */
function found(
  kind: FactKind,
  facts: Fact[],
  { q, countryNames }: { q: string; countryNames: Record<string, string> },
) {
  const named = (code: unknown) => countryNames[String(code)] ?? String(code);
  return facts.filter(({ fields }) => {
    const names = [fields.name, ...Object.values((fields.name_in ?? {}) as object)].map(String);
    const also = [detailOf(kind, fields, named), ...names, ...codesIn([{ fields }])];
    return ranked([{ label: titleOf(kind, fields, named), also }], q).length > 0;
  });
}

async function told(work: Work, kind: FactKind, facts: Fact[]) {
  const own = facts.filter((one) => one.own_source !== null).map((one) => one.key);
  const delivered = own.length > 0 ? await listDelivered(work, kind, own) : new Set<string>();
  return facts.map((one) => {
    const source = sourceOf(one);
    return {
      ...one,
      isConfirmed: isConfirmed(kind, one),
      isAdded: one.own_source !== null && !delivered.has(one.key),
      source: source === null ? null : sourceInWords(source),
    };
  });
}
