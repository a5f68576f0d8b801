import { beforeAll, describe, expect, test } from "vitest";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { startSeries } from "#modules/activities/series.commands.server.ts";
import { AID_PROJECT_PARTS } from "#modules/aid-projects/aid-project.parts.server.ts";
import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import { eachResource } from "#modules/resources.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { fieldInWords } from "#platform/history-values.server.ts";
import { listHistory } from "#platform/history.server.ts";
import type { Part, RecordParts } from "#platform/part.server.ts";
import { addPart, changePart, removePart } from "#platform/part.server.ts";
import { inLocale } from "#platform/words.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import type { Values, Whole } from "./edited.ts";
import { WHOLE, ids, isRequired, lastOf, partner, valuesFor } from "./edited.ts";

/** Each field that somebody can edit is edited and emptied, and the record's page tells from what to what. */
const database = useDatabase();
let officer: Actor;

beforeAll(async () => {
  officer = await aPerson("office", "vufo");
  const two = (make: (work: Work, name: string) => Promise<string>) =>
    inWork(officer, async (work): Promise<[string, string]> => [await make(work, "Một"), await make(work, "Hai")]);
  const aPartner = (work: Work, name: string) => registerPartner(work, registerForm.parse({ ...partner, name }));
  ids.partner_id = await two(aPartner);
  ids.other_partner_id = ids.partner_id;
  ids.partner_ids = ids.partner_id;
  ids.series_id = await two((work, name) => startSeries(work, { name }));
  ids.co_host_ids = ids.host_unit_id = (await asOwner(database.ownerUrl(), async (client) =>
    (
      await client.query<{ id: string }>("select id from unit where code in ('ha_noi', 'can_tho') order by code")
    ).rows.map((row) => row.id),
  )) as [string, string];
});

test("every kind that can be edited is tried here", () => {
  const edited = eachResource().flatMap(([kind, one]) => (one.edit ? [kind] : []));
  expect(Object.keys(WHOLE).toSorted()).toEqual(edited.toSorted());
});

const RAW = /[0-9a-f]{8}-[0-9a-f]{4}|_(on|id|ids|in|iso2)\b|\b[a-z]+_[a-z_]+\b|undefined|null|\[object|true|false/;

const COUNTED = /participants|years|edition|quantity|price|members|amount|currency/;
/** Codes that a reader must not meet: what a form offers as a choice, countries and provinces. */
const CODE = /^([A-Z]{2}|\d{2}|[a-z]+(_[a-z]+)+)$/;

type Kind = "changed" | "filled" | "emptied";
const LOOKS: Record<Kind, RegExp> = {
  changed: /from “.+” to “.+”/,
  filled: /was empty, now “.+”/,
  emptied: /was “.+”, now empty/,
};

/** What is wrong with how the change of one field is told: nothing, once and in words is right. */
function wrongIn(changes: string[], field: string, kind: Kind): string[] {
  const words = inLocale("en", () => fieldInWords(field.endsWith("_in") ? `${field}.en` : field));
  const told = changes.filter((one) => one.startsWith(`${words}:`));
  const [sentence = ""] = told;
  if (told.length !== 1 || !LOOKS[kind].test(sentence)) return [`${field} ${kind}`, ...changes];
  const said = [...sentence.matchAll(/“([^”]+)”/g)].flatMap(([, value = ""]) => value.split(", "));
  const codes = COUNTED.test(field) ? [] : said.filter((value) => CODE.test(value));
  return RAW.test(sentence.replaceAll(/\b[a-z_]+ (cũ|mới)?/g, "")) ? [sentence, ...codes] : codes;
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
    expect(wrongIn((await lastOf(officer, id)).changes, field, "changed")).toEqual([]);
    if (isRequired(form, field)) return;
    await write({ [field]: Array.isArray(one) ? [] : field.endsWith("_in") ? {} : "" });
    expect(wrongIn((await lastOf(officer, id)).changes, field, "emptied")).toEqual([]);
    await write({ [field]: one });
    expect(wrongIn((await lastOf(officer, id)).changes, field, "filled")).toEqual([]);
  });

  test("saved as it stands, and with a call that changes nothing, no version rises and no line is written", async () => {
    const occasion = form.shape.occasion
      ? { occasion: "national_day", occasion_years: "", occasion_country: "FR" }
      : {};
    const whole = { ...Object.fromEntries(fields.map((field) => [field, valuesFor(form, field)[1]])), ...occasion };
    await write(whole);
    const before = await stateOf(kind, id);
    await write(whole);
    expect(await stateOf(kind, id)).toEqual(before);
    const resource = eachResource().find(([one]) => one === kind)?.[1];
    const patch = { version: before.row?.version, ...(kind === "unit" && { from_on: "2026-01-01" }) };
    await inWork(officer, (work) => resource?.edit?.take(work, id, patch) ?? Promise.reject(new Error("no edit")));
    expect(await stateOf(kind, id)).toEqual(before);
  });
});

/** A row as the table has it, and how many lines its record's history has. */
async function stateOf(table: string, id: string, recordId = id) {
  const [rows, lines] = await asOwner(database.ownerUrl(), async (client) => [
    (await client.query<{ row: Values }>(`select to_jsonb(one) as row from ${table} as one where id = $1`, [id])).rows,
    (await client.query<{ count: number }>("select count(*)::int from history where subject_id = $1", [recordId])).rows,
  ]);
  return { row: rows[0]?.row, lines: lines[0]?.count };
}

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

  test("saved as it stands, no version rises and no line is written", async () => {
    // What is secret no form shows: left empty it stays.
    const shown = (field: string) => (part.secret?.includes(field) ? "" : valuesFor(part.form, field)[0]);
    const whole = Object.fromEntries(all.map((field) => [field, shown(field)]));
    await write(whole);
    const before = await stateOf(part.table, partId, id);
    expect(before.row?.version).toBeGreaterThan(0);
    await write(whole);
    expect(await stateOf(part.table, partId, id)).toEqual(before);
    // What no history says, a passport, is a change all the same.
    for (const field of part.secret ?? []) {
      await write({ ...whole, [field]: valuesFor(part.form, field)[1] });
      expect([field, (await stateOf(part.table, partId, id)).row?.version]).not.toEqual([field, before.row?.version]);
      await write(whole);
    }
  });

  test("is told by what it is called when it is added", async () => {
    const { sentence } = await lastOf(officer, id);
    expect(sentence).toMatch(/: .+/);
    expect(sentence.split(": ")[1]).not.toMatch(/[0-9a-f]{8}-/);
  });

  test.each(open)("%s is told from what to what, and when it is emptied", async (field) => {
    const [one, other] = valuesFor(part.form, field);
    await write({ [field]: one });
    await write({ [field]: other });
    expect(wrongIn((await lastOf(officer, id)).changes, field, "changed")).toEqual([]);
    if (isRequired(part.form, field)) return;
    await write({ [field]: field.endsWith("_in") ? {} : "" });
    expect(wrongIn((await lastOf(officer, id)).changes, field, "emptied")).toEqual([]);
    await write({ [field]: one });
  });

  test("is told when it is taken out, and what only the row may say is nowhere in the history", async () => {
    await inWork(officer, (work) => removePart(work, below, { recordId: id, name, id: partId } as never));
    expect((await lastOf(officer, id)).sentence).toMatch(/: .+/);
    const lines = await inReading(officer, (work) => listHistory(work, id, 200));
    const kept = JSON.stringify(lines.map((line) => [line.before, line.after]));
    for (const field of closed)
      for (const value of valuesFor(part.form, field)) expect(kept).not.toContain(JSON.stringify(value));
  });
});
