import { afterAll, beforeAll, expect, test } from "vitest";
import { sayIdentity } from "#modules/identity/identity.commands.server.ts";
import { identityForm } from "#modules/identity/identity.forms.ts";
import { beAtHome, findIdentity } from "#modules/identity/identity.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { home, setHome } from "#platform/home.ts";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { countFacts, findDelivered, findFact, listFacts } from "./reference-fact.queries.server.ts";
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
  const said = identityForm.parse({ ...home(), accent: "", country: country ?? "", version });
  await inWork(administrator, (work) => sayIdentity(work, said));
  await beAtHome();
}
const read = <Value>(find: Parameters<typeof inReading<Value>>[1]) => inReading(administrator, find);
const KINDS = ["relations", "missions", "provinces"] as const;
const counted = () => Promise.all(KINDS.map((kind) => read((work) => countFacts(work, kind)).then((one) => one.all)));

test("a union that has not said where it is at home sees the facts of all countries", async () => {
  await asOwner(database.ownerUrl(), (client) => client.query("delete from identity"));
  const [relations = 0, missions = 0, provinces = 0] = await counted();
  expect([relations > 150, missions > 50, provinces]).toEqual([true, true, 34 + 26]);
});

test("relations, missions, provinces and foreign organizations are those of the country where it is at home", async () => {
  await live("CH");
  expect(await counted()).toEqual([0, 0, 26]);
  expect((await read((work) => listProvinces(work, 2025))).map((one) => one.code)).toContain("ZH");
  expect(await read((work) => listForeignNgosOf(work, "FI"))).toEqual([]);
  expect(await read((work) => findFact(work, "relations", "FR"))).toBeUndefined();
  expect(await read((work) => findDelivered(work, "relations", "FR"))).toBeUndefined();
  await live("VN");
  const [relations = 0, missions = 0, provinces] = await counted();
  expect([relations > 150, missions > 50, provinces]).toEqual([true, true, 34]);
  expect(await read((work) => listForeignNgosOf(work, "FI"))).not.toEqual([]);
  expect(await read((work) => findDelivered(work, "relations", "FR"))).toBeDefined();
  await live(null);
  expect(await counted()).toEqual([0, 0, 0]);
});

test("days off and countries are everybody's, and none of a fact's fields says whose it is", async () => {
  expect(await read((work) => listFacts(work, "days", { year: "2026" }))).not.toEqual([]);
  expect(await read((work) => listFacts(work, "countries", {}))).not.toEqual([]);
  await live("VN");
  const [relation] = await read((work) => listFacts(work, "relations", {}));
  expect(relation?.fields).not.toHaveProperty("home");
});
