import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { loadPack, readFacts } from "#modules/reference/reference.commands.server.ts";
import type { Planted } from "#modules/units/unit-tree.commands.server.ts";
import { foundRoot, plantTree } from "#modules/units/unit-tree.commands.server.ts";
import { findUnitByCode } from "#modules/units/unit.queries.server.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import { anonymous, system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";

const database = useDatabase("empty");
const ask = async <Row extends object>(text: string) =>
  (await asOwner(database.ownerUrl(), (client) => client.query<Row>(text))).rows;

beforeAll(async () => {
  for (const pack of ["world", "vietnam"] as const)
    await asOwner(database.ownerUrl(), (client) => loadPack(client, pack));
});

test("nobody but the union's office founds its top", async () => {
  const root = {} as Parameters<typeof foundRoot>[1];
  for (const actor of [anonymous, anActor("unit_officer", "vufo"), anActor("office", "vufo.ha_noi")])
    await expect(inWork(actor, (work) => foundRoot(work, root))).rejects.toThrow(ForbiddenError);
});

test("a whole tree is planted once, parents first, with its memberships and accreditations", async () => {
  const tree = readFacts<Planted>("units-vn");
  const planted = await inWork(system, (work) => plantTree(work, tree));
  expect(planted).toBe(tree.length);
  const unit = (code: string) => inReading(system, (work) => findUnitByCode(work, code));
  const [root, province, club] = [await unit("vufo"), await unit("ha_noi"), await unit("ha_noi_fr")];
  expect([root?.path, root?.parent_id]).toEqual(["vufo", null]);
  expect([province?.path, province?.parent_id]).toEqual(["vufo.ha_noi", root?.id]);
  expect([club?.path, club?.parent_id, club?.country_iso2]).toEqual(["vufo.ha_noi.ha_noi_fr", province?.id, "FR"]);

  // Each stands where it stands since it was founded, or since the whole was.
  const places = await ask<{ path: string; since: string }>("select path, lower(valid)::text as since from unit_place");
  expect(places).toHaveLength(tree.length);
  expect(places.find((one) => one.path === "vufo.ha_noi")?.since).toBe("1950-11-17");
  const names = await ask<{ language: string; count: number }>(
    "select language, count(*) from unit_name group by 1 order by 1",
  );
  expect(new Set(names.map((one) => one.count))).toEqual(new Set([tree.length]));

  const members = await ask<{ member: string; nation: string }>(
    `select member.code as member, nation.code as nation from unit_membership
      join unit as member on member.id = member_unit_id join unit as nation on nation.id = in_unit_id`,
  );
  expect(members).toContainEqual({ member: "ha_noi_fr", nation: "association_fr" });
  const codes = new Set(tree.map((one) => one.code));
  expect(members).toHaveLength(tree.filter((one) => one.memberOf && codes.has(one.memberOf)).length);
  const accredited = await ask<{ iso2: string }>(
    `select unit_accreditation.country_iso2 as iso2 from unit_accreditation join unit on unit.id = unit_id
      where code = 'mission_fr_paris_48' order by 1`,
  );
  expect(accredited.map((one) => one.iso2)).toEqual(["FR", "MC", "PT"]);
  const lines = await ask<{ action: string; subject_id: string; after: object }>(
    "select action, subject_id, after from history",
  );
  expect(lines).toMatchObject([{ action: "founded", subject_id: root?.id, after: { units: tree.length } }]);

  await expect(inWork(system, (work) => plantTree(work, tree))).rejects.toThrow("rule_units_there");
});

test("nobody but the union's office plants one", async () => {
  const officer = await aPerson("unit_officer", "ha_noi");
  await expect(inWork(officer, (work) => plantTree(work, []))).rejects.toThrow(ForbiddenError);
});
