import { findDue } from "#modules/deadlines/deadline.queries.server.ts";
import { requestForm } from "#modules/delegations/delegation-request.forms.ts";
import { canAskAround } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { askAround } from "#modules/delegations/delegation-request.commands.server.ts";
import { listAskable } from "#modules/delegations/delegation-request.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { roleWord } from "#platform/own-words.ts";
import { today } from "#platform/time.ts";
import { wordsFor } from "#platform/words.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canAskAround(work.actor, delegation));
    const { units, bodies, people } = await listAskable(work, delegation);
    // What is confidential is asked by name.
    const isOpen = delegation.visibility !== "confidential";
    return {
      delegation: { id: delegation.id, title: delegation.title },
      due: await proposedDue(work),
      asked: [
        ...(isOpen ? bodies.map((one) => offered("body", one, wordsFor("body_kind", { kind: one.kind }))) : []),
        ...(isOpen
          ? units.map((one) =>
              offered("unit", { ...one, name: nameOf(one) }, wordsFor("unit_kind", { kind: one.kind })),
            )
          : []),
        ...people.map((one) => offered("user", one, wordsFor("request_person", { role: roleWord(one.role) }))),
      ],
    };
  });

/** With what it is before its name: they stand together, kind by kind. */
const offered = (of: string, one: { id: string; name: string }, kind = "") => ({
  value: `${of}:${one.id}`,
  label: `${kind} · ${one.name}`,
});

/** A week of work from today; nothing where the days off of that year are not known yet: then the asker says the day. */
async function proposedDue(work: Work): Promise<string | undefined> {
  try {
    return (await findDue(work, { start: today(), length: 5, unit: "working", pauses: [] })).due;
  } catch (cause) {
    if (cause instanceof RuleError) return undefined;
    throw cause;
  }
}

export const actions: Actions = onSubmit(requestForm, async (work, request, { params }) => {
  await askAround(work, params.delegationId, request);
  return `/delegations/${params.delegationId}?did=request_sent#requests`;
});
