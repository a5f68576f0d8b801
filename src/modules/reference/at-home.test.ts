import { afterAll, beforeAll, expect, test } from "vitest";
import { sayIdentity } from "#modules/identity/identity.commands.server.ts";
import { identityForm } from "#modules/identity/identity.forms.ts";
import { beAtHome, findIdentity } from "#modules/identity/identity.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { home, setHome } from "#platform/home.ts";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { countFacts, findDelivered, findFact, listDelivered, listFacts } from "./reference-fact.queries.server.ts";
import { leastDaysOff } from "./reference-pack.queries.server.ts";
import { loadPack } from "./reference.commands.server.ts";
import { listForeignNgosOf, listProvinces } from "./reference.queries.server.ts";

// Several unions may lie in one database whose shared facts are those of several countries.
const database = useDatabase();
let administrator: Actor;
const before = home();
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  await asOwner(database.ownerUrl(), (client) => loadPack(client, "switzerland"));
});
afterAll(() => setHome(before));

async function live(country: string | null): Promise<void> {
  const { version } = await inReading(administrator, findIdentity);
  const said = identityForm.parse({ ...home(), accent: "", calendar: "", country: country ?? "", version });
  await inWork(administrator, (work) => sayIdentity(work, said));
  await beAtHome();
}
const read = <Value>(find: Parameters<typeof inReading<Value>>[1]) => inReading(administrator, find);
const KINDS = ["relations", "missions", "provinces"] as const;
const counted = () => Promise.all(KINDS.map((kind) => read((work) => countFacts(work, kind)).then((one) => one.all)));

test("a union that has not said where it is at home sees no country's facts", async () => {
  await asOwner(database.ownerUrl(), (client) => client.query("delete from identity"));
  expect(await counted()).toEqual([0, 0, 0]);
});

test("relations, missions, provinces and foreign organizations are those of the country where it is at home", async () => {
  await live("CH");
  expect(await counted()).toEqual([0, 0, 26]);
  expect((await read((work) => listProvinces(work, 2025))).map((one) => one.code)).toContain("ZH");
  expect(await read((work) => listForeignNgosOf(work, "FI"))).toEqual([]);
  expect(await read((work) => findFact(work, "relations", "FR"))).toBeUndefined();
  expect(await read((work) => findDelivered(work, "relations", "FR"))).toBeUndefined();
  expect(await read((work) => listDelivered(work, "relations", ["FR"]))).toEqual(new Set());
  await live("VN");
  expect(await read((work) => listDelivered(work, "relations", ["FR"]))).toEqual(new Set(["FR"]));
  const [relations = 0, missions = 0, provinces] = await counted();
  expect([relations > 150, missions > 50, provinces]).toEqual([true, true, 34]);
  expect(await read((work) => listForeignNgosOf(work, "FI"))).not.toEqual([]);
  expect(await read((work) => findDelivered(work, "relations", "FR"))).toBeDefined();
  await live(null);
  expect(await counted()).toEqual([0, 0, 0]);
});

test("a year has as many days off as the law of its pack says, elsewhere one", () => {
  expect(["vn", "ch", "ie"].map(leastDaysOff)).toEqual([11, 1, 1]);
});

test("days off are those of the home calendar, countries everybody's, and none of a fact's fields says whose it is", async () => {
  const calendars = async () => {
    const days = await read((work) => listFacts(work, "days", { year: "2026" }));
    return [...new Set(days.map((one) => one.fields.calendar))];
  };
  await live("CH");
  expect(await calendars()).toEqual(["ch"]);
  expect(await read((work) => findFact(work, "days", "vn-2026-09-02"))).toBeUndefined();
  await live("IE");
  expect(await calendars()).toEqual([]);
  expect(await read((work) => listFacts(work, "countries", {}))).not.toEqual([]);
  await live("VN");
  expect(await calendars()).toEqual(["vn"]);
  const [relation] = await read((work) => listFacts(work, "relations", {}));
  expect(relation?.fields).not.toHaveProperty("home");
});
