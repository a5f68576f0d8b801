import type { StepName } from "#modules/notes/note.model.ts";
import { canChangeNote } from "#modules/notes/note.policy.ts";
import { findNote } from "#modules/notes/note.queries.server.ts";
import { STEP_ACTS } from "#modules/notes/note.steps.server.ts";
import { stepPages } from "#platform/step-page.server.ts";

type Params = { noteId: string; step: StepName };

export const { load, actions } = stepPages({
  kind: "note",
  acts: STEP_ACTS,
  find: findNote,
  mayTake: (actor, _step, note) => canChangeNote(actor, note),
  show: (_work, { title }) => ({ title }),
})(({ noteId, step }: Params) => ({ id: noteId, step }));
