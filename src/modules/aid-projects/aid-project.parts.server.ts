import type { Part, RecordParts } from "#platform/part.server.ts";
import { part } from "#platform/part.server.ts";
import { canChangeAid, lockAidProject } from "./aid-project.commands.server.ts";
import { aidAmountForm, correctAmountForm } from "./aid-project.forms.ts";
import { findAidProject } from "./aid-project.queries.server.ts";

type AidProject = Awaited<ReturnType<typeof lockAidProject>>;

export const AID_PROJECT_PARTS = {
  kind: "aid_project",
  column: "aid_project_id",
  find: findAidProject,
  lock: lockAidProject,
  mayChange: canChangeAid,
  parts: {
    amount: part({
      table: "aid_project_amount",
      form: aidAmountForm,
      called: "amount_usd",
      correction: correctAmountForm,
      actions: { added: "amount_recorded", changed: "amount_corrected" },
    }),
  },
} satisfies RecordParts<AidProject, Record<"amount", Part<AidProject>>>;
