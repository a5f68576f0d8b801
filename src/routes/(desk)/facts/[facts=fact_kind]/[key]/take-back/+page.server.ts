import { takeBackCorrection } from "#modules/reference/reference-fact.commands.server.ts";
import { findCorrection } from "#modules/reference/reference-fact.queries.server.ts";
import { takeBackForm } from "#modules/reference/reference.forms.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { FactKind } from "#modules/reference/reference-fact.model.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { facts: kind, key } = event.params;
    requirePermission(canCorrectFacts(work.actor));
    const said = found(await findCorrection(work, kind, key));
    return { kind, version: said.version, isTakenOut: said.state === "taken_out" };
  });

export const actions: Actions = onSubmit(takeBackForm, async (work, input, event) => {
  const { facts: kind, key } = event.params as { facts: FactKind; key: string };
  await takeBackCorrection(work, kind, key, input.version);
  return `/facts/${kind}?did=saved`;
});
