import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { asRouted } from "#platform/doors.ts";
import { BusyError } from "#platform/errors.ts";
import { inWork } from "#platform/db.server.ts";
import { inLane } from "#platform/lanes.server.ts";
import { eventsWritten } from "#platform/security-log.server.ts";
import { takeWrite } from "#platform/writes.server.ts";
import { config } from "#platform/config.ts";
import { proposeDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { aDraftDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { keptPapers } from "#modules/delegations/delegation-version.fixtures.ts";
import { safeNext } from "../src/routes/sign-in/session.server.ts";
import { caller, keyOf, poster } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { askAsIs } from "./handler.ts";
import { sessionOf } from "./signed-in.ts";

const database = useDatabase();
let guest: Actor, office: Actor, leader: Actor, france: Actor;
let key = "";
beforeAll(async () => {
  guest = await aPerson("partner", "vufo");
  office = await aPerson("office", "vufo");
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  key = await keyOf(office);
});
const call = caller(() => key);

describe("one way to write an address", () => {
  test("letters, digits and -._~ are themselves; all else stays as it was sent", () => {
    expect(asRouted("/%61pi/v1/%70%65ople%2D%5f%2e%7E%30")).toBe("/api/v1/people-_.~0");
    expect(asRouted("/a%2fb%5C%00%25%2570%C3%A9%")).toBe("/a%2fb%5C%00%25%2570%C3%A9%");
  });

  test("whoever is kept out of an address is kept out of it however it is written", async () => {
    const cookie = await sessionOf(guest.userId ?? "");
    const ask = (path: string) => askAsIs(new Request(`http://amity.test${path}`, { headers: { cookie } }));
    for (const name of ["people", "reports/annual", "facts", "aid-projects", "security-events", "letters"]) {
      const written = `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
      for (const path of [`/api/v1/${name}`, `/api/v1/${written}`, `/%61pi/v1/${name}`])
        expect([path, (await ask(path)).status]).toEqual([path, 403]);
    }
    for (const path of ["/people", "/%70eople", "/peopl%65"])
      expect([path, (await ask(path)).status]).toEqual([path, 403]);
  });

  test("after signing in nobody is led to another host, whatever a browser leaves out of an address", () => {
    const given = ["//x.example", "/\\x.example", "/\t/x.example", "/\n//x.example", "/..//x.example", "https://x", ""];
    expect(given.map(safeNext)).toEqual(given.map(() => "/"));
    expect(safeNext("/partners?q=Hội hữu nghị#a")).toBe("/partners?q=H%E1%BB%99i%20h%E1%BB%AFu%20ngh%E1%BB%8B#a");
  });
});

test("what was refused of bodies and files stands in the log, without the name of a file", async () => {
  await call("POST", "/activities", { body: { title: "x".repeat(70_000) } });
  const body = new FormData();
  body.set("kind", "partners");
  body.set("file", new File(["<html>"], "Nguyễn Thị Lan.html"));
  await askAsIs(
    new Request("http://amity.test/api/v1/imports", {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
      body,
    }),
  );
  body.set("file", new File([""], "Nguyễn Thị Lan.xlsx"));
  body.set("file", new File(["PK\u0003\u0004 no workbook"], "Nguyễn Thị Lan.xlsx"));
  await askAsIs(
    new Request("http://amity.test/api/v1/imports", {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
      body,
    }),
  );
  await eventsWritten();
  const { rows } = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ what: Record<string, unknown>; user_id: string }>(
      "select what, user_id from security_event where kind = 'input_refused' order by id",
    ),
  );
  expect(rows.map(({ what }) => what.why)).toEqual(["body_large", "error_file_list", expect.stringMatching(/^rule_/)]);
  expect(rows.map(({ what }) => what.path)).toEqual(["/api/v1/activities", "/api/v1/imports", "/api/v1/imports"]);
  expect(new Set(rows.map((row) => row.user_id))).toEqual(new Set([office.userId]));
  expect(JSON.stringify(rows)).not.toContain("Lan");
});

test("a unit's code that was typed stays; a code of the second step does not", async () => {
  const post = poster(() => key);
  const { refusal } = await post("/units/new", { kind: "kingdom", code: "Có dấu", name: "" });
  expect(refusal).toMatchObject({ values: { code: "Có dấu" } });
  const again = await post("/units/new", { kind: "kingdom", digits: "123456", new_password: "abc" });
  expect(JSON.stringify(again.refusal)).not.toMatch(/123456|abc/);
});

describe("one person writes as much as a program may, not without end", () => {
  test("so many at once, then as many as come back with time; others are not held up", () => {
    const who = crypto.randomUUID();
    const writes = (count: number, at: number, name = who) =>
      Array.from({ length: count }, () => {
        try {
          takeWrite(name, at);
          return true;
        } catch (cause) {
          expect(cause).toMatchObject({ code: "error_writes_often", status: 429 });
          expect(cause).toBeInstanceOf(BusyError);
          return false;
        }
      }).filter(Boolean).length;
    const usual = config.writesPerMinute;
    config.writesPerMinute = 60;
    try {
      expect(writes(100, 0)).toBe(60);
      expect(writes(10, 5000)).toBe(5);
      expect(writes(100, 0, crypto.randomUUID())).toBe(60);
      expect(writes(100, 10 * 60_000)).toBe(60);
      expect(takeWrite(undefined)).toBeUndefined();
    } finally {
      config.writesPerMinute = usual;
    }
  });

  test("a call is answered 429, a form keeps what was typed", async () => {
    const usual = config.writesPerMinute;
    config.writesPerMinute = 0;
    try {
      const body = { title: "Đo", kind: "visit", starts_on: "2024-01-05", countries: ["FR"] };
      expect(await call("POST", "/activities", { body })).toMatchObject({ status: 429 });
      const form = { ...body, countries: "FR", starts_on: "05/01/2024" };
      const { status, refusal } = await poster(() => key)("/activities/new", form);
      expect([status, refusal]).toMatchObject([429, { values: { title: "Đo" } }]);
    } finally {
      config.writesPerMinute = usual;
    }
  });
});

test("while papers of a decision wait for their turn no connection is held and nothing is locked", async () => {
  const id = await inWork(france, async (work) => {
    const made = await aDraftDelegation(work, { departs_on: "2025-05-12", returns_on: "2025-05-16" });
    await proposeDelegation(work, made);
    return made;
  });
  let end = () => {};
  const lane = inLane({ lane: "making" }, () => new Promise<void>((resolve) => (end = resolve)));
  const asked = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ at: Date }>("select clock_timestamp() at"),
  );
  const decided = call("POST", `/delegations/${id}/approval`, {
    bearer: await keyOf(leader),
    body: { number: "7/QĐ" },
  });
  await asOwner(database.ownerUrl(), async (client) => {
    const states = "select query from pg_stat_activity where datname = current_database()";
    // The work that asked for the papers has been taken back.
    const isTakenBack = `${states} and state = 'idle' and query = 'rollback' and query_start > $1`;
    while ((await client.query(isTakenBack, [asked.rows[0]?.at])).rows.length === 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await client.query("select from delegation where id = $1 for update nowait", [id]);
    const { rows } = await client.query(`${states} and state ~ 'in transaction' and pid <> pg_backend_pid()`);
    expect(rows).toEqual([]);
  });
  end();
  await lane;
  expect(await decided).toMatchObject({ status: 201 });
  const papers = await keptPapers(leader, id);
  expect(papers.map((one) => one.paper).toSorted()).toEqual(["contacts", "decision", "programme", "proposal"]);
  expect(papers.every((one) => one.bytes.length > 1000)).toBe(true);
});
