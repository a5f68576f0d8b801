import { beforeAll, expect, test } from "vitest";
import { findActor } from "#modules/access/access.queries.server.ts";
import { inReaders, listRest, searchAll } from "#modules/search/search.queries.server.ts";
import type { Role } from "#platform/actor.ts";
import { ROLES } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import type { KindName } from "#platform/kinds.ts";
import { kindsWith } from "#platform/kinds.ts";
import { asOwner, useDatabase } from "./database.ts";
import { askAsIs } from "./handler.ts";
import { sessionOf } from "./signed-in.ts";

// What the box and the page of search offer opens, whoever asks.
const database = useDatabase("demo");
/** Words that stand in names of every kind. */
const WORDS = ["viet nam", "phap", "ha noi", "huu nghi", "a", "nuoc", "project"];
const OF_A_KIND = 2;
const met = new Set<KindName>();

let people: { id: string; role: Role }[];
beforeAll(async () => {
  people = await asOwner(database.ownerUrl(), async (client) => {
    const found = await client.query<{ id: string; role: Role }>(
      "select distinct on (role) user_id as id, role from access_appointment order by role, user_id",
    );
    return found.rows;
  });
});

test.each(ROLES)("whatever is found by %s opens", async (role) => {
  const person = people.find((one) => one.role === role);
  const actor = person && (await findActor(person.id, undefined));
  if (!actor) throw new Error(`nobody in the demo is ${role}`);
  const cookie = await sessionOf(person.id);
  const offered = new Map<string, KindName | "list">();
  for (const word of WORDS)
    await inReading(actor, async (work) => {
      const hits = await searchAll(work, word, 60);
      for (const hit of hits) {
        const known = [...offered.values()].filter((kind) => kind === hit.kind).length;
        if (known < OF_A_KIND) offered.set(inReaders(hit).href, hit.kind);
      }
      for (const { href } of await listRest(work, word, hits)) offered.set(href, "list");
    });
  const closed = [];
  for (const [href, kind] of offered) {
    const { status } = await askAsIs(new Request(`http://amity.test${href}`, { headers: { cookie } }));
    if (kind !== "list") met.add(kind);
    if (status !== 200) closed.push(`${href}: ${status}`);
  }
  expect(closed).toEqual([]);
});

test("every kind that is searched was found by somebody", () => {
  expect([...met].toSorted()).toEqual(kindsWith("search").toSorted());
});
