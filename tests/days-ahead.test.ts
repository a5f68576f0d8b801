import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { addDays, today } from "#platform/time.ts";

/** What is planned, begins or ends some day, or runs out: may lie ahead. By hand; a field that is new must be put into one of the two. */
const MAY_LIE_AHEAD = [
  "access/appointForm.from_on",
  "access/appointForm.until_on",
  "access/endAppointmentForm.until_on",
  "access/keyForm.ends_on",
  "access/signatureForm.from_on",
  "access/signatureForm.last_on",
  "activities/changeKindForm.from_on",
  "activities/changeKindForm.until_on",
  "activities/editForm.ends_on",
  "activities/editForm.starts_on",
  "activities/editPageForm.ends_on",
  "activities/editPageForm.starts_on",
  "activities/moveForm.starts_on",
  "activities/newForm.ends_on",
  "activities/newForm.starts_on",
  "activities/ownKindForm.from_on",
  "activities/ownKindForm.until_on",
  "activities/recordForm.ends_on",
  "activities/recordForm.starts_on",
  "notes/noteForm.next_step_on",
  "registers/editSymbolForm.from_on",
  "registers/editSymbolForm.until_on",
  "registers/symbolForm.from_on",
  "registers/symbolForm.until_on",
  "aid-projects/aidProjectForm.ends_on",
  "aid-projects/aidProjectForm.starts_on",
  "aid-projects/editAidForm.ends_on",
  "aid-projects/editAidForm.starts_on",
  "deadlines/calculateForm.start",
  "delegations/commitmentForm.due_on",
  "delegations/draftForm.departs_on",
  "delegations/draftForm.returns_on",
  "delegations/editForm.departs_on",
  "delegations/editForm.returns_on",
  "delegations/editHostingForm.due_on",
  "delegations/editHostingForm.from_on",
  "delegations/editHostingForm.until_on",
  "delegations/endRouteForm.until_on",
  "delegations/hostedEntryForm.on_date",
  "delegations/hostingForm.due_on",
  "delegations/hostingForm.from_on",
  "delegations/hostingForm.until_on",
  "delegations/journeyForm.on_date",
  "delegations/meetingForm.on_date",
  "delegations/memberForm.insurance_expires_on",
  "delegations/memberForm.passport_expires_on",
  "delegations/memberForm.visa_expires_on",
  "delegations/programmeForm.on_date",
  "delegations/requestForm.due_on",
  "delegations/routeForm.from_on",
  "partners/editForm.next_step_on",
  "partners/nameForm.from_on",
  "partners/nameForm.until_on",
  "partners/registerAskedForm.next_step_on",
  "partners/registerForm.next_step_on",
  "partners/relationForm.from_on",
  "partners/relationForm.until_on",
  "reference/dayForm.on_date",
  "reports/freezeForm.as_of",
  "units/accreditForm.from_on",
  "units/endForm.last_on",
  "units/endPostForm.until_on",
  "units/joinForm.from_on",
  "units/postForm.from_on",
  "units/postForm.planned_until_on",
  "units/renameForm.from_on",
  "units/unitForm.founded_on",
];

/** What was done, signed, paid, received or agreed: today at the latest. */
const MAY_NOT = [
  "notes/editNoteForm.on_date",
  "notes/noteForm.on_date",
  "registers/editEntryForm.on_date",
  "registers/numberPaperForm.on_date",
  "registers/registerForm.on_date",
  "activities/holdForm.starts_on",
  "aid-projects/aidAmountForm.on_date",
  "aid-projects/correctAmountForm.on_date",
  "aid-projects/statementForm.on_date",
  "delegations/answerCallForm.paper_on",
  "delegations/answerForm.paper_on",
  "delegations/approveForm.decided_on",
  "delegations/draftForm.invitation_on",
  "delegations/editForm.invitation_on",
  "delegations/numberForm.decided_on",
  "partners/contactForm.consent_on",
  "partners/editForm.first_contact_on",
  "partners/registerAskedForm.first_contact_on",
  "partners/registerForm.first_contact_on",
  "reference/relationForm.established_on",
];

const saysOf = (field: z.ZodType, value: string) =>
  field.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];

/** Every field of every form that takes a day, with its field. */
async function listDayFields(): Promise<Map<string, z.ZodType>> {
  const found = new Map<string, z.ZodType>();
  const files = fs.readdirSync("src/modules", { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".forms.ts"))) {
    const forms = (await import(path.resolve("src/modules", file))) as Record<string, unknown>;
    for (const [name, form] of Object.entries(forms))
      if (form instanceof z.ZodObject)
        for (const [field, type] of Object.entries(form.shape as Record<string, z.ZodType>))
          if (saysOf(type, "no day").includes("error_day"))
            found.set(`${file.split(path.sep)[0]}/${name}.${field}`, type);
  }
  return found;
}

test("of every day that a form asks somebody decided whether it may lie ahead", async () => {
  const known = [...MAY_LIE_AHEAD, ...MAY_NOT];
  expect([...(await listDayFields()).keys()].toSorted()).toEqual(known.toSorted());
});

test("what has not come is refused beside its field, and what is planned is not", async () => {
  const fields = await listDayFields();
  const tomorrow = addDays(today(), 1);
  const refused = [...fields].filter(([, field]) => saysOf(field, tomorrow).length > 0).map(([name]) => name);
  expect(refused.toSorted()).toEqual(MAY_NOT.toSorted());
  for (const [name, field] of fields) expect([name, saysOf(field, today())]).toEqual([name, []]);
});
