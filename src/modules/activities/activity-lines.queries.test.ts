import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, theSameAgain, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { newId } from "#platform/id.ts";
import { recordActivity } from "./activity.commands.server.ts";
import { recordForm } from "./activity.forms.ts";
import { countActivities, activityList } from "./activity.queries.server.ts";

const database = useDatabase();
/** A line that goes deeper than the columns that lists are found by, and a twin beside its end. */
const PATHS = ["vufo.ha_noi", "ward", "quarter", "street", "house"];
let leader: Actor;

/** A unit like Ha Noi, at another place. */
async function found(code: string, path: string) {
  const [statement, [row = "{}"]] = await theSameAgain(database.ownerUrl(), "unit", "code = 'ha_noi'");
  await asOwner(database.ownerUrl(), async (client) => {
    const above = await client.query<{ id: string }>("select id from unit where path = $1", [
      path.split(".").slice(0, -1).join("."),
    ]);
    const unit = { ...(JSON.parse(row) as object), id: newId(), code, path, parent_id: above.rows[0]?.id };
    await client.query(statement, [JSON.stringify(unit)]);
    await client.query("insert into unit_place (unit_id, path, valid) values ($1, $2, '{[2020-01-01,)}')", [
      unit.id,
      path,
    ]);
  });
}

beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  for (let at = 1; at < PATHS.length; at += 1) await found(PATHS[at] ?? "", PATHS.slice(0, at + 1).join("."));
  await found("twin", [...PATHS.slice(0, -1), "twin"].join("."));
  for (const code of ["ha_noi", "street", "house", "twin"]) {
    const actor = await aPerson("unit_officer", code);
    const facts = { kind: "visit", title: code, starts_on: "2024-01-01", was_held: true };
    await inWork(actor, (work) => recordActivity(work, recordForm.parse(facts)));
  }
});

test.each([
  [2, ["twin", "house", "street"]],
  [4, ["twin", "house", "street"]],
  [5, ["house"]],
  [1, ["twin", "house", "street", "ha_noi"]],
])("a list of a unit %d steps down its line holds what was led there and below", async (steps, titles) => {
  const unit_path = PATHS.slice(0, steps).join(".");
  const { items } = await inReading(leader, (work) => activityList.list(work, { unit_path, limit: 10 }));
  expect(items.map((one) => one.title)).toEqual(titles);
  expect(await inReading(leader, (work) => countActivities(work, { unit_path }))).toBe(titles.length);
});
