import { takeOutFact } from "#modules/reference/reference-fact.commands.server.ts";
import { findFact } from "#modules/reference/reference-fact.queries.server.ts";
import { takeOutForm } from "#modules/reference/reference.forms.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { FactKind } from "#modules/reference/reference-fact.model.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { facts: kind, key } = event.params;
    requirePermission(canCorrectFacts(work.actor));
    return { kind, version: found(await findFact(work, kind, key)).version };
  });

export const actions: Actions = onSubmit(takeOutForm, async (work, input, event) => {
  const { facts: kind, key } = event.params as { facts: FactKind; key: string };
  await takeOutFact(work, kind, key, input);
  return `/facts/${kind}?did=saved`;
});
