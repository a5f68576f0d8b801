import type { Handler } from "#platform/asked.ts";
import type { FactKind } from "#modules/reference/reference-fact.model.ts";
import { addFact } from "#modules/reference/reference-fact.commands.server.ts";
import { MAY_BE_ADDED } from "#modules/reference/reference-fact.model.ts";
import { listFacts, listTakenOut } from "#modules/reference/reference-fact.queries.server.ts";
import { dayFilter, factFilter } from "#modules/reference/reference.filter.ts";
import { answer, answerDone } from "#platform/calls.server.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { notAllowed } from "#platform/problem.server.ts";
import { today } from "#platform/time.ts";
import { addForm, answerOf } from "../fact.server.ts";

/** Days are answered a year at a time, as their page shows them. */
export const GET: Handler<{ facts: FactKind }> = (event) =>
  answer(event, async (work) => {
    const kind = event.params.facts;
    const filter = requireFilter(kind === "days" ? dayFilter : factFilter, event.url.searchParams);
    const year = "year" in filter && typeof filter.year === "string" ? filter.year : today().slice(0, 4);
    const facts = await listFacts(work, kind, { ...filter, year });
    const takenOut = await listTakenOut(work, kind);
    return {
      items: facts.map((one) => answerOf(kind, one)),
      taken_out: takenOut.map(({ key, source, version }) => ({ key, source, version })),
    };
  });

export const POST: Handler<{ facts: FactKind }> = (event) => {
  const kind = event.params.facts;
  if (!MAY_BE_ADDED.includes(kind)) return notAllowed(["GET", "HEAD"]);
  return answerDone(event, addForm(kind), (work, input) => addFact(work, kind, input));
};
