import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { approveDelegation, recordDeparture } from "#modules/delegations/delegation.commands.server.ts";
import { aPart, aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { rebuildAll } from "#modules/derived.server.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, useDatabase } from "./database.ts";
import { asking, listWrong } from "./derived-again.ts";

/** What follows from a day that lies ahead is not there before it, and is there on it. */
const database = useDatabase();
const ask = asking(database);
let leader: Actor, france: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
});
afterEach(() => vi.unstubAllEnvs());

const aPartner = (name: string) =>
  inWork(france, (work) => registerPartner(work, registerForm.parse({ kind: "university", name, country_iso2: "FR" })));
/** What the night finds and mends when that day has come. */
async function onDay(day: string) {
  vi.stubEnv("AMITY_NOW", `${day}T05:00:00Z`);
  await rebuildAll();
  expect(await listWrong(database)).toEqual([]);
}

test("whom a visit under way will meet stands on its timeline from the day of the meeting on", async () => {
  const day = today();
  const id = await inWork(france, (work) =>
    aProposedDelegation(work, { departs_on: addDays(day, -2), returns_on: addDays(day, 2) }),
  );
  for (const at of [-1, 0, 1]) {
    const partner_id = await aPartner(`Bạn ${at}`);
    await inWork(france, (work) => aPart(work, id, "meeting", { partner_id, on_date: addDays(day, at) }));
  }
  await inWork(france, (work) => aPart(work, id, "member", { name: "Lan", role: "head" }));
  await inWork(leader, (work) => approveDelegation(work, id, {}));
  const [member] = await ask<{ id: string }>("select id from delegation_member where delegation_id = $1", [id]);
  await inWork(france, (work) => recordDeparture(work, id, { took_part: [member?.id ?? ""] }));
  const met = async () =>
    (
      await ask<{ at: number }>(
        "select on_date - $2::date as at from partner_event where subject_id = $1 order by on_date",
        [id, day],
      )
    ).map((row) => row.at);
  expect(await met()).toEqual([-1, 0]);
  await onDay(addDays(day, 1));
  expect(await met()).toEqual([-1, 0, 1]);
});

test("a first contact that lies ahead is none yet", async () => {
  const id = await aPartner("Sắp gặp");
  const day = addDays(today(), 3);
  await ask("update partner set first_contact_on = $2 where id = $1", [id, day]);
  const last = async () =>
    (await ask<{ on: string | null }>("select last_contact_on::text as on from partner where id = $1", [id]))[0]?.on;
  for (const [now, on] of [
    [addDays(day, -1), null],
    [day, day],
  ] as const) {
    await onDay(now);
    expect(await last()).toBe(on);
  }
});
