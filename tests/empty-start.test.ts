import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { createFirstAdministrator } from "#modules/access/access.commands.server.ts";
import { makeFirstKey } from "#modules/access/first.commands.server.ts";
import { findActor, hasAnybody } from "#modules/access/access.queries.server.ts";
import { listPeople } from "#modules/access/people.queries.server.ts";
import { findDue } from "#modules/deadlines/deadline.queries.server.ts";
import { draftDelegation, proposeDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { visit } from "#modules/delegations/delegation.fixtures.ts";
import { draftForm } from "#modules/delegations/delegation.forms.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { listCountries, listProvinces, listRelations } from "#modules/reference/reference.queries.server.ts";
import { bringFacts, refreshFacts } from "#modules/reference/reference.commands.server.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { foundRoot } from "#modules/units/unit-tree.commands.server.ts";
import { findRoot, findUnitByCode, listUnitParts, unitList } from "#modules/units/unit.queries.server.ts";
import { listTreeOn } from "#modules/units/unit-tree.queries.server.ts";
import { findToday } from "#modules/today/today.queries.server.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { actions, load } from "../src/routes/first/+page.server.ts";
import { loadFacts } from "../src/cli/facts.ts";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase("empty");
const nothing = { stop: () => undefined, end: () => undefined, keepUp: () => Promise.resolve() };
const read = <Result>(run: Parameters<typeof inReading<Result>>[1]) => inReading(system, run);
const units = () => read((work) => unitList.count(work, {}));

/** The command as an administrator types it. */
function amity(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const running = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "src/cli/main.ts", ...words], {
    env: {
      ...process.env,
      DATABASE_URL: database.appUrl(),
      DATABASE_OWNER_URL: database.ownerUrl(),
      AMITY_SECRET: "a-secret-of-the-tests-with-32-characters",
    },
  });
  let [out, err] = ["", ""];
  running.stdout.on("data", (text: Buffer) => (out += text.toString()));
  running.stderr.on("data", (text: Buffer) => (err += text.toString()));
  return new Promise((resolve) => running.on("close", (code) => resolve({ code, out, err })));
}

const first = {
  name: "Quản trị",
  email: "Admin@Union.example",
  password: "mat-khau-dai",
  union: "Liên hiệp hữu nghị",
  union_en: "Friendship Union",
  union_in: "fr: Union de l'amitié",
  kind: "union",
  code: "huu_nghi",
};
type Event = Parameters<NonNullable<typeof actions.default>>[0];
const post = async (values: Record<string, string>) => {
  const body = new FormData();
  const first_key = (await inWork(system, makeFirstKey)) ?? "none";
  for (const [name, value] of Object.entries({ first_key, ...values })) body.set(name, value);
  const request = new Request("http://localhost/first", { method: "POST", body });
  const event = { request, locals: {}, getClientAddress: () => "192.0.2.1", setHeaders: () => undefined };
  return Promise.resolve(actions.default?.(event as unknown as Event)).catch((thrown: unknown) => thrown);
};
const show = async () =>
  Promise.resolve(
    load({ locals: { locale: "vi" }, url: new URL("http://localhost/first") } as unknown as Parameters<typeof load>[0]),
  ).catch((thrown: unknown) => thrown);

test("nothing is there but the countries of the world", async () => {
  await asOwner(database.ownerUrl(), refreshFacts);
  expect(await units()).toBe(0);
  expect(await read(hasAnybody)).toBe(false);
  const known = await read(async (work) => [
    (await listCountries(work)).length,
    (await listProvinces(work, 2025)).length,
    (await listRelations(work)).length,
  ]);
  expect(known).toEqual([expect.any(Number), 0, 0]);
  expect(known[0]).toBeGreaterThan(190);
});

test("without a calendar of days off, working days are Monday to Friday", async () => {
  const term = { start: "2026-04-29", length: 2, unit: "working", pauses: [] } as const;
  expect((await read((work) => findDue(work, { ...term, pauses: [] }))).due).toBe("2026-05-01");
});

test("the first page asks for the union's name and kind, and refuses what is not whole", async () => {
  expect(await show()).toMatchObject({ kinds: expect.arrayContaining(["union", "chapter"]) });
  expect(await post({ ...first, union: "", union_in: "Amitié", kind: "kingdom", code: "Có dấu" })).toMatchObject({
    status: 422,
    data: {
      refusal: {
        errors: {
          union: expect.any(String),
          union_in: expect.any(String),
          kind: expect.any(String),
          code: expect.any(String),
        },
      },
    },
  });
  expect([await units(), await read(hasAnybody)]).toEqual([0, false]);
});

test("of five who fill it in at once one becomes administrator of one union", async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map((number) => post({ ...first, email: `a${number}@union.example` })),
  );
  expect(
    answers
      .map((one) => String((one as { status: number }).status))
      .toSorted()
      .join(" "),
  ).toBe("303 409 409 409 409");
  const people = await read((work) => listPeople(work, { limit: 10 }));
  expect(people.items.map((one) => [one.role, one.unit_name])).toEqual([["administrator", "Liên hiệp hữu nghị"]]);
  const root = await read(findRoot);
  expect([root?.kind, root?.code, root?.path, root?.source]).toEqual(["union", "huu_nghi", "huu_nghi", "entered"]);
  expect(root?.name_in).toEqual({ en: "Friendship Union", fr: "Union de l'amitié" });
  expect(await show()).toMatchObject({ status: 303, location: "/sign-in" });
});

test("the union works at once: its tree, its scope, its desk, a proposal that its head decides", async () => {
  const people = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ id: string }>("select id from auth_user"),
  );
  const administrator = await findActor(people.rows[0]?.id ?? "", undefined);
  if (!administrator) throw new Error("The first administrator cannot sign in.");
  expect(await inReading(administrator, (work) => listTreeOn(work, today()))).toHaveLength(1);
  expect(await inReading(administrator, (work) => readScope(work, { year: "2026" }))).toMatchObject({
    unitPath: "huu_nghi",
  });
  expect(await inReading(administrator, (work) => findToday(work))).toMatchObject({ due: { items: [], more: 0 } });
  const office = { ...administrator, role: "office" as const };
  const id = await inWork(office, async (work) => {
    const made = await draftDelegation(work, draftForm.parse(visit));
    await proposeDelegation(work, made);
    return made;
  });
  expect(await inReading(office, (work) => findDelegation(work, id))).toMatchObject({
    status: "proposed",
    approving_path: "huu_nghi",
  });
  await expect(inWork(system, (work) => createFirstAdministrator(work, first))).rejects.toThrow("rule_not_empty");
  await expect(
    inWork(system, (work) => foundRoot(work, { kind: "union", code: "second", name: "Hai", name_in: {} })),
  ).rejects.toThrow("rule_not_empty");
});

test("a country's facts come when asked, and its union's tree below the top that is there", async () => {
  expect(await units()).toBe(1);
  const loaded = await amity("facts", "load", "vietnam", "--json");
  expect([loaded.code, loaded.err]).toEqual([0, ""]);
  expect(JSON.parse(loaded.out)).toEqual({
    "diplomatic-relations": expect.any(Number),
    provinces: 97,
    missions: expect.any(Number),
    "calendar-vn": expect.any(Number),
    "foreign-ngos": expect.any(Number),
  });
  expect(await units()).toBe(1);
  // They are there; it sees them once it has said that it is at home in that country.
  expect(await read((work) => listProvinces(work, 2025))).toEqual([]);
  const planted = await amity("facts", "load", "vietnam", "--units");
  expect(planted.code).toBe(0);
  const added = Number(/units: (\d+)/.exec(planted.out)?.[1]);
  expect(added).toBeGreaterThan(200);
  expect(await units()).toBe(added + 1);
  const [hanoi, france] = await read(async (work) => [
    await findUnitByCode(work, "ha_noi"),
    await findUnitByCode(work, "association_fr"),
  ]);
  expect([hanoi?.path, france?.path]).toEqual(["huu_nghi.ha_noi", "huu_nghi.association_fr"]);
  expect(await read((work) => findUnitByCode(work, "vufo"))).toBeUndefined();
  const parts = await read((work) => listUnitParts(work, france?.id ?? ""));
  expect(parts.members.map((one) => one.name_in.en)).toContain("Viet Nam - France Friendship Association of Ha Noi");
});

test("the command says what it does and what is wrong", async () => {
  expect((await amity("facts", "--help")).out).toContain("load world|vietnam|switzerland [--units]");
  const load = (words: string[], units = false) =>
    loadFacts({
      database: { ownerUrl: database.ownerUrl(), appUrl: database.appUrl(), ...nothing },
      words,
      options: { units },
    });
  await expect(load(["load", "vietnam"], true)).rejects.toThrow("There are units already");
  await expect(load(["load", "world"], true)).rejects.toThrow("Only the pack vietnam knows a union's units.");
  for (const words of [["load", "mars"], ["load"], ["show", "vietnam"], ["load", "vietnam", "world"]])
    await expect(load(words)).rejects.toThrow("Say: facts load world|vietnam");
});

test("after an upgrade the packs that were loaded are refreshed", async () => {
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query("update reference.province set name = 'old'");
    await refreshFacts(client);
    const old = () => client.query("select from reference.province where name = 'old'");
    expect((await old()).rowCount).toBe(0);
    // Killed after the world's facts, in a database where no pack had said yet that it was brought.
    await client.query("update reference.fact_pack set loaded_at = null where pack <> 'world'");
    await client.query("update reference.province set name = 'old', home = null");
    await refreshFacts(client);
    expect((await old()).rowCount).toBe(0);
  });
});

test("a start that was killed before the facts were there brings them the next time, and then no more", async () => {
  await asOwner(database.ownerUrl(), async (client) => {
    expect(await bringFacts(client)).toBe(true);
    expect(await bringFacts(client)).toBe(false);
    // Killed in between: some are there, and nothing says that all are.
    await client.query("comment on schema reference is null; update reference.country set capital = 'old'");
    expect(await bringFacts(client)).toBe(true);
    expect((await client.query("select from reference.country where capital = 'old'")).rowCount).toBe(0);
  });
});
