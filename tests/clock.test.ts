import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase();

/** Files that may ask the machine's clock, and for what; a day of the union's work never comes from there. */
const ASK_THE_CLOCK: Record<string, string> = {
  "src/platform/time.ts": "the one place",
  "src/platform/log.server.ts": "when the line was written",
  "src/platform/history-check.server.ts": "how long a check took",
  "src/platform/id.ts": "ids in the order of their making",
  "src/platform/files.server.ts": "a name nobody else uses",
  "src/platform/packed.server.ts": "the machine's clock, for backups: when one was made, how old it is",
  "src/cli/backup.ts": "a line every two seconds",
  "src/modules/access/access.queries.server.ts": "how long rights are kept",
  "src/modules/access/account.fixtures.ts": "when the next code begins",
  "src/modules/access/second-step.commands.server.ts": "which thirty seconds a code is of",
  "src/platform/security-counts.ts": "how long events are counted together",
  "src/platform/seldom.server.ts": "how long the same is not said again",
  "src/platform/security-log.server.ts": "how long events are counted together",
  "src/modules/access/second-step.plugin.server.ts": "how long a code is awaited",
  "src/modules/access/sign-in-hooks.server.ts": "when a session ends that nobody uses",
  "src/door.server.ts": "how long a key's owner is kept",
  "src/modules/units/unit-place.queries.server.ts": "how long the places that units carry are kept",
  "src/ui/draft.ts": "when the browser itself put a draft aside",
};

/** What gives another day on a server in another place. */
const FAULTS: [what: string, found: RegExp][] = [
  ["the zone of the machine", /\.(get|set)(FullYear|Month|Date|Day|Hours|Minutes)\(|getTimezoneOffset/],
  ["an instant without a zone", /T\d\d:\d\d(:\d\d)?[`"']/],
  ["a day in the zone of the machine", /toLocale(Date|Time)?String\((?!.*timeZone)/],
  ["a format without a zone", /DateTimeFormat\((?![\s\S]{0,160}timeZone)/],
  ["the database's own day", /\bcurrent_date\b|\blocaltimestamp\b|\bnow\(\)::date/i],
];

const files = ["src", "demo"]
  .flatMap((folder) =>
    fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name)),
  )
  .filter((file) => /\.(ts|svelte)$/.test(file) && !file.startsWith("src/words/") && !file.endsWith(".test.ts"))
  .map((file) => ({ file, text: fs.readFileSync(file, "utf8") }));

test("the clock is asked in one place, and elsewhere only for what is no day of work", () => {
  const asking = files.filter(({ text }) => /new Date\(\)|Date\.now\(\)/.test(text)).map(({ file }) => file);
  expect(asking.toSorted()).toEqual(Object.keys(ASK_THE_CLOCK).toSorted());
});

test.each(FAULTS)("no day depends on %s", (_what, found) => {
  expect(files.filter(({ text }) => found.test(text)).map(({ file }) => file)).toEqual([]);
});

test("no column gets its day from the database's clock", async () => {
  const columns = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ name: string }>(
      `select attrelid::regclass || '.' || attname as name from pg_attrdef join pg_attribute on attrelid = adrelid and attnum = adnum
       where atttypid = 'date'::regtype`,
    ),
  );
  expect(columns.rows).toEqual([]);
});
