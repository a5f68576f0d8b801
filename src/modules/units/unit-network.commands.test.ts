import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { accredit, endAccreditation, endMembership, joinUnit } from "./unit-network.commands.server.ts";
import { accreditForm, endForm, joinForm } from "./unit.forms.ts";
import { findUnitByCode, listUnitParts } from "./unit.queries.server.ts";

useDatabase();
let office: Actor;
let officer: Actor;
const ids: Record<string, string> = {};
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  officer = await aPerson("unit_officer", "ha_noi");
  for (const code of ["ha_noi", "association_fr", "association_de"])
    ids[code] = (await inReading(office, (work) => findUnitByCode(work, code)))?.id ?? "";
  const missions = await inReading(office, (work) =>
    work.trx
      .selectFrom("unit")
      .select("unit.id")
      .where("unit.kind", "=", "mission")
      .orderBy("unit.code")
      .limit(1)
      .execute(),
  );
  ids.mission = missions[0]?.id ?? "";
});

const id = (name: string) => ids[name] ?? "";
const write = (run: (work: Work) => Promise<unknown>, actor = office) =>
  inWork(actor, run).then(
    () => undefined,
    (refused: unknown) => refused,
  );
const parts = (unit: string) => inReading(office, (work) => listUnitParts(work, id(unit)));
const day = (days: number) => addDays(today(), days);

test("a mission is accredited to a country, for a time, and again later", async () => {
  const form = (from_on: string) => accreditForm.parse({ country_iso2: "TV", from_on });
  const found = async () => (await parts("mission")).accreditations.filter((one) => one.iso2 === "TV");
  expect(await write((work) => accredit(work, id("mission"), form(day(-100))))).toBeUndefined();
  const [first] = await found();
  // The same time twice is refused by the database, whose sentence every form has.
  expect(await write((work) => accredit(work, id("mission"), form(day(-50))))).toMatchObject({ code: "23P01" });
  const end = { ...endForm.parse({ last_on: day(-10) }), id: first?.id ?? "" };
  expect(await write((work) => endAccreditation(work, id("mission"), { ...end, last_on: day(-101) }))).toMatchObject({
    code: "rule_end_before_start",
  });
  expect(await write((work) => endAccreditation(work, id("mission"), end))).toBeUndefined();
  expect((await found())[0]?.until_on).toBe(day(-9));
  // Mistyped, it is said again; what it said before stands in the history.
  expect(await write((work) => endAccreditation(work, id("mission"), { ...end, last_on: day(-20) }))).toBeUndefined();
  const [corrected] = await inReading(office, (work) => listHistory(work, id("mission")));
  expect([corrected?.before, corrected?.after]).toMatchObject([{ until_on: day(-9) }, { until_on: day(-19) }]);
  expect(await write((work) => endAccreditation(work, id("mission"), end))).toBeUndefined();
  // It is ended where it stands, by its own key.
  expect(await write((work) => endAccreditation(work, id("ha_noi"), end))).toBeInstanceOf(NotFoundError);
  expect(await write((work) => accredit(work, id("mission"), form(day(-9))))).toBeUndefined();
  expect(await found()).toHaveLength(2);
  const [line] = await inReading(office, (work) => listHistory(work, id("mission")));
  expect(line).toMatchObject({ action: "accredited", after: { country_iso2: "TV", from_on: day(-9) } });
});

test("only missions are accredited", async () => {
  const form = accreditForm.parse({ country_iso2: "FR", from_on: today() });
  expect(await write((work) => accredit(work, id("ha_noi"), form))).toMatchObject({ code: "rule_only_missions" });
});

test("a membership begins and ends on its day, and nobody is a member of themselves", async () => {
  const join = (unit: string) => joinForm.parse({ in_unit_id: id(unit), from_on: day(-5) });
  expect(await write((work) => joinUnit(work, id("ha_noi"), join("ha_noi")))).toMatchObject({
    code: "rule_member_of_itself",
  });
  expect(await write((work) => joinUnit(work, id("ha_noi"), join("association_de")))).toBeUndefined();
  const found = async () => (await parts("ha_noi")).memberships.find((one) => one.id === id("association_de"));
  const membership = (await found())?.membership_id ?? "";
  const end = (last_on: string) => ({ ...endForm.parse({ last_on }), id: membership });
  expect(await write((work) => endMembership(work, id("ha_noi"), end(today())))).toBeUndefined();
  expect((await found())?.until_on).toBe(day(1));
  expect(await write((work) => endMembership(work, id("ha_noi"), end(day(-2))))).toBeUndefined();
  expect((await found())?.until_on).toBe(day(-1));
  // Over, it stands among all that were, and not among today's.
  expect((await parts("ha_noi")).memberOf.map((one) => one.id)).not.toContain(id("association_de"));
});

test("a membership that begins ahead is seen and ended before it begins to hold", async () => {
  const ahead = joinForm.parse({ in_unit_id: id("association_fr"), from_on: day(30) });
  expect(await write((work) => joinUnit(work, id("ha_noi"), ahead))).toBeUndefined();
  const found = async () => (await parts("ha_noi")).memberships.find((one) => one.id === id("association_fr"));
  expect(await found()).toMatchObject({ from_on: day(30), until_on: null });
  const membership = (await found())?.membership_id ?? "";
  const ended = (last_on: string) => write((work) => endMembership(work, id("ha_noi"), { last_on, id: membership }));
  expect(await ended(day(29))).toMatchObject({ code: "rule_end_before_start", fields: ["last_on"] });
  expect(await ended(day(60))).toBeUndefined();
  expect((await found())?.until_on).toBe(day(61));
});

test("an officer of a unit changes no part of the network", async () => {
  const acts = [
    (work: Work) => accredit(work, id("mission"), accreditForm.parse({ country_iso2: "NR", from_on: today() })),
    (work: Work) =>
      joinUnit(work, id("ha_noi"), joinForm.parse({ in_unit_id: id("association_fr"), from_on: today() })),
  ];
  for (const act of acts) expect(await write(act, officer)).toBeInstanceOf(ForbiddenError);
});
