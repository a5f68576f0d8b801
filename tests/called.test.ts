import { expect, test } from "vitest";
import { editForm as activityEdit } from "#modules/activities/activity.forms.ts";
import { MORE_ACTS, STEP_ACTS as ACTIVITY_ACTS } from "#modules/activities/activity.steps.server.ts";
import { editAidForm } from "#modules/aid-projects/aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "#modules/aid-projects/aid-project.parts.server.ts";
import { STEP_ACTS as AID_ACTS } from "#modules/aid-projects/aid-project.steps.server.ts";
import { editForm as delegationEdit } from "#modules/delegations/delegation.forms.ts";
import { PARTS as DELEGATION_LISTS } from "#modules/delegations/delegation.model.ts";
import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { STEP_ACTS as DELEGATION_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { STEP_ACTS as IMPORT_ACTS } from "#modules/imports/import.steps.server.ts";
import { editForm as partnerEdit } from "#modules/partners/partner.forms.ts";
import { PARTS as PARTNER_LISTS } from "#modules/partners/partner.model.ts";
import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import { STEP_ACTS as PARTNER_ACTS } from "#modules/partners/partner.steps.server.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { renameForm } from "#modules/units/unit.forms.ts";
import { addressOf } from "#platform/steps.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";

// What a page does with a record a call does, with the same words.

const WITHOUT_A_CALL = [
  // Somebody of the foreign organization states; they have no key to the interface.
  "aid-projects state",
];
/** Where the address of a call says it in another word: what is added stands among others. */
const CALLED: Record<string, string> = { photo: "photos" };
const TABLES = [
  ["activities", ACTIVITY_ACTS],
  ["activities", MORE_ACTS],
  ["delegations", DELEGATION_ACTS],
  ["partners", PARTNER_ACTS],
  ["aid-projects", AID_ACTS],
  ["imports", IMPORT_ACTS],
] as const;

test("every step of every table has a call", () => {
  const called = CALLS.map((one) => `${one.method} ${one.path}`);
  const missing = TABLES.flatMap(([list, acts]) =>
    Object.keys(acts)
      .filter(
        (step) =>
          !["steps/", ""].some((way) => called.includes(`post /${list}/{id}/${way}${CALLED[step] ?? addressOf(step)}`)),
      )
      .map((step) => `${list} ${step}`),
  );
  expect(missing).toEqual(WITHOUT_A_CALL);
});

test("every part of every table is added, corrected and taken out by the forms of its pages", () => {
  for (const [kind, below, lists] of [
    ["partner", PARTNER_PARTS, PARTNER_LISTS],
    ["delegation", DELEGATION_PARTS, DELEGATION_LISTS],
    ["aid_project", AID_PROJECT_PARTS, { amount: "amounts" }],
  ] as const)
    for (const [name, list] of Object.entries(lists)) {
      const held = RESOURCES[kind].holds?.[list];
      const { form, correction = form } =
        (below.parts as Record<string, { form: object; correction?: object }>)[name] ?? {};
      expect(form).toBeDefined();
      expect([name, held?.form === form, held?.correction === correction]).toEqual([name, true, true]);
    }
});

test("every edit takes the whole form of its page", () => {
  const asked = {
    partner: partnerEdit,
    delegation: delegationEdit,
    activity: activityEdit,
    aid_project: editAidForm,
    unit: renameForm,
  };
  for (const [kind, form] of Object.entries(asked))
    expect([kind, RESOURCES[kind as keyof typeof asked].edit?.whole === form]).toEqual([kind, true]);
});
