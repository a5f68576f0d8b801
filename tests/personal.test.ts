import fs from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { invitePerson } from "#modules/access/access.commands.server.ts";
import { exportPerson, forgetPersonally, seekPerson } from "#modules/access/person.commands.server.ts";
import { eraseForm, personForm } from "#modules/access/person.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { ownRights, recordHistory } from "#platform/history.server.ts";
import { endPersonal } from "#platform/personal-ends.server.ts";
import { findPerson } from "#platform/personal-find.server.ts";
import { eachPersonal } from "#platform/personal.ts";
import { sealHistory } from "#platform/seal.server.ts";
import { MARK } from "#platform/person-texts.ts";
import { now } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { tablesThatSay, whatIsNotProven } from "./person-traces.ts";

const database = useDatabase("demo");
const NAME = "Nguyễn Thị Thử Nghiệm";
let administrator: Actor;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
});
const owner = <Row extends object = Record<string, unknown>>(sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(sql, values)).rows);

/** By hand: columns of text or JSON that say nothing of a person. A column in neither list has been forgotten. */
const NOT_PERSONAL = new Set(fs.readFileSync("tests/not-personal.txt", "utf8").split(/\s+/));
const COLUMNS = `select relname || '.' || attname as name from pg_attribute join pg_class on pg_class.oid = attrelid
  where relnamespace = 'amity'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped and attgenerated = ''
    and (atttypid::regtype::text in ('text', 'text[]', 'jsonb') or attname ~ 'birth|passport|user_id') and attname !~ '_path(s)?$|^named_user_ids$' order by 1`;

describe("the register of personal data", () => {
  test("says of every column whether it is personal, and of no other", async () => {
    const there = (await owner<{ name: string }>(COLUMNS)).map((row) => row.name);
    const personal = eachPersonal().map(({ table, column }) => `${table}.${column}`);
    expect(there.filter((name) => !personal.includes(name) && !NOT_PERSONAL.has(name))).toEqual([]);
    expect(personal.filter((name) => !there.includes(name) && !/date|expires_on/.test(name))).toEqual([]);
    expect(personal.filter((name) => NOT_PERSONAL.has(name))).toEqual([]);
  });

  test("stands in the document, line by line", () => {
    const document = fs.readFileSync("docs/security/personal-data.md", "utf8").replaceAll(/ +/g, " ");
    const lines = eachPersonal().map(
      ({ table, column, about: { purpose, ground, readBy, kept, erasure } }) =>
        `| \`${table}.${column}\` | ${purpose} | ${ground} | ${readBy} | ${kept} | ${erasure} |`,
    );
    expect(lines.filter((line) => !document.includes(line))).toEqual([]);
    expect(document.match(/^\| `\w+\.\w+`/gm)).toHaveLength(lines.length);
  });

  test("is walked wholly: a name in any text of any table is found there", async () => {
    const types = await owner<{ table: string; name: string; type: string }>(
      "select relname as table, attname as name, atttypid::regtype::text as type from pg_attribute join pg_class on pg_class.oid = attrelid where relnamespace = 'amity'::regnamespace and relkind = 'r'",
    );
    const wanted: string[] = [];
    const found = await inWork(system, async (work) => {
      for (const { table, column } of eachPersonal()) {
        const key = table === "exchange_settlement" ? "exchange_owed_id" : "id";
        const type = types.find((one) => one.table === table && one.name === column)?.type ?? "";
        const value = { text: "$1", jsonb: "jsonb_build_object('said', $1::text)", "text[]": "array[$1::text]" }[type];
        if (!value) continue;
        await work.client.query("savepoint tried");
        // Tables that the demo leaves empty, and what the application may not write, are planted in the next test.
        const done = await work.client
          .query(
            `update ${table} set ${column} = ${value} where ${key} = (select ${key} from ${table} order by ${key} desc limit 1)`,
            [NAME],
          )
          .catch(() => work.client.query("rollback to savepoint tried").then(() => undefined));
        if (done?.rowCount) wanted.push(`${table}.${column}`);
      }
      const rows = await findPerson(work, [NAME]);
      await work.client.query("rollback");
      await work.client.query("begin");
      return rows.flatMap(({ table, values }) => Object.keys(values).map((column) => `${table}.${column}`));
    });
    expect(wanted.length).toBeGreaterThan(30);
    expect(wanted.filter((one) => !found.includes(one))).toEqual([]);
  }, 240_000);
});

/** A person in the places where persons are: a friend with a telephone, a member with a passport, a sentence in a report, lines of history. */
async function plant() {
  const [visit] = await owner<{ id: string }>(
    "select id from delegation where status = 'preparing' or true order by created_at limit 1",
  );
  const rights = "unit_id, unit_path, visibility, shared_paths, named_user_ids";
  const [friend] = await owner<{ id: string }>(
    `insert into partner (kind, name, country_iso2, birth_year, unit_id, unit_path)
    select 'individual_friend', $1, 'FR', 1950, id, path from unit where code = 'vufo' returning id`,
    [NAME],
  );
  await owner(
    `insert into partner_contact_point (partner_id, kind, value, ${rights}) select id, 'phone', '+33 1 23 45', ${rights} from partner where id = $1`,
    [friend?.id],
  );
  await owner(
    `insert into delegation_member (delegation_id, name, position, role, passport_number, ${rights}) select id, $2, 'Chuyên viên', 'member', 'C1234567', ${rights} from delegation where id = $1`,
    [visit?.id, NAME],
  );
  await owner("update delegation set purpose = 'Theo đề nghị của ' || $2 || ', Pháp' where id = $1", [visit?.id, NAME]);
  await inWork(administrator, (work) =>
    recordHistory(work, {
      subject: ["partner", friend?.id ?? ""],
      action: "edited",
      rights: ownRights(work),
      before: { name: "cũ" },
      after: { name: NAME, position: "Giáo sư", country_iso2: "FR" },
    }),
  );
  return { friend: friend?.id ?? "", visit: visit?.id ?? "" };
}

const EVERYTHING = (text: string) => tablesThatSay(database.ownerUrl(), text);
const proven = () => whatIsNotProven(database.ownerUrl());

describe("one person", () => {
  test("is exported whole and erased whole, in the history too, and the chain stays proven", async () => {
    const { friend, visit } = await plant();
    await asOwner(database.ownerUrl(), (client) => sealHistory(client, "2999-01-01"));
    const asked = personForm.parse({ texts: NAME, letter: "12/2026" });
    const found = await inWork(administrator, (work) => seekPerson(work, asked));
    expect([...new Set(found.map((row) => row.table))].toSorted()).toEqual([
      "delegation",
      "delegation_member",
      "history",
      "partner",
      "partner_contact_point",
    ]);
    const rows = found.map((row) => `${row.table}:${row.id}`);
    const archive = unzipSync(await inWork(administrator, (work) => exportPerson(work, { ...asked, rows })));
    expect(Object.keys(archive)).toEqual(["person.json", "person.xlsx"]);
    expect(strFromU8(archive["person.json"] ?? new Uint8Array())).toMatch(/C1234567[^]*\+33 1 23 45/);
    const { account } = await inWork(administrator, (work) => forgetPersonally(work, { ...asked, rows }));
    expect(account.reduce((sum, one) => sum + one.rows, 0)).toBe(found.length);
    for (const text of [NAME, "C1234567", "+33 1 23 45", "Giáo sư"])
      expect([text, await EVERYTHING(text)]).toEqual([text, []]);
    expect((await owner("select name, birth_year from partner where id = $1", [friend]))[0]).toEqual({
      name: MARK,
      birth_year: null,
    });
    expect((await owner("select purpose from delegation where id = $1", [visit]))[0]).toEqual({
      purpose: `Theo đề nghị của ${MARK}, Pháp`,
    });
    expect(await proven()).toEqual([]);
    const lines = await owner<{ action: string; after: object }>(
      "select action, after from history where subject_kind = 'person' order by id",
    );
    expect(lines.map((line) => line.action)).toEqual(["personal_exported", "personal_erased"]);
    expect(lines[1]?.after).toMatchObject({ letter: "12/2026", rows: found.length });
    await expect(inWork(administrator, (work) => forgetPersonally(work, { ...asked, rows }))).rejects.toThrow(
      "rule_person_no_rows",
    );
  }, 240_000);

  test("is found and erased by an administrator of the whole union alone, and never without saying that one understood", async () => {
    const asked = { texts: ["Thử Nghiệm"], letter: "x", rows: [] };
    for (const [role, unit] of [
      ["leader", "vufo"],
      ["administrator", "ha_noi"],
      ["auditor", "vufo"],
    ] as const) {
      const other = await aPerson(role, unit);
      const acts: ((...given: Parameters<typeof exportPerson>) => Promise<unknown>)[] = [
        seekPerson,
        exportPerson,
        forgetPersonally,
      ];
      for (const act of acts)
        await expect(inWork(other, (work) => act(work, asked))).rejects.toThrow("not yours to do");
    }
    expect(eraseForm.safeParse({ texts: NAME, letter: "1", rows: [] }).success).toBe(false);
    expect(personForm.safeParse({ texts: "Lan", letter: "1" }).success).toBe(false);
  });
});

test("what ends by itself: letters, notices, sessions and invitations that nobody needs", async () => {
  const [person] = await owner<{ id: string }>("select id from auth_user limit 1");
  // By the application's clock, which a run may have set.
  const here = `'${now().toISOString()}'::timestamptz`;
  const old = `${here} - interval '400 days'`;
  await owner(
    `insert into mail_outbox (recipient, subject, body, state, created_at, answered_at) values
      ('a@b', 'gửi cũ', 'x', 'sent', ${old}, ${old}), ('a@b', 'từ chối cũ', 'x', 'refused', ${old}, ${old}),
      ('a@b', 'giữ lại cũ', 'x', 'withheld', ${old}, ${old}), ('a@b', 'chờ cũ', 'x', 'waiting', ${old}, null),
      ('a@b', 'gửi lại', 'x', 'sent', ${old}, ${here}), ('a@b', 'mới', 'x', 'waiting', ${here}, null)`,
  );
  await owner(
    `insert into notification (user_id, kind, subject_kind, subject_id, created_at) values ($1, 'cũ', 'x', $1, ${old}), ($1, 'mới', 'x', $1, ${here})`,
    [person?.id],
  );
  await owner(
    `insert into auth_session (user_id, token, expires_at) values ($1, 'cũ', ${old}), ($1, 'mới', ${here} + interval '1 day')`,
    [person?.id],
  );
  const invited = await inWork(administrator, (work) => inviteAt(work, "khách cũ", "khach.cu@test.example"));
  const fresh = await inWork(administrator, (work) => inviteAt(work, "khách mới", "khach.moi@test.example"));
  await owner(`update access_invitation set expires_at = ${old} where id = $1`, [invited]);
  await inWork(system, endPersonal);
  const left = async (sql: string) => (await owner<{ one: string }>(sql)).map((row) => row.one);
  expect(await left("select subject as one from mail_outbox where recipient = 'a@b' order by 1")).toEqual([
    "gửi lại",
    "mới",
  ]);
  expect(await left("select kind as one from notification where kind in ('cũ', 'mới')")).toEqual(["mới"]);
  expect(await left("select token as one from auth_session where token in ('cũ', 'mới')")).toEqual(["mới"]);
  const named = "select name as one from access_invitation where id = any (array[$1, $2]::uuid[]) order by created_at";
  expect((await owner<{ one: string }>(named, [invited, fresh])).map((row) => row.one)).toEqual([MARK, "khách mới"]);
  // Nor does the history say any more whom it was for; letters and the security log have ends of their own.
  const saying = await EVERYTHING("khách cũ");
  expect(saying.filter((table) => !["mail_outbox", "security_event"].includes(table))).toEqual([]);
  expect(await proven()).toEqual([]);
}, 240_000);

const inviteAt = (work: Work, name: string, email: string) =>
  invitePerson(work, { name, email, unit_id: administrator.unitId ?? "", role: "press" }, "https://amity.example");

test("nothing that an erasure empties has to be there, so that none stops half way", async () => {
  const needed = await owner<{ name: string }>(
    `select relname || '.' || attname as name from pg_attribute join pg_class on pg_class.oid = attrelid
      where relnamespace = 'amity'::regnamespace and attnotnull and atttypid::regtype::text not like '%[]'`,
  );
  const emptied = eachPersonal()
    .filter(({ about }) => about.erasure === "empty")
    .map(({ table, column }) => `${table}.${column}`);
  expect(emptied.filter((name) => needed.some((row) => row.name === name))).toEqual([]);
});
