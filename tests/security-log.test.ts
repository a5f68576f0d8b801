import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { beginServing, underWay } from "#platform/log.server.ts";
import { eventsWritten, sayEvent, sayEventIn } from "#platform/security-log.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
let officer: Actor;
beforeAll(async () => {
  officer = await aPerson("office", "ha_noi");
});

beginServing();
const lines = vi.spyOn(process.stdout, "write").mockReturnValue(true);
afterEach(() => lines.mockClear());
const said = () =>
  lines.mock.calls
    .map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)
    .filter((line) => line.message === "security");

type Row = { kind: string; times: number; what: Record<string, unknown> } & Record<string, string | null>;
async function rows(kind: string): Promise<Row[]> {
  await eventsWritten();
  return asOwner(database.ownerUrl(), async (client) => {
    const found = await client.query<Row>("select * from security_event where kind = $1 order by id", [kind]);
    return found.rows;
  });
}

/** As a request says it, from an address of its own. */
const from = (address: string, actor: Actor, run: () => void) =>
  underWay.run({ id: `request-${address}`, from: address, actor }, run);

describe("an event", () => {
  test("is one line and one row: who, from where, in which request, for which unit, what", async () => {
    from("192.0.2.1", officer, () => sayEvent("key_made", { what: { name: "timetable" } }));
    const [row] = await rows("key_made");
    expect(row).toMatchObject({
      user_id: officer.userId,
      user_name: officer.name,
      from_address: "192.0.2.1",
      request_id: "request-192.0.2.1",
      unit_id: officer.unitId,
      what: { name: "timetable" },
      times: 1,
    });
    expect(said()).toEqual([
      expect.objectContaining({
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        kind: "key_made",
        user_id: officer.userId,
        from_address: "192.0.2.1",
        what: { name: "timetable" },
      }),
    ]);
  });

  test("survives the work that failed around it", async () => {
    const failed = inWork(officer, () => {
      from("192.0.2.2", officer, () => sayEvent("refused", { what: { status: 403 } }));
      return Promise.reject(new Error("rolled back"));
    });
    await expect(failed).rejects.toThrow("rolled back");
    expect(await rows("refused")).toHaveLength(1);
  });

  test("of an act stands with the act: neither row nor line where it was rolled back, both where it was not", async () => {
    const give = (ends: () => Promise<void>) =>
      inWork(officer, async (work) => {
        await sayEventIn(work, "role_given", { what: { role: "press" } });
        expect(said()).toEqual([]);
        await ends();
      });
    await expect(give(() => Promise.reject(new Error("rolled back")))).rejects.toThrow("rolled back");
    expect([said(), await rows("role_given")]).toEqual([[], []]);
    await give(() => Promise.resolve());
    expect([said(), await rows("role_given")]).toMatchObject([[{ kind: "role_given" }], [{ user_id: officer.userId }]]);
  });

  test("keeps no secret, whatever it is told, and no password that was typed as an address", async () => {
    const key = "amity_AbCdEfGhIjKlMnOpQrStUvWx";
    sayEvent("sign_in_locked", {
      who: { email: "hunter2 is my password" },
      what: { password: "hunter2", token_hash: "hunter2", passport_number: "hunter2", why: `came with ${key}` },
    });
    const [row] = await rows("sign_in_locked");
    expect(row).toMatchObject({ email: null, what: { why: "came with …" } });
    expect(JSON.stringify([row, said()])).not.toMatch(/hunter2|AbCdEf/);
  });

  test("is one line, whatever was typed", async () => {
    sayEvent("input_refused", { who: { email: "a@b.example\n{}" }, what: { why: `x\n{"kind":"signed_in"}` } });
    await rows("input_refused");
    expect(lines.mock.calls.filter(([line]) => String(line).trimEnd().includes("\n"))).toEqual([]);
  });
});

describe("a flood", () => {
  test("from one address leaves ten rows and one that counts the rest", async () => {
    from("198.51.100.1", anonymous, () => {
      for (let at = 0; at < 500; at += 1) sayEvent("sign_in_failed", { who: { email: `${at}@b.example` } });
    });
    const left = await rows("sign_in_failed");
    expect(left).toHaveLength(11);
    expect(left.at(-1)).toMatchObject({ times: 490, from_address: "198.51.100.1" });
    expect(said()).toHaveLength(11);
  });

  test("from many addresses is bounded too, and counted whole", async () => {
    for (let at = 0; at < 3000; at += 1) from(`2001:db8::${at.toString(16)}`, anonymous, () => sayEvent("key_refused"));
    const left = await rows("key_refused");
    expect(left.length).toBeLessThan(110);
    expect(left.reduce((sum, row) => sum + row.times, 0)).toBe(3000);
  });

  test("of strangers hides nothing that somebody signed in does", async () => {
    from("198.51.100.2", anonymous, () => {
      for (let at = 0; at < 500; at += 1) sayEvent("refused");
    });
    from("198.51.100.2", officer, () => sayEvent("refused", { what: { status: 404 } }));
    expect((await rows("refused")).filter((row) => row.user_id === officer.userId)).toHaveLength(2);
  });

  test("of calls with a key is one row an hour, and how often", async () => {
    from("198.51.100.3", officer, () => {
      for (let at = 0; at < 40; at += 1) sayEvent("key_used", { what: { key_id: at % 2 ? "one" : "other" } });
    });
    const used = await rows("key_used");
    expect(used.map((row) => [row.what.key_id, row.times])).toEqual([
      ["other", 1],
      ["one", 1],
      ["other", 19],
      ["one", 19],
    ]);
  });
});

describe("what was said", () => {
  test("is read, changed and removed by nobody who signs in, and said in nobody else's name", async () => {
    const other = await aPerson("administrator", "can_tho");
    const forged = "insert into security_event (at, kind, user_id) values (now(), 'signed_in', $1)";
    for (const actor of [officer, other, anonymous]) {
      const counts = await inWork(actor, (work) => work.client.query("select from security_event"));
      expect(counts.rowCount).toBe(0);
      const gone = await inWork(actor, (work) => work.client.query("delete from security_event"));
      expect(gone.rowCount).toBe(0);
      await expect(inWork(actor, (work) => work.client.query(forged, [crypto.randomUUID()]))).rejects.toThrow(
        "row-level security",
      );
    }
    await expect(inWork(system, (work) => work.client.query("update security_event set kind = 'x'"))).rejects.toThrow(
      "permission denied",
    );
  });
});
