import type pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { anchorLine, readAnchors } from "#platform/anchors.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { forgetStates, strikeOut } from "#platform/history-strike.server.ts";
import { recordHistory } from "#platform/history.server.ts";
import type { Seal } from "#platform/seal.server.ts";
import { sealHistory } from "#platform/seal.server.ts";
import { today } from "#platform/time.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const demo = useDatabase("demo");

const owner = <Result>(run: (client: pg.Client) => Promise<Result>) => asOwner(demo.ownerUrl(), run);
async function look(client: pg.Client, anchors = "") {
  for (const setting of VERIFYING.slice(1)) await client.query(setting);
  return verifyHistory(client, readAnchors(anchors));
}
/** What is found while somebody has done this past Amity; then it is taken back. */
const after = (sql: string, anchors?: string) =>
  owner(async (client) => {
    await client.query("begin");
    // Whoever owns the database may switch off its keys.
    await client.query("set local session_replication_role = replica");
    const done = await client.query(sql);
    const { found } = await look(client, anchors);
    await client.query("rollback");
    const rows = Array.isArray(done) ? done : [done];
    expect(rows.some((one: pg.QueryResult) => (one.rowCount ?? 0) > 0)).toBe(true);
    return found.map(({ what, details }) => [what, details.table, details.column].filter(Boolean).join(" "));
  });
const clean = () => owner(async (client) => (await client.query("begin"), look(client)));

let anchors = "";
beforeAll(async () => {
  await owner((client) => sealHistory(client, "2999-01-01"));
  anchors = await owner(async (client) =>
    (await client.query<Seal>("select * from history_seal")).rows.map((seal) => anchorLine(seal)).join("\n"),
  );
  // Of today, and sealed by nothing yet.
  const officer = await aPerson("association_officer", "association_fr");
  const written = { kind: "visit" as const, title: "Một việc của hôm nay", starts_on: today(), countries: ["FR"] };
  await inWork(officer, (work) => recordActivity(work, recordForm.parse({ ...written, was_held: true })));
});

test("the demo is as its history says", async () => {
  const { found, lines, records, unsealed, days } = await clean();
  expect(found).toEqual([]);
  expect([lines > 3000, records > 3000, unsealed > 0, days > 1]).toEqual([true, true, true, true]);
});

const LAST = "(select max(id) from history)";
const FIRST = "(select min(id) from history)";

describe.each([
  ["today", LAST],
  ["a sealed day", FIRST],
])("a line of %s", (day, id) => {
  const sealed = day === "today" ? [] : ["seal_hash"];
  test("that was changed", async () => {
    expect(await after(`update history set after = '{"title":"y"}' where id = ${id}`)).toEqual(["line_changed"]);
    expect(await after(`update history set user_name = user_name || ' ' where id = ${id}`)).toEqual([
      "line_changed",
      ...sealed,
    ]);
    expect(await after(`update history set at = at - interval '1 day' where id = ${id}`)).toEqual([
      "line_changed",
      ...sealed,
    ]);
  });
  test("that was changed with its proof taken away, or marked as struck", async () => {
    expect(await after(`update history set after = null, said = null where id = ${id}`)).toContain("line_unproven");
    expect(await after(`update history set after = null, struck_at = now() where id = ${id}`)).toContain(
      "line_changed",
    );
  });
  test("that is gone", async () => {
    expect(await after(`delete from history where id = ${id}`)).toEqual([
      ...(sealed[0] ? ["seal_lines"] : []),
      "lines_gone",
    ]);
  });
});

describe("who may read a line", () => {
  const OF = [
    LAST,
    "(select min(id) from history where subject_kind = 'partner')",
    "(select min(id) from history where subject_kind = 'delegation')",
    "(select max(id) from history where subject_kind = 'appointment')",
    "(select max(id) from history where subject_kind = 'aid_project')",
  ];
  test.each([
    "visibility = case visibility when 'public' then 'confidential' else 'public' end::row_visibility",
    "shared_paths = shared_paths || 'vufo.can_tho'::ltree",
    "named_user_ids = named_user_ids || new_id()",
    "unit_path = 'vufo.nowhere'",
  ])("changed on a line of today, of a sealed day, a visit, a role and a project is found: %s", async (set) => {
    expect(await after(`update history set ${set} where id in (${OF.join(", ")})`)).toEqual(
      OF.map(() => "line_readers"),
    );
  });

  test("changed with the record, as the application does it, raises no alarm", async () => {
    const officer = await aPerson("association_officer", "association_fr");
    const facts = { kind: "visit" as const, title: "Việc mở cho mọi người", starts_on: today(), countries: ["FR"] };
    const id = await inWork(officer, (work) => recordActivity(work, recordForm.parse({ ...facts, was_held: true })));
    const closed = { visibility: "confidential" as const, version: 1, named_ids: undefined, shared_ids: undefined };
    await inWork(officer, (work) => changeSharing(work, ["activity", id], closed));
    expect((await clean()).found).toEqual([]);
    expect(await after(`update activity set visibility = 'union' where id = '${id}'`)).toContain("line_readers");
  });
});

test("a line that was put in beside is found", async () => {
  const columns = "at, user_name, unit_id, unit_path, visibility, subject_kind, subject_id, action, after, salt, said";
  expect(await after(`insert into history (${columns}) select ${columns} from history where id = ${LAST}`)).toContain(
    "lines_added",
  );
});

test("a tail that was cut off is found: of today, with its seals, and with its tally by what left the house", async () => {
  const all = "delete from history where id > (select max(id) - 50 from history)";
  expect(await after(all)).toContain("lines_gone");
  const seals = "delete from history_seal where last_id > (select max(id) from history)";
  const tally = `delete from history_tally; insert into history_tally select 1, (select count(*) from history), (select count(*) from history_state),
    (select sum(share) from (select ('x' || left(said, 12))::bit(48)::bigint as share from history
      union all select ('x' || left(encode(sha256(convert_to(rows, 'UTF8')), 'hex'), 12))::bit(48)::bigint from history_state) as one)`;
  const cut = `delete from history where id > (select max(id) - 500 from history); ${seals}; ${tally}`;
  expect(await after(cut)).not.toContain("lines_gone");
  expect(await after(cut, anchors)).toContain("anchor_gone");
});

test("a chain that was made anew agrees with itself, and not with what left the house", async () => {
  await owner(async (client) => {
    await client.query("begin");
    await client.query("delete from history_seal");
    await client.query(`update history set user_name = 'X', said = 'f' || substr(said, 2) where id = ${FIRST}`);
    await sealHistory(client, "2999-01-01");
    const whats = (await look(client, anchors)).found.map((one) => one.what);
    expect(whats).not.toContain("seal_hash");
    expect(whats).toContain("anchor_differs");
    await client.query("rollback");
  });
});

test("a seal that was changed is found", async () => {
  const one = "(select last_id from history_seal order by last_id offset 2 limit 1)";
  expect(await after(`update history_seal set hash = previous_hash where last_id = ${one}`)).toContain("seal_hash");
  expect(await after(`delete from history_seal where last_id = ${one}`)).toContain("seal_order");
});

test("a clock that was set back raises no alarm", async () => {
  const officer = await aPerson("association_officer", "association_fr");
  const { vi } = await import("vitest");
  vi.stubEnv("AMITY_NOW", "2023-07-05T03:00:00Z");
  await inWork(system, (work) =>
    recordHistory(work, {
      subject: ["appointment", officer.userId ?? ""],
      action: "appointed",
      rights: {
        unit_id: officer.unitId ?? "",
        unit_path: officer.unitPath ?? "",
        visibility: "unit",
        shared_paths: [],
        named_user_ids: [],
      },
      after: { role: officer.role },
    }),
  );
  vi.unstubAllEnvs();
  expect((await clean()).found).toEqual([]);
  await owner((client) => sealHistory(client, "2999-01-01"));
  expect((await clean()).found).toEqual([]);
});

describe("past the history", () => {
  const CHANGED = [
    ["activity", "title = title || '.'", "title"],
    ["activity", "visibility = 'confidential'", "visibility"],
    ["activity_host", "is_lead = not is_lead", "is_lead"],
    ["partner", "visibility = 'public'", "visibility"],
    ["partner", "named_user_ids = array[new_id()]", "named_user_ids"],
    ["partner_name", "name = 'X'", "name"],
    ["delegation", "purpose = 'X'", "purpose"],
    ["delegation_member", "passport_number = 'X'", "passport_number"],
    ["delegation_decision", "number = 'X'", "number"],
    ["delegation_route", "approving_kind = 'own'", "approving_kind"],
    ["aid_project_amount", "amount_usd = amount_usd + 1", "amount_usd"],
    ["exchange", "title = 'X'", "title"],
    ["exchange_owed", "due_on = '2030-01-01'", "due_on"],
    ["exchange_answer", "comment = 'X'", "comment"],
    ["unit", "name = 'X'", "name"],
    ["unit_post", "holder_name = 'X'", "holder_name"],
    ["access_appointment", "role = 'auditor'", "role"],
    ["report", "content = '{}'", "content"],
    ["report", "pages = '{}'", "pages"],
    ["report_text", "body = 'X'", "body"],
  ];
  test("what was changed is found, by table and column", async () => {
    const sql = CHANGED.map(
      ([table, set]) => `update ${table} set ${set} where ctid = (select min(ctid) from ${table})`,
    );
    const found = await after(sql.join(";"));
    for (const [table, , column] of CHANGED) expect(found).toContain(`row_changed ${table} ${column}`);
  });

  const GONE = ["activity", "partner_name", "delegation_member", "report", "unit_post", "exchange_answer"];
  test("what was deleted is found", async () => {
    const sql = GONE.map((table) => `delete from ${table} where ctid = (select min(ctid) from ${table})`);
    const found = await after(sql.join(";"));
    for (const table of GONE) expect(found).toContain(`row_gone ${table}`);
  });

  const PUT_IN = [
    ["partner", "record_untold"],
    ["report", "record_untold"],
    ["delegation_member", "row_added"],
  ];
  test("what was put in is found", async () => {
    const columnsOf = (client: pg.Client, table = "") =>
      client.query<{ name: string }>(`select attname as name from pg_attribute where attrelid = '${table}'::regclass
        and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'id'`);
    const puts = await owner(async (client) => {
      const all: string[] = [];
      for (const [table] of PUT_IN) {
        const names = (await columnsOf(client, table)).rows.map((row) => row.name).join(", ");
        const last = table === "delegation_member" ? "where role <> 'head'" : "";
        all.push(
          `insert into ${table} (id, ${names}) select new_id(), ${names} from ${table} as one ${last} order by ctid desc limit 1`,
        );
      }
      return all;
    });
    const found = await after(puts.join(";"));
    for (const [table, what] of PUT_IN) expect(found).toContain(`${what} ${table}`);
  });
});

describe("values that are struck out", () => {
  let subject: ["partner", string];
  let name: string, texts: [before: string, after: string];
  const title = () =>
    owner(async (client) =>
      (
        await client.query<{ text: string }>(
          "select concat(before, after) as text from history where subject_id = $1",
          [subject[1]],
        )
      ).rows
        .map((row) => row.text)
        .join(),
    );
  beforeAll(async () => {
    const row = await owner(
      async (client) =>
        (
          await client.query(
            "select partner.* from partner join history on subject_id = partner.id where after ? 'name' limit 1",
          )
        ).rows[0],
    );
    subject = ["partner", row.id];
    name = row.name;
    const before = await title();
    await inWork(system, (work) => strikeOut(work, { subject, rights: row, goes: (field) => field === "name" }));
    texts = [before, await title()];
  });

  test("stand in no line any more", () => {
    expect(texts.map((one) => one.includes(name))).toEqual([true, false]);
  });

  test("leave the chain whole, and what is left proven", async () => {
    expect((await clean()).found).toEqual([]);
    const rest = `update history set after = after || '{"name":"Y"}' where struck_at is not null`;
    expect(await after(rest)).toContain("line_changed");
  });

  test("leave nothing by which they could be guessed", async () => {
    const salts = await owner(async (client) =>
      (
        await client.query<{ salt: string | null }>(
          "select salt from history_state where subject_id = $1 order by id desc",
          [subject[1]],
        )
      ).rows.map((row) => row.salt !== null),
    );
    expect(salts.length).toBeGreaterThan(1);
    expect(salts.indexOf(false)).toBe(1);
    await inWork(system, (work) => forgetStates(work, ...subject));
    expect((await clean()).found).toEqual([]);
  });
});
