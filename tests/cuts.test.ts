import fs from "node:fs";
import { expect, test } from "vitest";

/**
 * Nothing is cut off without a word. A fixed number of rows stands only where the rest is reached all the same; each such place is named here
 * with how, and a new one belongs on a page (`pageOf`), beside a total (`TOTAL`), or nowhere.
 */
const REACHED: Record<string, string> = {
  "activities/activity-derived.commands.server.ts limit 1": "the place at which one host was written",
  "activities/activity.queries.server.ts limit = 200": "beside a total; a feed's own length is its own",
  "access/signature.queries.server.ts limit 1": "one signature",
  "access/signature.queries.server.ts limit(1)": "one signature",
  "delegations/delegation-mend.commands.server.ts limit(1)": "whether there is one",
  "delegations/delegation-decision.commands.server.ts limit(1)": "the decision that ended last",
  "delegations/delegation-parts.queries.server.ts limit(1)": "the report that was taken back last",
  "delegations/delegation-version.queries.server.ts limit(1)": "the version that was decided last",
  "activities/series.queries.server.ts limit 1": "the last edition of a series",
  "activities/activity.commands.server.ts limit 1": "where one unit stood",
  "access/account-history.server.ts limit(1)": "one unit that somebody works in",
  "access/guess.commands.server.ts limit 20": "rows that are over, swept a few at a time",
  "access/access.queries.server.ts limit(1)": "whether there is one",
  "access/notification.commands.server.ts limit(5000)": "letters: what is left goes with the next round",
  "access/notification.queries.server.ts limit = 50": "a page, the next is one link away",
  "countries/country.queries.server.ts limit 2": "whether there is exactly one",
  "delegations/delegation.queries.server.ts limit = 30": "beside a total",
  "exchanges/exchange.queries.server.ts limit(1)": "the last answer",
  "exchanges/exchange.queries.server.ts limit = 200": "asked by Today for more than anybody has",
  "learning/first-week.queries.server.ts limit 1": "one country to begin with",
  "imports/import.queries.server.ts limit = 200": "the page asks for all that are kept",
  "imports/import.queries.server.ts limit(100)": "imports that broke off: the others at the next start",
  "reports/report.queries.server.ts limit(60)": "paragraphs: two languages of fourteen sections",
  "reference/reference-fact.queries.server.ts limit 1": "one fact by its key",
  "reference/reference.queries.server.ts limit(1)": "whether there is one",
  "reports/indicator.queries.server.ts limit(1)": "the top of the tree",
  "delegations/delegation-paper-places.queries.server.ts limit(1)": "the last number, and the post of one person",
  "registers/register-number.commands.server.ts limit(1)": "the last number of one paper",
  "registers/register-number.queries.server.ts limit 1": "the line that has one number",
  "registers/register.queries.server.ts limit(1)": "the last number of one paper",
  "units/unit.queries.server.ts limit(1)": "whether there is one",
  "units/unit-tree.queries.server.ts limit 1": "the name of a day",
  "units/unit-tree.commands.server.ts limit(2)": "whether there is one besides the top",
};

test("a list that is cut says how many more there are and opens them", () => {
  const found = fs
    .readdirSync("src/modules", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ts$/.test(name) && !/\.(test|fixtures)\.ts$/.test(name))
    .flatMap((name) =>
      [
        ...fs
          .readFileSync(`src/modules/${name}`, "utf8")
          .matchAll(/\blimit(?:\((?:sql\.lit\()?[\d_]+\)| [\d_]+(?=`|\n|\)| )| = [\d_]+)/g),
      ].map(([cut]) => `${name} ${cut}`),
    );
  expect([...new Set(found)].filter((cut) => !(cut in REACHED))).toEqual([]);
  expect(Object.keys(REACHED).filter((cut) => !found.includes(cut))).toEqual([]);
});

/** Numbers of rows given as an argument (`list…(work, id, 500)`, `limit: 500`), and constants that say how many: each with how the rest is reached. */
const GIVEN: Record<string, string> = {
  "modules/imports/import.queries.server.ts limit: 5000": "page after page until there is no more",
  "routes/(desk)/reports/annual/+page.server.ts limit: 10": "the list of reports has them all",
  "routes/(desk)/+page.server.ts listLatestHistory(work, 60": "six acts are shown; the log has them all",
  "modules/derived.server.ts MOST_SAID": "the line of the log says how many there are",
  "modules/search/search.queries.server.ts MOST_OF_A_KIND": "each kind opens its list",
  "modules/search/search.filter.ts MOST_FOUND": "each kind opens its list",
  "modules/imports/encoding.model.ts MOST_WRONG": "a share, not a number of rows",
  "modules/imports/open-sheet.server.ts MOST_NAMED": "ends with an ellipsis: the rows are in the sheet",
  "modules/imports/open-sheet.server.ts MOST_SAID": "a sheet of a thousand headings is refused anyway",
  "modules/identity/identity.commands.server.ts MOST_POINTS": "refused whole, with a sentence",
  "modules/paper-templates/paper-template.model.ts MOST_TEMPLATE": "bytes, not rows",
  "modules/imports/csv.server.ts MOST_LINES": "refused whole, with a sentence",
  "modules/imports/csv.server.ts MOST_CELLS":
    "behind the last column that a list can have; such a row is refused for its cells",
  "modules/imports/parts.server.ts MOST_DEEP": "refused whole, with a sentence",
  "modules/imports/parts.server.ts MOST_BETWEEN": "refused whole, with a sentence",
  "modules/imports/parts.server.ts MOST_PARTS": "no workbook that a person made has so many",
  "modules/imports/sheet-rows.server.ts MOST_CELLS": "refused whole, with a sentence",
  "modules/imports/sheet-rows.server.ts MOST_LETTERS": "refused whole, with a sentence",
  "modules/imports/sheet-rows.server.ts MOST_MERGES": "refused whole, with a sentence",
  "modules/imports/sheet-rows.server.ts MOST_FORMATS": "refused whole, with a sentence",
  "modules/imports/sheet-rows.server.ts MOST_IN_CELL": "refused whole, with a sentence",
  "modules/imports/workbook.server.ts MOST_SHEETS": "of more sheets nobody would find the one that is meant",
  "modules/imports/workbook.server.ts MOST_NAMED": "ends with an ellipsis: the names are in the workbook",
  "modules/imports/csv.server.ts MOST_CHARACTERS": "a longer row is refused",
  "modules/imports/sheet-rows.server.ts MOST_ROWS": "a longer sheet is refused",
  "modules/imports/sheet-rows.server.ts MOST_COLUMNS": "what lies beyond is under no heading that an import knows",
  "modules/access/second-step.commands.server.ts MOST_FAILURES": "tries, not rows",
  "modules/access/session.server.ts MOST_KEPT": "what is remembered is forgotten and asked again",
  "modules/reports/report-said.server.ts MOST_SAID": "what is remembered is forgotten and said again",
  "modules/today/today.queries.server.ts SHOWN": "a part says how many more and opens them",
  "modules/learning/first-week.model.ts SHOWN_DAYS": "days, not rows",
  "modules/today/today.queries.server.ts MOST": "more than anybody has",
  "modules/reference/reference-days.commands.server.ts MOST_LINES": "refused whole, with a sentence",
  "modules/units/unit-lines.commands.server.ts MOST_LINES": "refused whole, with a sentence",
  "modules/units/unit-lines.commands.server.ts MOST_BYTES": "refused whole, with a sentence",
  "routes/(desk)/set-up/set-up.server.ts limit: 2": "whether there is anybody else",
  "modules/deadlines/deadline.model.ts MOST_DAYS": "a longer term is refused",
  "routes/(desk)/calendar/+page.server.ts SHOWN": "a day says how many more and opens them",
  "routes/(desk)/calendar/+page.server.ts SHOWN_OF_DAY": "a day says how many more and opens them",
  "routes/(desk)/imports/[importId]/+page.server.ts SHOWN": "says how many more and opens them",
  "routes/(desk)/imports/[importId]/+page.server.ts MOST_ROWS": "more than a sheet may have",
  "routes/(desk)/reports/[reportId]/+page.server.ts SHOWN": "says how many more and opens them",
  "routes/(desk)/notes/notes-of.server.ts SHOWN": "says how many more and opens them",
  "routes/(desk)/countries/[iso2]/+page.server.ts SHOWN": "says how many more and opens them",
};

test("a limit that is handed over, or has a name, is one whose rest is reached", () => {
  const found = ["modules", "routes"].flatMap((floor) =>
    fs
      .readdirSync(`src/${floor}`, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/\.(test|fixtures)\.ts$/.test(name))
      .flatMap((name) =>
        [
          ...fs
            .readFileSync(`src/${floor}/${name}`, "utf8")
            .matchAll(
              /(?<=(?:^|\s)const )(?:MOST|SHOWN|MAX)\w*(?= =)|\blimit: [\d_]+|\b(?:list(?!Provinces)|find|search|offer)\w*\((?:work|one|trx)(?:, [^(),]+)*, [\d_]{2,}(?=\))/gm,
            ),
        ].map(([cut]) => `${floor}/${name} ${cut}`),
      ),
  );
  expect([...new Set(found)].filter((cut) => !(cut in GIVEN))).toEqual([]);
  expect(Object.keys(GIVEN).filter((cut) => !found.includes(cut))).toEqual([]);
});

test("a page shows some of its rows only where the others open below", () => {
  const cut = fs
    .readdirSync("src/routes", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".svelte"))
    .filter((name) => /\{#each [\w.]+\.slice\(0/.test(fs.readFileSync(`src/routes/${name}`, "utf8")));
  expect(cut).toEqual([]);
});
