import fs from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { findActor, listOfficers } from "#modules/access/access.queries.server.ts";
import { findOwnCountry } from "#modules/countries/country.queries.server.ts";
import { listAskable } from "#modules/delegations/delegation-request.queries.server.ts";
import { findUnitByCode, listUnitParts } from "#modules/units/unit.queries.server.ts";
import { hasEnded, isOpenEnded, runsOn } from "#platform/running.ts";

const database = useDatabase();
const asTheOwner = (text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), (client) => client.query(text, values));
const day = today();
const [yesterday, tomorrow] = [addDays(day, -1), addDays(day, 1)];

/** What is said of a dated thing on a day: it runs, it is over, nobody has said its end. */
const cases: [from: string | null, until: string | null, said: [boolean, boolean, boolean]][] = [
  [null, null, [true, false, true]],
  [day, null, [true, false, true]],
  [tomorrow, null, [false, false, true]],
  [addDays(day, 300), addDays(day, 400), [false, false, false]],
  [yesterday, day, [false, true, false]],
  [addDays(day, -9), yesterday, [false, true, false]],
  [yesterday, tomorrow, [true, false, false]],
  [null, tomorrow, [true, false, false]],
  [null, day, [false, true, false]],
];

test.each(cases)("from %s until %s", async (from, until, said) => {
  const rows = await inReading(system, (work) =>
    sql<{ runs: boolean; over: boolean; open: boolean }>`
      select ${runsOn("unit_post", day)} as runs, ${hasEnded("unit_post", day)} as over, ${isOpenEnded("unit_post")} as open
      from (values (${from}::date, ${until}::date)) as unit_post (from_on, until_on)`.execute(work.trx),
  );
  const [row] = rows.rows;
  expect([row?.runs, row?.over, row?.open]).toEqual(said);
});

const france = () => inReading(system, (work) => findUnitByCode(work, "association_fr"));
let unit: NonNullable<Awaited<ReturnType<typeof france>>>;
beforeAll(async () => {
  const found = await france();
  if (!found) throw new Error("The tree has no association for France.");
  unit = found;
});

test("a role that begins later is not held yet, and nobody is told as its holder", async () => {
  const later = await aPerson("desk_officer", "association_fr");
  await asTheOwner("update access_appointment set from_on = $2 where user_id = $1", [later.userId, addDays(day, 300)]);
  expect(await inReading(system, (work) => listOfficers(work, { id: unit.id }))).not.toContain(later.userId);
  expect((await findActor(later.userId ?? "", undefined))?.appointments).toEqual([]);
  await asTheOwner("update access_appointment set from_on = $2 where user_id = $1", [later.userId, day]);
  expect(await inReading(system, (work) => listOfficers(work, { path: unit.path }, ["desk_officer"]))).toContain(
    later.userId,
  );
  expect(await inReading(system, (work) => listOfficers(work, { path: unit.path }, ["leader"]))).toEqual([]);
});

test("a membership that begins later opens nothing and is not shown, one that runs does both", async () => {
  const officer = await aPerson("association_officer", "association_fr");
  const member = await inReading(system, (work) => findUnitByCode(work, "ha_noi_de"));
  await asTheOwner("delete from unit_membership where in_unit_id = $1", [unit.id]);
  await asTheOwner("insert into unit_membership (member_unit_id, in_unit_id, from_on) values ($1, $2, $3)", [
    member?.id,
    unit.id,
    tomorrow,
  ]);
  const members = async () => (await inReading(system, (work) => listUnitParts(work, unit.id))).members;
  expect((await findActor(officer.userId ?? "", undefined))?.paths).toEqual([unit.path]);
  expect(await members()).toEqual([]);
  await asTheOwner("update unit_membership set from_on = $2 where in_unit_id = $1", [unit.id, day]);
  const other = await aPerson("association_officer", "association_fr");
  expect((await findActor(other.userId ?? "", undefined))?.paths).toEqual([unit.path, member?.path]);
  expect((await members()).map((one) => one.id)).toEqual([member?.id]);
});

test("a mission is asked, and works with a country, only while it is accredited there", async () => {
  const mission = async () =>
    (await inReading(system, (work) => listAskable(work, { countries: ["FR"] }))).units.filter(
      (one) => one.kind === "mission",
    );
  const [first] = await mission();
  const officer = { ...system, unitId: first?.id };
  await asTheOwner("delete from unit_accreditation where unit_id = $1 and country_iso2 <> 'FR'", [first?.id]);
  await asTheOwner("update unit set country_iso2 = null where id = $1", [first?.id]);
  expect(await inReading(officer, findOwnCountry)).toBe("FR");
  await asTheOwner("update unit_accreditation set until_on = $1", [day]);
  expect(await mission()).toEqual([]);
  expect(await inReading(officer, findOwnCountry)).toBeNull();
});

test("nobody writes the clause by hand", () => {
  const written = fs
    .readdirSync("src", { recursive: true, encoding: "utf8" })
    .map((name) => path.join("src", name))
    .filter((name) => /\.(ts|svelte)$/.test(name) && !/src\/words|platform\/running\.ts$|schema\.gen/.test(name))
    .flatMap((name) => clausesIn(fs.readFileSync(name, "utf8")).map((clause) => `${name}: ${clause}`));
  expect(written).toEqual([]);
});

test("a clause written by hand is found", () => {
  expect(clausesIn('query.where("access_appointment.from_on", "<=", today())')).toHaveLength(1);
  expect(clausesIn('where.or([where("unit_membership.until_on", "is", null)])')).toHaveLength(1);
  expect(clausesIn("sql`coalesce(unit_name.until_on, 'infinity') > ${day}`")).toHaveLength(1);
  expect(clausesIn("sql`${a} and delegation_route.until_on is null`")).toHaveLength(1);
  expect(clausesIn("route.until_on === null || route.until_on > data.today")).toHaveLength(1);
  expect(clausesIn("if (period.until_on <= period.from_on) throw new RuleError()")).toEqual([]);
});

/** Conditions on the two days: in the query builder, in SQL, and beside a day in code. What compares them with each other is a rule of a form. */
function clausesIn(text: string): string[] {
  const inQueries = text.matchAll(/where\(\s*["`][\w.]*\b(from|until)_on["`]/g);
  const inSql = [...text.matchAll(/`[^`]*`/g)].flatMap(([template]) => [
    ...template.matchAll(/coalesce\(\s*[\w.]*\b(from|until)_on\b|\b(from|until)_on\s*(<|>|is\b)/g),
  ]);
  const inCode = text.matchAll(/\.(from|until)_on\s*(<=|>)(?!\s*[\w.]*(from|until)_on)/g);
  return [...inQueries, ...inSql, ...inCode].map(([clause]) => clause);
}
