import { beforeAll, describe, expect, test } from "vitest";
import { listNationalDays } from "#modules/countries/country.queries.server.ts";
import { findDue } from "#modules/deadlines/deadline.queries.server.ts";
import { findToday } from "#modules/today/today.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, RuleError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { loadPack } from "./reference.commands.server.ts";
import {
  addFact,
  completeYear,
  correctFact,
  takeBackCorrection,
  takeOutFact,
} from "./reference-fact.commands.server.ts";
import { FACT_FORMS, toForm } from "./reference-fact.forms.ts";
import type { FactKind } from "./reference-fact.model.ts";
import { FACT_KINDS, MAY_BE_ADDED } from "./reference-fact.model.ts";
import { findCalendarEnd, findCorrection, findFact, listFacts, listTakenOut } from "./reference-fact.queries.server.ts";
import { findCountry, listMissionPosts } from "./reference.queries.server.ts";

const database = useDatabase();
let administrator: Actor;
let officer: Actor;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  officer = await aPerson("unit_officer", "ha_noi");
});

const read = <Result>(run: Parameters<typeof inReading<Result>>[1]) => inReading(administrator, run);
const write = <Result>(run: Parameters<typeof inWork<Result>>[1], actor = administrator) => inWork(actor, run);
const source = "Công văn 12/LHHN ngày 1/9/2026";
/** What the form of a fact sends when only these values are typed anew. */
async function typed(kind: FactKind, key: string, values: object) {
  const fact = await read((work) => findFact(work, kind, key));
  if (!fact) throw new Error(`no ${kind} ${key}`);
  return FACT_FORMS[kind].form.parse({ ...toForm(kind, fact), source, ...values });
}
const refusal = (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    (refused: unknown) => refused,
  );

describe("a fact put right", () => {
  test("is read everywhere at once, with its source, and taken back it is the release's again", async () => {
    const before = await read((work) => findCountry(work, "FR"));
    const input = await typed("relations", "FR", { established_on: "1973-04-13", is_confirmed: true, note: "x" });
    await write((work) => correctFact(work, "relations", "FR", input));
    expect(await read((work) => findCountry(work, "FR"))).toMatchObject({
      established_on: "1973-04-13",
      confidence: "A",
      note: "x",
      name: before?.name,
    });
    const { own_source, version } = (await read((work) => findFact(work, "relations", "FR"))) ?? {};
    expect([own_source, version]).toEqual([source, 1]);
    await write((work) => takeBackCorrection(work, "relations", "FR", 1));
    expect(await read((work) => findCountry(work, "FR"))).toEqual(before);
  });

  test("a national day is typed as it is written and counts in the calendar", async () => {
    const input = await typed("countries", "MN", { national_day: "26/11" });
    await write((work) => correctFact(work, "countries", "MN", input));
    const days = await read((work) => listNationalDays(work, { from: "2026-11-26", to: "2026-11-26" }));
    expect(days.map((one) => one.iso2)).toContain("MN");
    for (const national_day of ["31/02", "26", "11-26-2", "40/1"])
      expect(FACT_FORMS.countries.form.safeParse({ national_day, source, version: 0 }).success).toBe(false);
  });

  test("stays through the next release, which still counts for what was not said", async () => {
    const input = await typed("missions", "6", { city: "Nam Ninh", is_confirmed: true });
    await write((work) => correctFact(work, "missions", "6", input));
    await asOwner(database.ownerUrl(), async (client) => {
      await client.query("set search_path = amity, public");
      await loadPack(client, "vietnam");
    });
    expect((await read((work) => listMissionPosts(work, "CN"))).map((one) => one.city)).toContain("Nam Ninh");
  });

  test.each([
    [
      "countries",
      { key: "MN", said: { national_day: "27/11" }, is: { iso_numeric: "999" } },
      "update reference.country set iso_numeric = '999' where iso2 = 'MN'",
    ],
    [
      "provinces",
      { key: "01-2025", said: { name: "Hà Nội A" }, is: { region: "New" } },
      "update reference.province set region = 'New' where code = '01' and edition = 2025",
    ],
  ] as const)("of %s: what a later release says of the rest is read", async (kind, { key, said, is }, release) => {
    const input = await typed(kind, key, said);
    await write((work) => correctFact(work, kind, key, input));
    const { rowCount } = await asOwner(database.ownerUrl(), (client) => client.query(release));
    expect(rowCount).toBe(1);
    const fact = await read((work) => findFact(work, kind, key));
    expect(fact?.fields).toMatchObject(is);
    expect(fact?.own_source).toBe(source);
  });

  test("of two who read the same version the second is told what the first saved", async () => {
    const input = await typed("provinces", "14-2025", { name: "Sơn La A" });
    await write((work) => correctFact(work, "provinces", "14-2025", input));
    const stale = await refusal(write((work) => correctFact(work, "provinces", "14-2025", { ...input, name: "B" })));
    expect(stale).toBeInstanceOf(StaleError);
    expect((stale as StaleError).current).toMatchObject({ name: "Sơn La A", version: 1 });
  });

  test("what names it stays: another day is another fact", async () => {
    const [first] = await read((work) => listFacts(work, "days", { year: "2026" }));
    const input = await typed("days", first?.key ?? "", { on_date: "2026-03-03" });
    expect(await refusal(write((work) => correctFact(work, "days", first?.key ?? "", input)))).toMatchObject({
      code: "rule_fact_is_another",
    });
  });

  test("leaves a line that says from what to what", async () => {
    const input = await typed("relations", "DE", { established_on: "1975-09-24", is_confirmed: true });
    await write((work) => correctFact(work, "relations", "DE", input));
    const said = await read((work) => findCorrection(work, "relations", "DE"));
    const [line] = await read((work) => listHistory(work, said?.id ?? ""));
    expect(line).toMatchObject({ action: "fact_corrected", after: { established_on: "1975-09-24" } });
    expect(line?.before).not.toMatchObject({ established_on: "1975-09-24" });
  });
});

describe("a fact that no release has, and one that does not hold", () => {
  test("a mission is added, found from the countries it answers for, and taken out again", async () => {
    const made = FACT_FORMS.missions.form.parse({
      ...{ host_iso2: "PY", city: "Asunción", kind: "embassy", accredited_iso2: ["BO"] },
      ...{ source, version: 0 },
    });
    const key = await write((work) => addFact(work, "missions", made));
    const cities = () => read(async (work) => (await listMissionPosts(work, "BO")).map((one) => one.city));
    expect(await cities()).toContain("Asunción");
    await write((work) => takeOutFact(work, "missions", key, { source, version: 1 }));
    expect(await cities()).not.toContain("Asunción");
    expect((await read((work) => listTakenOut(work, "missions"))).map((one) => one.key)).toEqual([key]);
  });

  test("one that was corrected, said not to hold and taken back says again what was corrected", async () => {
    const of = () => read((work) => findFact(work, "relations", "HU"));
    const input = await typed("relations", "HU", { established_on: "1950-02-04", is_confirmed: true });
    await write((work) => correctFact(work, "relations", "HU", input));
    const corrected = await of();
    await write((work) => takeOutFact(work, "relations", "HU", { source: "nhầm", version: 1 }));
    expect(await of()).toBeUndefined();
    await write((work) => takeBackCorrection(work, "relations", "HU", 2));
    expect(await of()).toEqual({ ...corrected, version: 3 });
    await write((work) => takeBackCorrection(work, "relations", "HU", 3));
    expect((await of())?.fields.established_on).toBe("1950-02-03");
  });

  test("one added here, said not to hold and taken back is there again", async () => {
    const made = FACT_FORMS.missions.form.parse({
      ...{ host_iso2: "PY", city: "Encarnación", kind: "embassy", accredited_iso2: [], source, version: 0 },
    });
    const key = await write((work) => addFact(work, "missions", made));
    const before = await read((work) => findFact(work, "missions", key));
    expect(before?.version).toBe(1);
    await write((work) => takeOutFact(work, "missions", key, { source: "nhầm", version: 1 }));
    await write((work) => takeBackCorrection(work, "missions", key, 2));
    expect(await read((work) => findFact(work, "missions", key))).toEqual({ ...before, version: 3 });
  });

  test("what is there already is not added beside it", async () => {
    const [first] = await read((work) => listFacts(work, "days", { year: "2026" }));
    const again = await typed("days", first?.key ?? "", { version: 0 });
    expect(await refusal(write((work) => addFact(work, "days", again)))).toMatchObject({ code: "rule_fact_known" });
  });

  test("a day that is said not to be off is worked, and the clocks know", async () => {
    const due = () => read((work) => findDue(work, { start: "2026-12-31", length: 1, unit: "working", pauses: [] }));
    const before = await due();
    await write((work) => takeOutFact(work, "days", "vn-2027-01-01", { source: "x", version: 0 }));
    expect(before.due).toBe("2027-01-04");
    expect((await due()).due).toBe("2027-01-01");
    await write((work) => takeBackCorrection(work, "days", "vn-2027-01-01", 1));
    expect((await due()).due).toBe("2027-01-04");
  });
});

describe("the calendar's end", () => {
  const end = () => read((work) => findCalendarEnd(work, "vn"));
  const last = async () => Number((await end())?.slice(0, 4));
  const late = async () => {
    const start = `${await last()}-12-30`;
    return refusal(read((work) => findDue(work, { start, length: 7, unit: "working", pauses: [] })));
  };
  const enter = (on_date: string) =>
    write((work) =>
      addFact(
        work,
        "days",
        FACT_FORMS.days.form.parse({ on_date, kind: "holiday", name: "x", name_in: {}, source, version: 0 }),
      ),
    );

  test("a year counts only when its days are entered and somebody says so, in turn", async () => {
    const next = (await last()) + 1;
    expect(await late()).toMatchObject({ code: "rule_calendar_ends" });
    await asOwner(database.ownerUrl(), (client) => client.query("delete from amity_jobs.job"));
    const proofs = async () => {
      const { rows } = await asOwner(database.ownerUrl(), (client) =>
        client.query<{ because: string }>(
          "select data ->> 'because' as because from amity_jobs.job where name = 'derived.prove' order by created_on, id",
        ),
      );
      return rows.map((row) => row.because);
    };
    const complete = (year: number) => refusal(write((work) => completeYear(work, { year, source })));
    expect(await complete(next)).toMatchObject({ code: "rule_year_has_few_days" });
    const days = Array.from({ length: 11 }, (_, at) => `${next}-01-${String(at + 1).padStart(2, "0")}`);
    for (const day of days.slice(0, -1)) await enter(day);
    expect(await complete(next)).toMatchObject({ code: "rule_year_has_few_days" });
    await enter(days.at(-1) ?? "");
    expect(await last()).toBe(next - 1);
    expect(await complete(next + 1)).toMatchObject({ code: "rule_year_in_turn" });
    expect(await complete(next)).toBeUndefined();
    expect(await end()).toBe(`${next}-12-31`);
    // Due days that were not known, or counted without these days off, are counted anew.
    expect(await proofs()).toEqual([...days.map(() => "days"), "calendars"]);
    expect(
      await refusal(
        read((work) => findDue(work, { start: `${next - 1}-12-30`, length: 7, unit: "working", pauses: [] })),
      ),
    ).toBeUndefined();
  });

  test("a year before it the administrator is told on Today, nobody else", async () => {
    // The tests run on any day, also on one after the last year that the release knows.
    const endsOn = `${Math.min(Number(today().slice(0, 4)), 2027)}-12-31`;
    await asOwner(database.ownerUrl(), async (client) => {
      await client.query(
        "update amity.reference_correction set state = 'taken_back' where kind in ('days', 'calendars')",
      );
      await client.query("delete from reference.calendar_day where on_date > $1", [endsOn]);
    });
    expect(endsOn <= addDays(today(), 365)).toBe(true);
    const told = async (actor: Actor) => (await inReading(actor, (work) => findToday(work))).calendarEnds;
    expect(await told(administrator)).toBe(endsOn);
    expect(await told(officer)).toBeNull();
  });
});

test.each(FACT_KINDS)("of %s nobody but the union's administrator corrects anything", async (kind) => {
  const [fact] = await read((work) => listFacts(work, kind, { year: "2025" }));
  const input = await typed(kind, fact?.key ?? "", {});
  for (const actor of [officer, await aPerson("administrator", "ha_noi"), await aPerson("leader", "vufo")]) {
    const acts = [
      (work: Parameters<typeof addFact>[0]) => correctFact(work, kind, fact?.key ?? "", input),
      (work: Parameters<typeof addFact>[0]) => addFact(work, kind, input),
      (work: Parameters<typeof addFact>[0]) => takeOutFact(work, kind, fact?.key ?? "", { source, version: 0 }),
    ];
    for (const act of acts) expect(await refusal(write<unknown>(act, actor))).toBeInstanceOf(ForbiddenError);
  }
  if (!MAY_BE_ADDED.includes(kind)) {
    const { version = 0 } = (await read((work) => findFact(work, kind, fact?.key ?? ""))) ?? {};
    const takeOut = write((work) => takeOutFact(work, kind, fact?.key ?? "", { source, version }));
    expect(await refusal(takeOut)).toBeInstanceOf(ForbiddenError);
    expect(await refusal(write((work) => addFact(work, kind, input)))).toBeInstanceOf(ForbiddenError);
  }
  expect(await refusal(write((work) => takeBackCorrection(work, kind, "zz", 1)))).not.toBeInstanceOf(RuleError);
});
