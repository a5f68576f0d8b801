import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { editActivity, recordActivity } from "#modules/activities/activity.commands.server.ts";
import * as activityForms from "#modules/activities/activity.forms.ts";
import { editAidProject, registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import * as aidForms from "#modules/aid-projects/aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "#modules/aid-projects/aid-project.parts.server.ts";
import { draftDelegation, editDelegation } from "#modules/delegations/delegation.commands.server.ts";
import * as delegationForms from "#modules/delegations/delegation.forms.ts";
import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { editPartner, registerPartner } from "#modules/partners/partner.commands.server.ts";
import * as partnerForms from "#modules/partners/partner.forms.ts";
import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import { eachResource } from "#modules/resources.server.ts";
import { foundUnit, renameUnit } from "#modules/units/unit.commands.server.ts";
import * as unitForms from "#modules/units/unit.forms.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { fieldInWords } from "#platform/history-values.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listHistory } from "#platform/history.server.ts";
import type { Part, RecordParts } from "#platform/part.server.ts";
import { addPart, changePart, removePart } from "#platform/part.server.ts";
import { inLocale } from "#platform/words.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

/** Each field that somebody can edit is edited and emptied, and the record's page tells from what to what. */
const database = useDatabase();
let officer: Actor;
const ids: Record<string, [string, string]> = {};

const partner = { kind: "peoples_organization", country_iso2: "FR" };
const activity = { kind: "seminar", title: "Hội thảo", starts_on: "2026-03-05" };
const visit = {
  direction: "outgoing",
  title: "Đoàn",
  departs_on: "2026-05-12",
  returns_on: "2026-05-18",
  countries: ["FR"],
};
const project = { title: "Lớp học", ngo_name: "CARE", ngo_country: "US", sector: "health", starts_on: "2026-01-01" };

beforeAll(async () => {
  officer = await aPerson("office", "vufo");
  const two = (make: (work: Work, name: string) => Promise<string>) =>
    inWork(officer, async (work): Promise<[string, string]> => [await make(work, "Một"), await make(work, "Hai")]);
  const aPartner = (work: Work, name: string) =>
    registerPartner(work, partnerForms.registerForm.parse({ ...partner, name }));
  ids.partner_id = await two(aPartner);
  ids.other_partner_id = ids.partner_id;
  ids.partner_ids = ids.partner_id;
  const { startSeries } = await import("#modules/activities/activity.commands.server.ts");
  ids.series_id = await two((work, name) => startSeries(work, { name }));
  ids.co_host_ids = (await asOwner(database.ownerUrl(), async (client) =>
    (
      await client.query<{ id: string }>("select id from unit where code in ('ha_noi', 'can_tho') order by code")
    ).rows.map((row) => row.id),
  )) as [string, string];
});

type Values = Record<string, unknown>;
type Whole = {
  form: z.ZodObject;
  start: Values;
  make: (work: Work) => Promise<string>;
  edit: (work: Work, id: string, values: never) => Promise<unknown>;
};

const WHOLE: Record<string, Whole> = {
  partner: {
    form: partnerForms.editForm,
    start: { ...partner, name: "Hội" },
    make: (work) => registerPartner(work, partnerForms.registerForm.parse({ ...partner, name: "Hội" })),
    edit: editPartner,
  },
  delegation: {
    form: delegationForms.editForm,
    start: visit,
    make: (work) => draftDelegation(work, delegationForms.draftForm.parse(visit)),
    edit: editDelegation,
  },
  activity: {
    form: activityForms.editForm,
    start: activity,
    make: (work) => recordActivity(work, activityForms.recordForm.parse(activity)),
    edit: editActivity,
  },
  aid_project: {
    form: aidForms.editAidForm,
    start: project,
    make: (work) => registerAidProject(work, aidForms.aidProjectForm.parse(project)),
    edit: editAidProject,
  },
  unit: {
    form: unitForms.renameForm,
    start: { name: "Chi hội", from_on: "2026-01-01" },
    make: async (work) =>
      foundUnit(
        work,
        unitForms.unitForm.parse({ parent_id: work.actor.unitId, kind: "chapter", code: "chi_hoi", name: "Chi hội" }),
      ),
    edit: renameUnit,
  },
};

test("every kind that can be edited is tried here", () => {
  const edited = eachResource().flatMap(([kind, one]) => (one.edit ? [kind] : []));
  expect(Object.keys(WHOLE).toSorted()).toEqual(edited.toSorted());
});

/** Two values of a field that its form takes; what no general rule knows is said by hand. */
const BY_HAND: Record<string, [unknown, unknown]> = {
  departs_on: ["2026-05-12", "2026-05-13"],
  returns_on: ["2026-05-18", "2026-05-17"],
  on_date: ["2026-05-14", "2026-05-15"],
  from_on: ["2026-01-01", "2026-02-01"],
  until_on: ["2027-01-01", "2027-02-01"],
  starts_at: ["08:00", "09:30"],
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
};

type Schema = { type?: string; enum?: unknown[]; anyOf?: Schema[]; pattern?: string; format?: string };
function valuesFor(form: z.ZodObject, field: string): [unknown, unknown] {
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
  const schema = properties[field] ?? {};
  if (schema.enum) return [schema.enum[0], schema.enum[1]];
  if (schema.type === "boolean") return [false, true];
  if (schema.type === "number" || schema.type === "integer") return [12, 300];
  if (field.endsWith("_on")) return ["2026-03-01", "2026-04-01"];
  return [`${field} cũ`, `${field} mới`].map((text) => text.slice(0, 20)) as [string, string];
}

const isRequired = (form: z.ZodObject, field: string) => {
  const read = (form.shape as Record<string, z.ZodType>)[field]?.safeParse(undefined);
  return !read?.success || (read.data !== undefined && !(Array.isArray(read.data) && read.data.length === 0));
};

/** What the record's page tells of the last act. */
async function lastOf(id: string) {
  return inReading(officer, (work) =>
    inLocale(
      "en",
      async () => (await tellHistory(work, await listHistory(work, id, 1)))[0] ?? { sentence: "", changes: [] },
    ),
  );
}

const RAW = /[0-9a-f]{8}-[0-9a-f]{4}|_(on|id|ids|in|iso2)\b|\b[a-z]+_[a-z_]+\b|undefined|null|\[object|true|false/;

const COUNTED = /participants|years|edition|quantity|price|members|amount|currency/;
/** Codes that a reader must not meet: what a form offers as a choice, countries and provinces. */
const CODE = /^([A-Z]{2}|\d{2}|[a-z]+(_[a-z]+)+)$/;

function expectTold(changes: string[], field: string, kind: "changed" | "filled" | "emptied") {
  const words = inLocale("en", () => fieldInWords(field.endsWith("_in") ? `${field}.en` : field));
  const told = changes.filter((one) => one.startsWith(`${words}:`));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(
    { changed: /from “.+” to “.+”/, filled: /was empty, now “.+”/, emptied: /was “.+”, now empty/ }[kind],
  );
  const said = [...(told[0] ?? "").matchAll(/“([^”]+)”/g)].flatMap(([, value = ""]) => value.split(", "));
  if (!COUNTED.test(field)) expect(said.filter((value) => CODE.test(value))).toEqual([]);
  expect(told[0]?.replaceAll(/\b[a-z_]+ (cũ|mới)?/g, "")).not.toMatch(RAW);
}

describe.each(Object.keys(WHOLE))("%s", (kind) => {
  const { form, start, make, edit } = WHOLE[kind] as Whole;
  const fields = Object.keys(form.shape).filter(
    (field) => field !== "version" && !(kind === "unit" && field === "from_on"),
  );
  let id: string;
  const write = (values: Values) =>
    inWork(officer, async (work) => {
      const found = (await eachResource()
        .find(([one]) => one === kind)?.[1]
        .find(work, id)) ?? { version: 1 };
      await edit(work, id, form.parse({ ...start, ...values, version: (found as Values).version }) as never);
    });
  beforeAll(async () => {
    id = await inWork(officer, make);
  });

  test.each(fields)("%s is told from what to what, and when it is emptied", async (field) => {
    const [one, other] = valuesFor(form, field);
    await write({ [field]: one });
    await write({ [field]: other });
    expectTold((await lastOf(id)).changes, field, "changed");
    if (isRequired(form, field)) return;
    await write({ [field]: Array.isArray(one) ? [] : field.endsWith("_in") ? {} : "" });
    expectTold((await lastOf(id)).changes, field, "emptied");
    await write({ [field]: one });
    expectTold((await lastOf(id)).changes, field, "filled");
  });
});

type Below = RecordParts<never, Record<string, Part<never>>>;
const BELOW: [string, Below][] = [
  ["delegation", DELEGATION_PARTS as unknown as Below],
  ["partner", PARTNER_PARTS as unknown as Below],
  ["aid_project", AID_PROJECT_PARTS as unknown as Below],
];
const PARTS = BELOW.flatMap(([kind, below]) => Object.keys(below.parts).map((name) => ({ kind, name, below })));

describe.each(PARTS)("$kind: $name", ({ kind, name, below }) => {
  const part = below.parts[name] as Part<never>;
  const all = Object.keys(part.form.shape);
  const open = all.filter((field) => (part.said ?? all).includes(field) && !part.secret?.includes(field));
  const closed = all.filter((field) => !open.includes(field));
  const full = () => Object.fromEntries(all.map((field) => [field, valuesFor(part.form, field)[0]]));
  const form = part.correction ?? part.form;
  let id: string, partId: string;
  const idOf = async () =>
    (
      await asOwner(database.ownerUrl(), (client) =>
        client.query<{ id: string; version: number }>(
          `select id, version from ${part.table} where ${below.column} = $1 order by id desc limit 1`,
          [id],
        ),
      )
    ).rows[0] ?? { id: "", version: 0 };
  const write = (values: Values) =>
    inWork(officer, async (work) => {
      const { version } = await idOf();
      await changePart(
        work,
        below,
        { recordId: id, name, id: partId, version } as never,
        form.parse({ ...full(), ...values }) as never,
      );
    });
  beforeAll(async () => {
    id = await inWork(officer, (WHOLE[kind] as Whole).make);
    await inWork(officer, (work) =>
      addPart(work, below, { recordId: id, name } as never, part.form.parse(full()) as never),
    );
    partId = (await idOf()).id;
  });

  test("is told by what it is called when it is added", async () => {
    const { sentence } = await lastOf(id);
    expect(sentence).toMatch(/: .+/);
    expect(sentence.split(": ")[1]).not.toMatch(/[0-9a-f]{8}-/);
  });

  test.each(open)("%s is told from what to what, and when it is emptied", async (field) => {
    const [one, other] = valuesFor(part.form, field);
    await write({ [field]: one });
    await write({ [field]: other });
    expectTold((await lastOf(id)).changes, field, "changed");
    if (isRequired(part.form, field)) return;
    await write({ [field]: field.endsWith("_in") ? {} : "" });
    expectTold((await lastOf(id)).changes, field, "emptied");
    await write({ [field]: one });
  });

  test("is told when it is taken out, and what only the row may say is nowhere in the history", async () => {
    await inWork(officer, (work) => removePart(work, below, { recordId: id, name, id: partId } as never));
    expect((await lastOf(id)).sentence).toMatch(/: .+/);
    const lines = await inReading(officer, (work) => listHistory(work, id, 200));
    const kept = JSON.stringify(lines.map((line) => [line.before, line.after]));
    for (const field of closed)
      for (const value of valuesFor(part.form, field)) expect(kept).not.toContain(JSON.stringify(value));
  });
});

test("six members added one after the other are one act, told once, in both languages", async () => {
  const id = await inWork(officer, (WHOLE.delegation as Whole).make);
  const form = DELEGATION_PARTS.parts.member.form;
  for (const name of ["An", "Bình", "Chi", "Dũng", "Én", "Giang"])
    await inWork(officer, (work) =>
      addPart(work, DELEGATION_PARTS, { recordId: id, name: "member" }, form.parse({ name, role: "member" })),
    );
  const told = (language: "vi" | "en") =>
    inReading(officer, (work) => inLocale(language, async () => tellHistory(work, await listHistory(work, id))));
  expect((await told("en")).map((line) => line.sentence)).toEqual([
    "added a member: An, Bình, Chi, Dũng, Én, Giang",
    "drafted",
  ]);
  expect((await told("vi"))[0]?.sentence).toBe("đã thêm thành viên: An, Bình, Chi, Dũng, Én, Giang");
});

test("an import that changes a record says from what to what, and so does taking it back", async () => {
  const id = await inWork(officer, (WHOLE.partner as Whole).make);
  const unit = { id: officer.unitId ?? "", path: officer.unitPath ?? "", kind: "union" };
  const { IMPORTABLE } = await import("#modules/imports/importable.server.ts");
  const { newId } = await import("#platform/id.ts");
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update partner set import_key = 'k1', city = 'Lyon' where id = $1", [id]),
  );
  const values = { kind: "peace_movement", name: "Hội", name_in: {}, country_iso2: "DE" };
  await inWork(officer, async (work) => {
    const importId = newId();
    const { changed } = await IMPORTABLE.partners.write(work, importId, [{ unit, key: "k1", values }]);
    expect(changed).toHaveLength(1);
    await IMPORTABLE.partners.undo(
      work,
      importId,
      (async function* () {
        yield changed;
      })(),
    );
  });
  const [back, there] = await inReading(officer, (work) =>
    inLocale("en", async () => tellHistory(work, await listHistory(work, id, 2))),
  );
  expect(there?.changes.toSorted()).toEqual([
    "City: was “Lyon”, now empty",
    "Country: from “France” to “Germany”",
    expect.stringMatching(/^Kind: from “People's organisation” to “.+”$/),
  ]);
  expect(back?.changes.toSorted()).toEqual([
    "City: was empty, now “Lyon”",
    "Country: from “Germany” to “France”",
    expect.stringMatching(/^Kind: from “.+” to “People's organisation”$/),
  ]);
});

test("steps say how it stood and stands, and why", async () => {
  const { cancelActivity } = await import("#modules/activities/activity.commands.server.ts");
  const { closePartner } = await import("#modules/partners/partner.commands.server.ts");
  const [visit, partnerId, activityId] = await inWork(officer, async (work) => [
    await (WHOLE.delegation as Whole).make(work),
    await (WHOLE.partner as Whole).make(work),
    await (WHOLE.activity as Whole).make(work),
  ]);
  const { postponeDelegation } = await import("#modules/delegations/delegation.commands.server.ts");
  await inWork(officer, (work) => postponeDelegation(work, visit ?? "", { reason: "Bận" }));
  await inWork(officer, (work) => closePartner(work, partnerId ?? "", { reason: "Giải thể" }));
  await inWork(officer, (work) => cancelActivity(work, activityId ?? "", { reason: "Mưa bão" }));
  expect((await lastOf(visit ?? "")).changes).toEqual(["State: from “Draft” to “Postponed”", "Reason: Bận"]);
  expect((await lastOf(partnerId ?? "")).changes).toEqual([
    "Reason: was empty, now “Giải thể”",
    "State: from “Active” to “Closed”",
  ]);
  expect((await lastOf(activityId ?? "")).changes).toEqual([
    "State: from “Planned” to “Cancelled”",
    "Reason for cancelling: was empty, now “Mưa bão”",
  ]);
});
