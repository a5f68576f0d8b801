import fs from "node:fs";
import { expect, test, vi } from "vitest";
import {
  approveDelegation,
  postponeDelegation,
  proposeDelegation,
  resumeDelegation,
} from "#modules/delegations/delegation.commands.server.ts";
import { takeBackStep } from "#modules/delegations/delegation-mend.commands.server.ts";
import { aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { statementsOf } from "#platform/statements.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

/** What an older database is told about its decisions when it is upgraded, beside what the commands write down today. */
const database = useDatabase();
const why = { reason: "x" };

test("which decisions stand, and where each was taken, is found again from what an older database has", async () => {
  // The database compares what it was told of the time with its own clock, so both must be the same.
  vi.stubEnv("AMITY_NOW", "");
  const [leader, france, hanoi] = [
    await aPerson("leader", "vufo"),
    await aPerson("association_officer", "association_fr"),
    await aPerson("unit_officer", "ha_noi"),
  ];
  const approve = (id: string) => inWork(leader, (work) => approveDelegation(work, id, {}));
  const ways: ((work: Work, id: string) => Promise<void>)[][] = [
    [],
    [(work, id) => postponeDelegation(work, id, why)],
    [(work, id) => postponeDelegation(work, id, why), resumeDelegation],
    [
      (work, id) => postponeDelegation(work, id, why),
      resumeDelegation,
      (work, id) => postponeDelegation(work, id, why),
    ],
    [(work, id) => postponeDelegation(work, id, why), resumeDelegation, proposeDelegation],
  ];
  const ids: string[] = [];
  for (const way of ways) {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    await approve(id);
    for (const step of way) await inWork(france, (work) => step(work, id));
    ids.push(id);
  }
  await approve(ids.at(-1) ?? "");
  const own = await inWork(hanoi, (work) => aProposedDelegation(work, { direction: "incoming", is_in_plan: true }));
  await approve(own);
  const taken = await inWork(france, (work) => aProposedDelegation(work));
  await approve(taken);
  await inWork(leader, (work) => takeBackStep(work, taken, why));

  const read = () =>
    asOwner(database.ownerUrl(), async (client) => {
      const { rows } = await client.query<{ stands: boolean; approving_path: string | null }>(
        `select ended_at is null as stands, approving_path from delegation_decision where step = 'approve' order by created_at`,
      );
      return rows;
    });
  const written = await read();
  expect(written.map((one) => one.stands)).toEqual([true, true, false, false, false, true, true, false]);
  expect(new Set(written.map((one) => one.approving_path))).toEqual(new Set(["vufo", hanoi.unitPath]));
  const upgrade = statementsOf(fs.readFileSync("migrations/2026-11-26T0250-decisions-stand.sql", "utf8")).filter(
    (one) => /^(--.*\n)*\s*(update|select) /i.test(one.trim()),
  );
  expect(upgrade).toHaveLength(3);
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query("drop index delegation_decision_standing");
    await client.query("begin");
    for (const statement of [
      ...upgrade.slice(0, 1),
      "update delegation_decision set ended_at = null, approving_path = null",
      ...upgrade.slice(1),
    ])
      await client.query(statement);
    await client.query("commit");
  });
  expect(await read()).toEqual(written);
  vi.unstubAllEnvs();
});
