import fs from "node:fs";
import { expect, test } from "vitest";

/**
 * Nothing is cut off without a word. A fixed number of rows stands only where the rest is reached all the same; each such place is named here
 * with how, and a new one belongs on a page (`pageOf`), beside a total (`TOTAL`), or nowhere.
 */
const REACHED: Record<string, string> = {
  "activities/activity.queries.server.ts limit = 200": "beside a total; a feed's own length is its own",
  "access/signature.queries.server.ts limit 1": "one signature",
  "access/signature.queries.server.ts limit(1)": "one signature",
  "delegations/delegation-mend.commands.server.ts limit(1)": "whether there is one",
  "delegations/delegation-decision.commands.server.ts limit(1)": "the decision that ended last",
  "delegations/delegation-parts.queries.server.ts limit(1)": "the report that was taken back last",
  "delegations/delegation-version.queries.server.ts limit(1)": "the version that was decided last",
  "activities/series.queries.server.ts limit 1": "the last edition of a series",
  "activities/activity.commands.server.ts limit 1": "where one unit stood",
  "access/access.commands.server.ts limit(1)": "whether there is one",
  "access/access.queries.server.ts limit(1)": "whether there is one",
  "access/notification.commands.server.ts limit(5000)": "letters: what is left goes with the next round",
  "access/notification.queries.server.ts limit = 50": "a page, the next is one link away",
  "countries/country.queries.server.ts limit 2": "whether there is exactly one",
  "delegations/delegation.queries.server.ts limit = 30": "beside a total",
  "exchanges/exchange.queries.server.ts limit(1)": "the last answer",
  "exchanges/exchange.queries.server.ts limit = 200": "asked by Today for more than anybody has",
  "imports/import.queries.server.ts limit = 200": "the page asks for all that are kept",
  "imports/import.queries.server.ts limit(100)": "imports that broke off: the others at the next start",
  "reports/report.queries.server.ts limit(60)": "paragraphs: two languages of fourteen sections",
  "reference/reference-fact.queries.server.ts limit 1": "one fact by its key",
  "reference/reference.queries.server.ts limit(1)": "whether there is one",
  "reports/indicator.queries.server.ts limit(1)": "the top of the tree",
  "units/unit.queries.server.ts limit(1)": "whether there is one",
  "units/unit.queries.server.ts limit 1": "the name of a day",
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

test("a page shows some of its rows only where the others open below", () => {
  const cut = fs
    .readdirSync("src/routes", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".svelte"))
    .filter((name) => /\{#each [\w.]+\.slice\(0/.test(fs.readFileSync(`src/routes/${name}`, "utf8")));
  expect(cut).toEqual([]);
});
