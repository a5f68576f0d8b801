import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addPart } from "#platform/part.server.ts";
import { registerAidProject } from "./aid-project.commands.server.ts";
import { aidAmountForm, aidProjectForm } from "./aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "./aid-project.parts.server.ts";
import { aidProjectList, listAmounts, sumAidByYear, sumAidProjects } from "./aid-project.queries.server.ts";

useDatabase();
let officer: Actor;
const made: Record<string, string> = {};
beforeAll(async () => {
  officer = await aPerson("ngo_officer", "paccom");
  const facts = { ngo_name: "CARE", ngo_country: "US", sector: "education" };
  const register = async (
    title: string,
    starts_on: string,
    ngo_country: string,
    amounts: [string, string, number][],
  ) => {
    const project = aidProjectForm.parse({ ...facts, title, starts_on, ngo_country });
    const id = await inWork(officer, (work) => registerAidProject(work, project));
    for (const [kind, on_date, amount_usd] of amounts)
      await inWork(officer, (work) =>
        addPart(
          work,
          AID_PROJECT_PARTS,
          { recordId: id, name: "amount" },
          aidAmountForm.parse({ kind, on_date, amount_usd }),
        ),
      );
    made[title] = id;
  };
  await register("old", "2020-01-01", "US", [
    ["disbursement", "2021-12-31", 5],
    ["commitment", "2020-01-01", 100],
    ["disbursement", "2020-06-01", 40],
    ["disbursement", "2021-01-01", 30],
  ]);
  await register("new", "2022-01-01", "US", [["commitment", "2021-06-01", 7]]);
  await register("bare", "2021-01-01", "US", []);
  await register("other", "2021-01-01", "FR", [["disbursement", "2021-01-01", 1000]]);
});

const list = (filter: Parameters<typeof aidProjectList.list>[1]) =>
  inReading(officer, (work) => aidProjectList.list(work, filter));

test("projects come by their start, the newest first, page by page, each with what was promised and paid in all", async () => {
  const first = await list({ country: "US", limit: 2 });
  const rest = await list({ country: "US", limit: 2, cursor: first.next_cursor ?? "" });
  const sums = [...first.items, ...rest.items].map((one) => [one.title, one.committed_usd, one.disbursed_usd]);
  expect(sums).toEqual([
    ["new", 7, 0],
    ["bare", 0, 0],
    ["old", 100, 75],
  ]);
  expect(rest.next_cursor).toBeNull();
});

test("of a year are those with an amount in it, and then only that year's amounts", async () => {
  const { items } = await list({ country: "US", year: "2021", limit: 9 });
  expect(items.map((one) => [one.title, one.committed_usd, one.disbursed_usd])).toEqual([
    ["new", 7, 0],
    ["old", 0, 35],
  ]);
});

test("a list's sum is that of its rows", async () => {
  const sum = (filter: object) => inReading(officer, (work) => sumAidProjects(work, filter));
  expect(await sum({ country: "US" })).toEqual({ projects: 3, committed_usd: 107, disbursed_usd: 75 });
  expect(await sum({ country: "US", year: "2021" })).toEqual({ projects: 2, committed_usd: 7, disbursed_usd: 35 });
  expect(await sum({ country: "LA" })).toEqual({ projects: 0, committed_usd: 0, disbursed_usd: 0 });
  expect(await inReading(officer, (work) => aidProjectList.count(work, { country: "US" }))).toBe(3);
});

test("a project's amounts come by day, a country's paid ones by year", async () => {
  const amounts = await inReading(officer, (work) => listAmounts(work, made.old ?? ""));
  expect(amounts.map((one) => one.amount_usd)).toEqual([100, 40, 30, 5]);
  expect(await inReading(officer, (work) => sumAidByYear(work, "US"))).toEqual([
    { year: 2020, usd: 40 },
    { year: 2021, usd: 35 },
  ]);
});
