import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { breachReport } from "#platform/breach.server.ts";
import { inReading } from "#platform/db.server.ts";
import { securityList } from "#platform/security-list.server.ts";
import { addDays, now, startOf, today } from "#platform/time.ts";
import * as breachPage from "../src/routes/(desk)/security/breach/+page.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./lists.ts";

/** "Who came in as the chief accountant on Tuesday night, from where, what was taken": asked of a log and a history made by hand. */
const database = useDatabase("demo");
const owner = <Row extends object>(sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(sql, values)).rows);
let auditor: Actor, accountant: Actor, other: Actor;
const HERE = "192.0.2.66";
let members = 0;

beforeAll(async () => {
  auditor = await aPerson("auditor", "vufo");
  accountant = await aPerson("unit_officer", "ha_noi");
  other = await aPerson("unit_officer", "can_tho");
  await owner("update auth_user set name = 'Kế Toán Trưởng', email = 'ke_toan@test.example' where id = $1", [
    accountant.userId,
  ]);
  await owner("delete from security_event");
  const said = (kind: string, who: Actor, what: object, at = now()) =>
    owner(
      "insert into security_event (at, kind, user_id, user_name, from_address, what) values ($1, $2, $3, $4, $5, $6)",
      [
        at,
        kind,
        who.userId,
        who === accountant ? "Kế Toán Trưởng" : "Người Khác",
        who === accountant ? HERE : "192.0.2.1",
        what,
      ],
    );
  await owner(
    "insert into security_event (at, kind, email, from_address, what) values ($1, 'sign_in_failed', 'ke_toan@test.example', $2, '{}')",
    [now(), HERE],
  );
  await said("signed_in", accountant, { by: "password" });
  await said("export_made", accountant, { file: "partners.xlsx", path: "/partners/export", filter: "country=FR" });
  await said("export_made", accountant, { file: "partners.xlsx", path: "/partners/export", filter: "country=FR" });
  await said("export_made", other, { file: "aid.csv", path: "/aid-projects/export" });
  await said("export_made", accountant, { file: "old.csv" }, startOf(addDays(today(), -9)));
  const [visit] = await owner<{ id: string; members: number }>(
    "select delegation.id, count(*)::integer as members from delegation join delegation_member on delegation_member.delegation_id = delegation.id group by 1 order by 1 limit 1",
  );
  members = visit?.members ?? 0;
  await owner(
    `insert into history (at, user_id, user_name, action, subject_kind, subject_id, unit_id, unit_path, visibility, said, salt)
      select $1, $2, 'Tên cũ', 'read_personal', 'delegation', $3, unit.id, unit.path, 'unit', 'x', 'x' from unit where code = 'ha_noi'`,
    [now(), accountant.userId, visit?.id],
  );
});

const report = (actor: Actor, asked: object) =>
  inReading(actor, (work) => breachReport(work, { from: today(), to: today(), ...asked }));

test("a report names who came in, from where, what left and whose passports were read, and nothing of others", async () => {
  for (const asked of [{ who: "ke toan truong" }, { who: "KẾ TOÁN" }, { address: HERE }]) {
    const said = await report(auditor, asked);
    expect(said.accounts.map((one) => one.email)).toEqual(["ke_toan@test.example"]);
    expect(said.comings.find((one) => one.kind === "signed_in")).toMatchObject({
      address: HERE,
      by: "password",
      times: 1,
    });
    expect(said.taken).toMatchObject([{ file: "partners.xlsx", filter: "country=FR", times: 2 }]);
    // By whatever name it was done.
    expect(said.passports).toMatchObject([{ persons: members, times: 1 }]);
  }
  const byMail = await report(auditor, { who: "ke_toan@" });
  expect(byMail.comings.map((one) => [one.kind, one.who, one.address])).toEqual([
    ["sign_in_failed", "ke_toan@test.example", HERE],
    ["signed_in", "Kế Toán Trưởng", HERE],
  ]);
  expect(byMail.accounts.map((one) => one.id)).toEqual([accountant.userId]);
});

test("of all it says all, of other days nothing of these", async () => {
  const all = await report(auditor, {});
  expect(all.taken.map((one) => String(one.file)).toSorted()).toEqual(["aid.csv", "partners.xlsx"]);
  expect(all.events).toBe(5);
  const before = await report(auditor, { from: addDays(today(), -9), to: addDays(today(), -9) });
  expect([before.events, before.taken[0]?.file, before.passports]).toEqual([1, "old.csv", []]);
});

test("is for auditors and administrators of the whole union", async () => {
  const ofHaNoi = await aPerson("administrator", "ha_noi");
  const leader = await aPerson("leader", "vufo");
  for (const actor of [ofHaNoi, leader, accountant]) await expect(report(actor, {})).rejects.toThrow("not yours to do");
});

test("an address of mail with an underscore is found in the log, and no other that is like it", async () => {
  await owner("insert into security_event (at, kind, email) values ($1, 'sign_in_failed', 'kextoan@test.example')", [
    now(),
  ]);
  const found = await inReading(auditor, (work) =>
    securityList.list(work, { from: today(), to: today(), limit: 50, who: "ke_toan@" }),
  );
  expect(found.items.map((one) => one.kind)).toEqual(["export_made", "export_made", "signed_in", "sign_in_failed"]);
});

test("the page says every act that the demo knows in words", async () => {
  const { written } = (await ask(breachPage.load, auditor, "from=2000-01-01")) as { written: { act: string }[] };
  expect(written.length).toBeGreaterThan(10);
  expect(written.map((one) => one.act).filter((act) => act.includes("_"))).toEqual([]);
});
