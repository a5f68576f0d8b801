import { z } from "zod";
import { editActivity, recordActivity } from "#modules/activities/activity.commands.server.ts";
import * as activityForms from "#modules/activities/activity.forms.ts";
import { editAidProject, registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import * as aidForms from "#modules/aid-projects/aid-project.forms.ts";
import { draftDelegation, editDelegation } from "#modules/delegations/delegation.commands.server.ts";
import * as delegationForms from "#modules/delegations/delegation.forms.ts";
import { askHost } from "#modules/delegations/delegation-hosting.commands.server.ts";
import { hostingForm } from "#modules/delegations/delegation-hosting.forms.ts";
import { editNote, writeNote } from "#modules/notes/note.commands.server.ts";
import { editEntry, registerPaper } from "#modules/registers/register.commands.server.ts";
import * as registerForms from "#modules/registers/register.forms.ts";
import * as noteForms from "#modules/notes/note.forms.ts";
import { editPartner, registerPartner } from "#modules/partners/partner.commands.server.ts";
import * as partnerForms from "#modules/partners/partner.forms.ts";
import { foundUnit, renameUnit } from "#modules/units/unit.commands.server.ts";
import * as unitForms from "#modules/units/unit.forms.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading } from "#platform/db.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";

/** Records of each kind that can be edited, and two values for each field of a form. */
export const ids: Record<string, [string, string]> = {};

export const partner = { kind: "peoples_organization", country_iso2: "FR" };
const activity = { kind: "seminar", title: "Hội thảo", starts_on: "2025-03-05" };
const visit = {
  direction: "incoming",
  title: "Đoàn",
  departs_on: "2025-05-12",
  returns_on: "2025-05-18",
  countries: ["FR"],
};
const project = { title: "Lớp học", ngo_name: "CARE", ngo_country: "US", sector: "health", starts_on: "2025-01-01" };

const note = { kind: "call", on_date: "2025-01-01", body: "Đã gọi" };

export type Values = Record<string, unknown>;
export type Whole = {
  form: z.ZodObject;
  start: Values;
  make: (work: Work) => Promise<string>;
  edit: (work: Work, id: string, values: never) => Promise<unknown>;
};

export const WHOLE: Record<string, Whole> = {
  partner: {
    form: partnerForms.editForm,
    start: { ...partner, name: "Hội" },
    make: (work) => registerPartner(work, partnerForms.registerForm.parse({ ...partner, name: "Hội" })),
    edit: editPartner,
  },
  delegation: {
    form: delegationForms.editForm,
    start: visit,
    make: async (work) => {
      const id = await draftDelegation(work, delegationForms.draftForm.parse(visit));
      // An entry is hosted by whoever was asked to.
      const asked = { from_on: visit.departs_on, until_on: visit.returns_on, wish: "Đón", due_on: today() };
      for (const unit_id of ids.host_unit_id ?? []) await askHost(work, id, hostingForm.parse({ ...asked, unit_id }));
      return id;
    },
    edit: editDelegation,
  },
  activity: {
    form: activityForms.editForm,
    // More than may be written of those from abroad.
    start: { ...activity, participants: 1_000_000 },
    make: (work) => recordActivity(work, activityForms.recordForm.parse(activity)),
    edit: editActivity,
  },
  aid_project: {
    form: aidForms.editAidForm,
    start: project,
    make: (work) => registerAidProject(work, aidForms.aidProjectForm.parse(project)),
    edit: editAidProject,
  },
  note: {
    form: noteForms.editNoteForm,
    start: note,
    make: (work) => writeNote(work, noteForms.noteForm.parse({ ...note, country: "LA" })),
    edit: editNote,
  },
  register_entry: {
    form: registerForms.editEntryForm,
    start: { number: "07/TB-LHHN", on_date: "2025-05-14", subject: "Thông báo", reason: "Ghi nhầm" },
    make: (work) =>
      registerPaper(
        work,
        registerForms.registerForm.parse({ kind: "notice", number: "3", on_date: "2025-05-10", subject: "Lịch" }),
      ),
    edit: editEntry,
  },
  unit: {
    form: unitForms.renameForm,
    start: { name: "Chi hội", from_on: "2025-01-01" },
    make: async (work) =>
      foundUnit(
        work,
        unitForms.unitForm.parse({ parent_id: work.actor.unitId, kind: "chapter", code: "chi_hoi", name: "Chi hội" }),
      ),
    edit: renameUnit,
  },
};

/** Two values of a field that its form takes; what no general rule knows is said by hand. */
const BY_HAND: Record<string, [unknown, unknown]> = {
  departs_on: ["2025-05-12", "2025-05-13"],
  returns_on: ["2025-05-18", "2025-05-17"],
  on_date: ["2025-05-14", "2025-05-15"],
  from_on: ["2025-01-01", "2025-02-01"],
  until_on: ["2027-01-01", "2027-02-01"],
  starts_at: ["08:00", "09:30"],
  ends_on: ["2025-06-30", "2025-07-01"],
  at_time: ["08:00", "09:30"],
  country_iso2: ["FR", "DE"],
  ngo_country: ["US", "FR"],
  occasion_country: ["FR", "DE"],
  countries: [["FR"], ["FR", "DE"]],
  occasion: ["none", "national_day"],
  role: ["member", "interpreter"],
  quantity: [120, 3],
  province_code: ["01", "92"],
  year_of_birth: [1970, 1985],
  birth_year: [1970, 1985],
  // Other days than those of what no history says.
  visa_expires_on: ["2026-05-01", "2026-06-01"],
  insurance_expires_on: ["2026-05-02", "2026-06-02"],
};

type Schema = { type?: string; enum?: unknown[]; anyOf?: Schema[]; pattern?: string; format?: string };
export function valuesFor(form: z.ZodObject, field: string): [unknown, unknown] {
  const pair = ids[field];
  if (pair) return field.endsWith("_ids") ? [[pair[0]], pair] : pair;
  const known = BY_HAND[field];
  if (known) return known;
  if (field.endsWith("_in"))
    return [
      { en: "One", fr: "Un" },
      { en: "Two", fr: "Un" },
    ];
  const { properties = {} } = z.toJSONSchema(form, { io: "output", unrepresentable: "any" }) as {
    properties?: Record<string, Schema>;
  };
  const said = properties[field] ?? {};
  // A code, or the id of something: the codes are known.
  const schema = said.anyOf?.find((one) => one.enum) ?? said;
  if (schema.enum) return [schema.enum[0], schema.enum[1]];
  if (schema.type === "boolean") return [false, true];
  if (schema.type === "number" || schema.type === "integer") return [12, 300];
  if (field.endsWith("_on")) return ["2025-03-01", "2025-04-01"];
  return [`${field} cũ`, `${field} mới`].map((text) => text.slice(0, 20)) as [string, string];
}

export const isRequired = (form: z.ZodObject, field: string) => {
  const read = (form.shape as Record<string, z.ZodType>)[field]?.safeParse(undefined);
  return !read?.success || (read.data !== undefined && !(Array.isArray(read.data) && read.data.length === 0));
};

/** What the record's page tells of the last act. */
export async function lastOf(officer: Actor, id: string) {
  return inReading(officer, (work) =>
    inLocale(
      "en",
      async () => (await tellHistory(work, await listHistory(work, id, 1)))[0] ?? { sentence: "", changes: [] },
    ),
  );
}
