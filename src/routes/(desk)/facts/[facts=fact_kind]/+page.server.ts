import { FACT_KINDS, MAY_BE_ADDED, isConfirmed, sourceOf } from "#modules/reference/reference-fact.model.ts";
import { findCalendarEnd, listFacts, listTakenOut } from "#modules/reference/reference-fact.queries.server.ts";
import { dayFilter, factFilter } from "#modules/reference/reference.filter.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import { readForPage } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const kind = event.params.facts;
    const { filter, bar } = await readForPage(event, work, kind === "days" ? dayFilter : factFilter);
    const year = "year" in filter && typeof filter.year === "string" ? filter.year : today().slice(0, 4);
    const facts = await listFacts(work, kind, { ...filter, year });
    const codes = facts.flatMap(({ fields }) => [fields.host_iso2, fields.iso2, fields.accredited_iso2].flat());
    return {
      kind,
      kinds: FACT_KINDS,
      bar,
      year,
      facts: facts.map((one) => ({ ...one, isConfirmed: isConfirmed(kind, one), source: sourceOf(one) })),
      takenOut: await listTakenOut(work, kind),
      calendarEnd: (await findCalendarEnd(work, "vn")) ?? null,
      countryNames: await listCountryNames(work, codes.filter(Boolean) as string[], event.locals.locale),
      can: { correct: canCorrectFacts(work.actor), add: canCorrectFacts(work.actor) && MAY_BE_ADDED.includes(kind) },
    };
  });
