import { expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { findDue, listSpecialDays } from "#modules/deadlines/deadline.queries.server.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { inLocale } from "#platform/words.server.ts";
import {
  findCountry,
  listCalendarDays,
  listCountries,
  listCountryChoices,
  listCountryNames,
  listMissionPosts,
  listNamedCountryChoices,
  listProvinces,
  listRelations,
} from "./reference.queries.server.ts";

const database = useDatabase();
const ask = (text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), (client) => client.query(text, values));
const read = <Result>(run: Parameters<typeof inReading<Result>>[1]) => inReading(system, run);

test("one chooses among all countries but our own, in the order of the reader's language", async () => {
  const all = await read(listCountries);
  for (const locale of ["vi", "en"] as const) {
    const choices = await inLocale(locale, () => read(listCountryChoices));
    expect(choices).toHaveLength(all.length - 1);
    expect(choices.map((one) => one.value)).not.toContain("VN");
    const labels = choices.map((one) => one.label);
    expect(labels).toEqual(labels.toSorted((one, other) => one.localeCompare(other, locale)));
    expect(choices.find((one) => one.value === "FR")?.label).toBe(locale === "vi" ? "Pháp" : "France");
  }
});

test("countries are named by their codes, each once, none when none is asked for", async () => {
  const named = (codes: string[], locale: "vi" | "en") => read((work) => listCountryNames(work, codes, locale));
  expect(await named(["FR", "FR", "LA"], "vi")).toEqual({ FR: "Pháp", LA: "Lào" });
  expect(await named(["FR"], "en")).toEqual({ FR: "France" });
  expect(await named([], "en")).toEqual({});
  expect(await named(["XX"], "en")).toEqual({});
});

test("a country is found with the day of its relations", async () => {
  expect(await read((work) => findCountry(work, "FR"))).toMatchObject({ iso2: "FR", established_on: "1973-04-12" });
  expect(await read((work) => findCountry(work, "XX"))).toBeUndefined();
  const relations = await read(listRelations);
  expect(relations.find((one) => one.iso2 === "FR")?.founded_on).toBe("1973-04-12");
});

test("a country has the posts that stand there and those accredited to it", async () => {
  const posts = await read((work) => listMissionPosts(work, "FR"));
  expect(posts.some((one) => one.host_iso2 === "FR")).toBe(true);
  await ask("update reference.mission_post set accredited_iso2 = '{LU}' where host_iso2 = 'BE'");
  expect((await read((work) => listMissionPosts(work, "LU"))).map((one) => one.host_iso2)).toContain("BE");
});

test("provinces are those of their edition", async () => {
  expect(await read((work) => listProvinces(work, 2024))).toHaveLength(63);
  expect(await read((work) => listProvinces(work, 2025))).toHaveLength(34);
});

test("days of a calendar are read with both ends, in their order", async () => {
  await ask("delete from reference.calendar_day where calendar = 'vn' and extract(year from on_date) = 2031");
  const [some] = (
    await ask("select to_jsonb(day) as day from reference.calendar_day as day where calendar = 'vn' limit 1")
  ).rows as { day: object }[];
  for (const on_date of ["2031-01-04", "2031-01-01", "2031-01-03"])
    await ask(
      "insert into reference.calendar_day select * from jsonb_populate_record(null::reference.calendar_day, $1)",
      [JSON.stringify({ ...some?.day, on_date, kind: "holiday" })],
    );
  const days = async (from: string, to: string) =>
    (await read((work) => listCalendarDays(work, "vn", { from, to }))).map((one) => one.on_date);
  expect(await days("2031-01-01", "2031-01-04")).toEqual(["2031-01-01", "2031-01-03", "2031-01-04"]);
  expect(await days("2031-01-02", "2031-01-03")).toEqual(["2031-01-03"]);
  expect(await read((work) => listCalendarDays(work, "fr", { from: "2031-01-01", to: "2031-01-04" }))).toEqual([]);
  expect(await read((work) => listSpecialDays(work, { from: "2031-01-03", to: "2031-01-03" }))).toEqual([
    { on_date: "2031-01-03", kind: "holiday", to_be_confirmed: false },
  ]);
});

test("a due day is counted by the calendar, and past the last year that it knows it is refused", async () => {
  const due = (start: string, length = 1) =>
    read((work) => findDue(work, { start, length, unit: "working", pauses: [] }));
  // The first of January is a Wednesday and a holiday, the second and third were put in above; then comes a weekend.
  expect((await due("2030-12-31", 2)).due).toBe("2031-01-06");
  expect((await due("2031-12-30")).due).toBe("2031-12-31");
  await expect(due("2031-12-31")).rejects.toMatchObject({ code: "rule_calendar_ends", details: { year: "2031" } });
  await expect(due("1990-12-31")).rejects.toMatchObject({ code: "rule_calendar_begins" });
  await ask("delete from reference.calendar_day");
  expect((await due("2031-12-31")).due).toBe("2032-01-01");
});

test("a country to choose brings every name that it is found by, each once, and its code", async () => {
  const named = await inLocale("vi", () => read(listNamedCountryChoices));
  const japan = named.find((one) => one.value === "JP");
  expect(japan?.label).toBe("Nhật Bản");
  expect(japan?.also).toEqual(expect.arrayContaining(["Japan", "日本", "JP"]));
  for (const { label, also } of named) expect([...new Set(also)].filter((one) => one !== label)).toEqual(also);
});
