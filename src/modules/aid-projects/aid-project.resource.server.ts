import { addPart } from "#platform/part.server.ts";
import { editing, resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { editAidProject, registerAidProject } from "./aid-project.commands.server.ts";
import { aidAmountForm, aidProjectForm, editAidForm } from "./aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "./aid-project.parts.server.ts";
import { aidProjectList, findAidProject, listAmounts, sumAidByYear } from "./aid-project.queries.server.ts";
import { STEP_ACTS } from "./aid-project.steps.server.ts";

export const aidProjects = resource({
  says: { list: "Foreign-NGO aid projects", one: "One project with its amounts" },
  list: aidProjectList,
  find: findAidProject,
  parts: async (work, id) => ({ amounts: await listAmounts(work, id) }),
  add: { says: "Register a project", form: aidProjectForm, take: registerAidProject },
  edit: editing(findAidProject, editAidForm, editAidProject, "Edit a project: only what is sent changes, null empties"),
  // Who states something works outside the union, and has no key to the interface.
  steps: { grant: STEP_ACTS.grant },
  below: {
    amounts: act(
      aidAmountForm,
      (work, recordId, amount) => addPart(work, AID_PROJECT_PARTS, { recordId, name: "amount" }, amount),
      { says: "Record a commitment or disbursement" },
    ),
  },
  granted: true,
  years: {
    name: "aid",
    list: sumAidByYear,
    chart: { title: "country_aid_by_year", source: "source_aid", value: "usd", inMillions: true },
  },
});
