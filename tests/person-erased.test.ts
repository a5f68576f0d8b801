import { beforeAll, describe, expect, test } from "vitest";
import { appointPerson, openAccount } from "#modules/access/access.commands.server.ts";
import { createToken } from "#modules/access/key.commands.server.ts";
import { forgetPersonally, seekPerson } from "#modules/access/person.commands.server.ts";
import { weighChanges } from "#modules/delegations/delegation-version.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { MARK } from "#platform/person-texts.ts";
import { today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { tablesThatSay, whatIsNotProven } from "./person-traces.ts";

const database = useDatabase("demo");
let administrator: Actor;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
});
const owner = <Row extends object = Record<string, unknown>>(sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(sql, values)).rows);
const EVERYTHING = (text: string) => tablesThatSay(database.ownerUrl(), text);
const proven = () => whatIsNotProven(database.ownerUrl());

describe("a person who was a delegate, a contact and a user", () => {
  const HANH = "Lê Thị Hạnh";
  const asked = { texts: [HANH, "hanh_le@test.example"], letter: "27/2026" };
  let userId: string;

  beforeAll(async () => {
    userId = await inWork(system, (work) =>
      openAccount(work, { name: HANH, email: "hanh_le@test.example", password: "hoa-sen-nở-07" }),
    );
    await inWork(system, (work) =>
      appointPerson(work, {
        email: "hanh_le@test.example",
        unit_id: administrator.unitId ?? "",
        role: "press",
        from_on: today(),
        until_on: undefined,
      }),
    );
    await inWork(system, (work) => createToken(work, userId, "Máy của tôi"));
    await owner(
      `insert into mail_outbox (recipient, user_id, subject, body, state, answer) values
        ('hanh_le@test.example', $1, 'Thông báo', 'Đoàn Paris', 'refused', '550 5.1.1 <hanh_le@test.example> no such mailbox')`,
      [userId],
    );
    await owner(
      "insert into notification (user_id, kind, subject_kind, subject_id, words) values ($1, 'x', 'x', $1, '{}')",
      [userId],
    );
    // As a passport, an older list and another order of the tone have it.
    const visits = await owner<{ id: string }>("select id from delegation order by created_at limit 3");
    const rights = "unit_id, unit_path, visibility, shared_paths, named_user_ids";
    for (const [at, spelled] of ["LE THI HANH", "Lê  Thị Hạnh", "lê thị hạnh"].entries())
      await owner(
        `insert into delegation_member (delegation_id, name, role, passport_number, ${rights}) select id, $2, 'member', $3, ${rights} from delegation where id = $1`,
        [visits[at]?.id, spelled, `H000000${at}`],
      );
    await owner(
      "update activity set title = 'Tiếp bà ' || $1, place = 'Nhà bà Le Thi Hanh' where id = (select id from activity order by id limit 1)",
      [HANH],
    );
    await owner(
      "update delegation_budget_line set description = 'Vé: ' || $1 where id = (select min(id::text) from delegation_budget_line)::uuid",
      [HANH],
    );
    // A namesake with other marks is another person.
    await owner(
      "insert into mail_outbox (recipient, subject, body) values ('x@test.example', 'Gặp bà Lê Thị Hành', 'x')",
    );
  });

  const rowsOf = async () => inWork(administrator, (work) => seekPerson(work, asked));

  test("is found in every spelling and with all that belongs to the account; a namesake is not", async () => {
    const found = await rowsOf();
    const members = found.filter((row) => row.table === "delegation_member");
    expect(members.map((row) => String(row.values.passport_number)).toSorted()).toEqual([
      "H0000000",
      "H0000001",
      "H0000002",
    ]);
    const tables = new Set(found.map((row) => row.table));
    for (const table of [
      "auth_user",
      "access_token",
      "mail_outbox",
      "notification",
      "activity",
      "delegation_budget_line",
    ])
      expect([table, tables.has(table)]).toEqual([table, true]);
    expect(JSON.stringify(found)).not.toContain("Hành");
  });

  test("is erased everywhere; the address of the account too, once it is closed; the account of it says what stays", async () => {
    const found = await rowsOf();
    const rows = found.map((row) => `${row.table}:${row.id}`);
    const open = await inWork(administrator, (work) => forgetPersonally(work, { ...asked, rows }));
    const why = open.account.find((one) => one.table === "auth_user")?.why.map((one) => one.column);
    expect(why).toEqual(["name", "email"]);
    await owner("update auth_user set deactivated_at = now() where id = $1", [userId]);
    const again = (await rowsOf()).map((row) => `${row.table}:${row.id}`);
    await inWork(administrator, (work) => forgetPersonally(work, { ...asked, rows: again }));
    const saying = async (text: string) => [text, await EVERYTHING(text)];
    expect(await saying("H0000001")).toEqual(["H0000001", []]);
    // What the security log says of an act is the law's, for twelve months.
    expect(await saying("hanh_le@test.example")).toEqual(["hanh_le@test.example", ["security_event"]]);
    expect(await saying("LE THI HANH")).toEqual(["LE THI HANH", []]);
    // The name under which somebody acted stays with the acts.
    expect(
      (await EVERYTHING(HANH)).filter((table) => !["auth_user", "history", "security_event"].includes(table)),
    ).toEqual([]);
    expect(await EVERYTHING("Lê Thị Hành")).toEqual(["mail_outbox"]);
    expect(await proven()).toEqual([]);
  }, 240_000);
});

test("what the law erased of a decided visit nobody has to allow again", async () => {
  const [member] = await owner<{ id: string; visit: string; name: string }>(
    `select member.id, member.delegation_id as visit, member.name from delegation_member as member
      join delegation on delegation.id = member.delegation_id and delegation.change_state is null and delegation.status in ('approved', 'travelling')
      join delegation_version on delegation_version.delegation_id = delegation.id
      where member.role <> 'head' and delegation_version.content::text like '%' || member.name || '%' limit 1`,
  );
  const asked = { texts: [member?.name ?? ""], letter: "28/2026", rows: [`delegation_member:${member?.id}`] };
  await inWork(administrator, (work) => forgetPersonally(work, asked));
  await inWork(system, (work) => weighChanges(work, member?.visit ?? ""));
  const told =
    "select change_state, (select name from delegation_member where id = $2) as name from delegation where id = $1";
  expect(await owner(told, [member?.visit, member?.id])).toEqual([{ change_state: null, name: MARK }]);
}, 240_000);
