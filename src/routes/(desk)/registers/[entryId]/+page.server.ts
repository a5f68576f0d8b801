import type { StepName } from "#modules/registers/register.model.ts";
import { STEPS } from "#modules/registers/register.model.ts";
import { canKeepBook, canTakeStep } from "#modules/registers/register.policy.ts";
import { findEntry } from "#modules/registers/register.queries.server.ts";
import { STEP_ACTS } from "#modules/registers/register.steps.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const entry = found(await findEntry(work, event.params.entryId));
    const steps: StepName[] = STEPS.filter((step) => canTakeStep(work.actor, step, entry));
    return shown({
      entry: shown(entry),
      steps: steps.map((name) => ({ name, isDanger: STEP_ACTS[name].isDanger ?? false })),
      mayEdit: canKeepBook(work.actor, entry.unit_path) && entry.status === "registered",
      history: await tellHistory(work, await listHistory(work, entry.id)),
    });
  });
