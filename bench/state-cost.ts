// What it costs a write that the history keeps how it left the record: the same acts with and without, in turn, by one person.
// Run: node bench/state-cost.ts [acts]
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { removeData } from "../tests/data-folder.ts";

const ACTS = Number(process.argv[2] ?? 400);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-state-cost-"));
process.env.AMITY_DATA = folder;
process.env.AMITY_DEMO = "0";

const { bringFacts } = await import("#modules/reference/reference.commands.server.ts");
const { anonymous } = await import("#platform/actor.ts");
const { asOwner, openDatabase } = await import("#platform/boot.server.ts");
const { migrateDatabase } = await import("#platform/migrate-database.server.ts");
const { closePools, inWork, owedAtEnd } = await import("#platform/db.server.ts");
const { recordActivity } = await import("#modules/activities/activity.commands.server.ts");
const { recordForm } = await import("#modules/activities/activity.forms.ts");
const { draftDelegation, editDelegation } = await import("#modules/delegations/delegation.commands.server.ts");
const { draftForm, editForm, memberForm } = await import("#modules/delegations/delegation.forms.ts");
const { DELEGATION_PARTS } = await import("#modules/delegations/delegation.parts.server.ts");
const { addPart } = await import("#platform/part.server.ts");
type Work = import("#platform/db.server.ts").Work;

const database = await openDatabase();
await migrateDatabase(database);
await asOwner(database, bringFacts);
const unitId = await asOwner(database, async (client) => {
  const { rows } = await client.query<{ id: string }>(
    `with made as (insert into unit (path, kind, code, name) values ('cost', 'union', 'cost', 'Cost') returning id, path)
      insert into unit_place (unit_id, path, valid) select id, path, '{(,)}' from made returning unit_id as id`,
  );
  return rows[0]?.id ?? "";
});
const actor = {
  ...anonymous,
  userId: crypto.randomUUID(),
  name: "Lan",
  reach: "staff" as const,
  role: "office" as const,
  unitId,
  unitPath: "cost",
  paths: ["cost"],
};

/** As the application wrote before it kept states: nothing is owed at the end of a work. */
const owingNothing = (work: Work) =>
  owedAtEnd(work, () => ({ owes: { records: new Map(), lines: 0, total: 0n }, pay: () => Promise.resolve() }));

const visit = {
  direction: "outgoing",
  title: "Đoàn",
  departs_on: "2025-05-12",
  returns_on: "2025-05-18",
  countries: ["FR"],
};
const visitId = await inWork(actor, async (work) => {
  const id = await draftDelegation(work, draftForm.parse(visit));
  for (let member = 0; member < 20; member += 1)
    await addPart(
      work,
      DELEGATION_PARTS,
      { recordId: id, name: "member" },
      memberForm.parse({ name: `Nguyễn ${member}`, role: "member" }),
    );
  return id;
});
let version = 1;
const WORKS: Record<string, (work: Work) => Promise<unknown>> = {
  "an activity recorded": (work) =>
    recordActivity(
      work,
      recordForm.parse({
        kind: "visit",
        title: "Giao lưu",
        starts_on: "2025-01-05",
        countries: ["FR"],
        was_held: true,
      }),
    ),
  "a visit of twenty members edited": async (work) => {
    const { rows } = await work.client.query<{ version: number }>("select version from delegation where id = $1", [
      visitId,
    ]);
    version = rows[0]?.version ?? version;
    return editDelegation(work, visitId, editForm.parse({ ...visit, cities: `Paris ${version}`, version }));
  },
};
for (const [what, run] of Object.entries(WORKS)) {
  const times: Record<"with" | "without", number[]> = { with: [], without: [] };
  for (let act = 0; act < ACTS; act += 1)
    for (const way of ["with", "without"] as const) {
      const started = performance.now();
      await inWork(actor, async (work) => {
        if (way === "without") owingNothing(work);
        await run(work);
      });
      times[way].push(performance.now() - started);
    }
  const median = (all: number[]) => all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0;
  const [kept, none] = [median(times.with), median(times.without)];
  console.log(`${what}: ${kept.toFixed(2)} ms with, ${none.toFixed(2)} ms without: ${(kept - none).toFixed(2)} ms`);
}
await closePools();
database.stop();
removeData(folder);
process.exit(0);
