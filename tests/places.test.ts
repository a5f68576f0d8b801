import { beforeAll, describe, expect, test } from "vitest";
import { findActor } from "#modules/access/access.queries.server.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { countActivities, activityList } from "#modules/activities/activity.queries.server.ts";
import { editDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { aDraftDelegation, visit } from "#modules/delegations/delegation.fixtures.ts";
import { editForm } from "#modules/delegations/delegation.forms.ts";
import { announce } from "#modules/delegations/delegation.jobs.server.ts";
import { countDelegations, findDelegation, listDelegations } from "#modules/delegations/delegation.queries.server.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { listPartners } from "#modules/partners/partner.queries.server.ts";
import { countFigures } from "#modules/reports/indicator.queries.server.ts";
import { foundUnit } from "#modules/units/unit.commands.server.ts";
import { unitForm } from "#modules/units/unit.forms.ts";
import { readPlaces } from "#modules/units/unit-place.queries.server.ts";
import { listTreeOn } from "#modules/units/unit-tree.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { ownPaths } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { listLatestHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
const DAY = "2025-07-01";
const units: Record<string, { id: string; path: string }> = {};
let office: Actor;

/** Under the union stand north and south; the club was founded in the north, its circle below it; the old house ends, the new one carries it on. */
const CODES = [
  ["north", "vufo"],
  ["south", "vufo"],
  ["club", "north"],
  ["circle", "club"],
  ["old_house", "vufo"],
  ["older_house", "vufo"],
  ["new_house", "vufo"],
] as const;

type Written = { draft: string; activity: string; partner: string };
const written: Record<string, Written> = {};

async function found(code: string, parent: string) {
  const facts = { kind: "chapter", code, name: code, name_in: {}, founded_on: "2020-01-01" };
  const form = unitForm.parse({ ...facts, parent_id: units[parent]?.id });
  const id = await inWork(office, (work) => foundUnit(work, form));
  units[code] = { id, path: `${units[parent]?.path}.${code}` };
}

async function write(code: string, title: string): Promise<Written> {
  const actor = await actorOf(code);
  return inWork(actor, async (work) => ({
    draft: await aDraftDelegation(work, { title }),
    activity: await recordActivity(
      work,
      recordForm.parse({
        kind: "visit",
        title,
        starts_on: title.startsWith("since") ? DAY : "2025-03-03",
        countries: ["FR"],
        is_in_plan: true,
        was_held: true,
        co_host_ids: code === "older_house" ? [units.south?.id] : code === "south" ? [units.old_house?.id] : [],
      }),
    ),
    partner: await registerPartner(
      work,
      registerForm.parse({ kind: "peoples_organization", name: title, country_iso2: "FR" }),
    ),
  }));
}

/** As somebody who signs in now. */
async function actorOf(code: string): Promise<Actor> {
  const person = await aPerson("unit_officer", code);
  const actor = await findActor(person.userId ?? "", undefined);
  if (!actor) throw new Error("nobody");
  return actor;
}

/** What the acts of the union will do to its tree: units of the club's line pass to the south; houses are carried on. */
async function reorganise() {
  await asOwner(database.ownerUrl(), async (client) => {
    const run = (sql: string) => client.query(sql);
    await run(`update unit_place set valid = valid - '{[${DAY},)}' where path <@ 'vufo.north.club'`);
    await run(`insert into unit_place (unit_id, path, valid)
      select id, 'vufo.south' || subpath(path, 2), '{[${DAY},)}' from unit where path <@ 'vufo.north.club'`);
    await run(`update unit set path = 'vufo.south' || subpath(path, 2),
      parent_id = case code when 'club' then (select id from unit where code = 'south') else parent_id end where path <@ 'vufo.north.club'`);
    for (const [gone, by] of [
      ["older_house", "old_house"],
      ["old_house", "new_house"],
    ]) {
      await run(`update unit_place set valid = valid - '{[${DAY},)}' where path = 'vufo.${gone}'`);
      await run(`insert into unit_succession (predecessor_id, successor_id, on_date)
        select gone.id, by.id, '${DAY}' from unit as gone, unit as by where gone.code = '${gone}' and by.code = '${by}'`);
    }
    await run(`insert into unit_succession (predecessor_id, successor_id, on_date)
      select gone.id, by.id, '${addDays(today(), 5)}' from unit as gone, unit as by where gone.code = 'north' and by.code = 'new_house'`);
  });
  await asOwner(database.ownerUrl(), (client) =>
    client.query(`insert into unit_membership (member_unit_id, in_unit_id)
      select member.id, nation.id from unit as member, unit as nation where member.code = 'circle' and nation.code = 'association_fr'`),
  );
  for (const code of ["club", "circle"]) {
    const unit = units[code];
    if (unit) unit.path = `vufo.south${unit.path.slice("vufo.north".length)}`;
  }
}

beforeAll(async () => {
  office = await aPerson("office", "vufo");
  units.vufo = { id: office.unitId ?? "", path: "vufo" };
  for (const [code, parent] of CODES) await found(code, parent);
  for (const [code] of CODES) written[code] = await write(code, `before ${code}`);
  // What the first sign-ins learned of the tree is forgotten after this while.
  await new Promise((resolve) => setTimeout(resolve, 3100));
  await reorganise();
  for (const code of ["club", "new_house"]) written[`${code} since`] = await write(code, `since ${code}`);
});

const drafts = (actor: Actor, unit: string) =>
  inReading(actor, async (work) => {
    const page = await listDelegations(work, { unit_path: units[unit]?.path, limit: 50 });
    return page.items.map((one) => one.title).toSorted();
  });
const activities = (actor: Actor, unit: string) =>
  inReading(actor, async (work) => {
    const filter = { unit_path: units[unit]?.path };
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await activityList.list(work, { ...filter, cursor, limit: 1 });
      titles.push(...page.items.map((one) => one.title));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(await countActivities(work, filter)).toBe(titles.length);
    return titles.toSorted();
  });

describe("a unit that moved", () => {
  test("sees and changes what it wrote where it stood before, and writes anew where it stands", async () => {
    const club = await actorOf("club");
    expect(club.unitPath).toBe("vufo.south.club");
    expect(club.paths).toEqual(["vufo.south.club", "vufo.north.club"]);
    expect(ownPaths(club)).toEqual(club.paths);
    expect(await drafts(club, "club")).toEqual(["before circle", "before club", "since club"]);
    expect(await inReading(club, (work) => countDelegations(work, { unit_path: club.unitPath }))).toBe(3);
    expect(await activities(club, "club")).toEqual(["before circle", "before club", "since club"]);
    const edit = editForm.parse({ ...visit, title: "changed", version: 1 });
    await inWork(club, (work) => editDelegation(work, written.club?.draft ?? "", edit));
    const [old, made] = await inReading(club, async (work) => [
      await findDelegation(work, written.club?.draft ?? ""),
      await findDelegation(work, written["club since"]?.draft ?? ""),
    ]);
    expect([old?.title, old?.unit_path, made?.unit_path]).toEqual(["changed", "vufo.north.club", "vufo.south.club"]);
    expect((await inReading(club, (work) => listLatestHistory(work))).map((line) => line.subject_id)).toContain(
      old?.id,
    );
    await inWork(club, (work) => editDelegation(work, old?.id ?? "", { ...edit, title: "before club", version: 2 }));
  });

  test("is seen by those above it today with its past, and with its past by those above it then", async () => {
    expect(await drafts(await actorOf("south"), "club")).toEqual(["before circle", "before club", "since club"]);
    expect(await drafts(await actorOf("south"), "south")).toContain("before circle");
    // It is in the list of whom it joined and not of whom it left, who still reads what was done below it.
    expect(await drafts(await actorOf("north"), "north")).toEqual(["before north"]);
    expect(await drafts(await actorOf("north"), "club")).toEqual(["before circle", "before club"]);
  });

  test("is seen with its past by the national association that it belongs to, which does not answer for it", async () => {
    const nation = await actorOf("association_fr");
    expect(nation.paths).toEqual(expect.arrayContaining(["vufo.south.club.circle", "vufo.north.club.circle"]));
    expect(ownPaths(nation)).toEqual(["vufo.association_fr"]);
  });

  test("is told of its records wherever they were written", async () => {
    const person = await aPerson("unit_officer", "club");
    await announce({ delegation_id: written.club?.draft, step: "approve" });
    const told = await asOwner(database.ownerUrl(), (client) =>
      client.query("select 1 from notification where user_id = $1", [person.userId]),
    );
    expect(told.rowCount).toBe(1);
  });

  test("stands on each day where it stood", async () => {
    const treeOn = async (day: string) =>
      (await inReading(office, (work) => listTreeOn(work, day)))
        .filter((one) => CODES.some(([code]) => code === one.name))
        .map((one) => `${one.depth} ${one.name}`);
    const houses = ["1 new_house", "1 old_house", "1 older_house"];
    expect(await treeOn(addDays(DAY, -1))).toEqual([
      ...houses.slice(0, 1),
      "1 north",
      "2 club",
      "3 circle",
      ...houses.slice(1),
      "1 south",
    ]);
    expect(await treeOn(DAY)).toEqual(["1 new_house", "1 north", "1 south", "2 club", "3 circle"]);
    expect(await treeOn("2019-12-31")).toEqual([]);
    const counted = async (code: string, asOf: string) => {
      const { id, path } = units[code] ?? { id: "", path: "" };
      const scope = { year: 2025, asOf, unitId: id, unitPath: path, tree: "then" as const };
      const figures = await inReading(office, (work) => countFigures(work, scope));
      return figures.find((one) => one.key === "onsite_activities")?.value;
    };
    // What the club did while it belonged there stays there.
    expect(await counted("north", "2025-12-31")).toBe(3);
    expect(await counted("north", "2025-06-01")).toBe(3);
    expect(await counted("club", "2025-06-01")).toBe(2);
  });
});

describe("a unit that carries others on", () => {
  test("sees and changes what they wrote, also what they had taken over themselves", async () => {
    const house = await actorOf("new_house");
    expect(house.paths).toEqual(["vufo.new_house", "vufo.old_house", "vufo.older_house"]);
    const all = ["before new_house", "before old_house", "before older_house", "since new_house"];
    expect(await drafts(house, "new_house")).toEqual(all);
    expect(await activities(house, "new_house")).toEqual([...all.slice(0, 3), "before south", "since new_house"]);
    const partners = await inReading(house, (work) => listPartners(work, { unit_path: house.unitPath, limit: 50 }));
    expect(partners.items.map((one) => one.name)).toEqual(all);
    const edit = editForm.parse({ ...visit, title: "before old_house", version: 1 });
    await inWork(house, (work) => editDelegation(work, written.old_house?.draft ?? "", edit));
  });

  test("does so from the day it takes over, not before", async () => {
    const house = await actorOf("new_house");
    expect(house.paths).not.toContain("vufo.north");
    expect(await inReading(house, (work) => findDelegation(work, written.north?.draft ?? ""))).toBeUndefined();
  });
});

test("a unit that has nothing to do with it sees neither", async () => {
  const other = await actorOf("ha_noi");
  expect(other.paths).toEqual(["vufo.ha_noi"]);
  expect(await drafts(other, "club")).toEqual([]);
  expect(await drafts(other, "new_house")).toEqual([]);
  for (const unit of ["club", "old_house", "older_house"])
    expect(await inReading(other, (work) => findDelegation(work, written[unit]?.draft ?? ""))).toBeUndefined();
});

test("nothing written before the act was touched by it, and nothing is written where its unit never stood", async () => {
  await asOwner(database.ownerUrl(), async (client) => {
    const lines = await client.query(
      "select 1 from history where unit_path = 'vufo.north.club' and unit_id = $1 and subject_id = $2 and action = 'drafted'",
      [units.club?.id, written.club?.draft],
    );
    expect(lines.rowCount).toBe(1);
    const add = (path: string) =>
      client.query(
        `insert into history (user_name, unit_id, unit_path, visibility, subject_kind, subject_id, action)
          select 'x', id, $1::ltree, 'unit', 'unit', id, 'x' from unit where code = 'club'`,
        [path],
      );
    for (const path of ["vufo.south.club", "vufo.north.club"]) await add(path);
    for (const path of ["vufo.north", "vufo.elsewhere.club", "vufo.ha_noi"])
      await expect(add(path)).rejects.toThrow("history_unit_id_unit_path_fkey");
    const cascading = await client.query(
      "select 1 from pg_constraint where confrelid in ('unit'::regclass, 'unit_place'::regclass) and confupdtype <> 'a'",
    );
    expect(cascading.rowCount).toBe(0);
  });
});

test("a place is one unit's, and a unit stands at one place a day", async () => {
  await asOwner(database.ownerUrl(), async (client) => {
    const place = (code: string, path: string, valid: string) =>
      client.query("insert into unit_place (unit_id, path, valid) values ($1, $2, $3)", [units[code]?.id, path, valid]);
    await expect(place("south", "vufo.north.club", "{}")).rejects.toThrow("unit_place_path_key");
    await expect(place("club", "vufo.new_house.club", "{[2021-01-01,2021-02-01)}")).rejects.toThrow("excl");
  });
});

test("an act that is still being tried is nobody else's truth", async () => {
  await new Promise((resolve) => setTimeout(resolve, 3100));
  await inWork(office, async (work) => {
    await work.client.query(
      `insert into unit_succession (predecessor_id, successor_id, on_date) select id, '${units.south?.id}', '2021-01-01' from unit where code = 'north'`,
    );
    expect((await readPlaces(work))("vufo.south")).toContain("vufo.north");
    throw new Error("only tried");
  }).catch((cause: Error) => expect(cause.message).toBe("only tried"));
  expect((await inReading(office, readPlaces))("vufo.south")).not.toContain("vufo.north");
});
