import { holds } from "#platform/holds.server.ts";
import { editing, end, resource } from "#platform/resource.ts";
import { canChangeAid, editAidProject, registerAidProject } from "./aid-project.commands.server.ts";
import { settleStatement } from "./aid-project-statement.commands.server.ts";
import { aidProjectForm, editAidForm, settleForm } from "./aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "./aid-project.parts.server.ts";
import { aidProjectList, findAidProject, listAmounts, sumAidByYear } from "./aid-project.queries.server.ts";
import { aidProjectAnswers } from "./aid-project.answers.ts";
import { STEP_ACTS } from "./aid-project.steps.server.ts";

type AidProject = NonNullable<Awaited<ReturnType<typeof findAidProject>>>;

export const aidProjects = resource({
  answers: aidProjectAnswers,
  says: { list: "Foreign-NGO aid projects", one: "One project with its amounts" },
  list: aidProjectList,
  find: findAidProject,
  parts: async (work, id) => ({ amounts: await listAmounts(work, id) }),
  add: { says: "Register a project", form: aidProjectForm, take: registerAidProject },
  edit: editing(findAidProject, editAidForm, editAidProject, "Edit a project: only what is sent changes, null empties"),
  // Who states something works outside the union, and has no key to the interface.
  steps: { grant: STEP_ACTS.grant },
  holds: holds(AID_PROJECT_PARTS, { amount: "amounts" }),
  ends: {
    statements: end("Accept or return what the organization stated", settleForm, (work, { id, partId }, settled) =>
      settleStatement(work, { projectId: id, statementId: partId }, settled),
    ),
  },
  granted: true,
  sharing: { mayChange: (actor, record) => canChangeAid(actor, record as unknown as AidProject) },
  years: {
    name: "aid",
    list: sumAidByYear,
    chart: { title: "country_aid_by_year", source: "source_aid", value: "usd", inMillions: true, figure: "fngo_aid" },
  },
});
