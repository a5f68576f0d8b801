import { aPerson } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import { addDays, today } from "#platform/time.ts";
import { aDraftDelegation, visit } from "./delegation.fixtures.ts";
import { answerHosting, askHost } from "./delegation-hosting.commands.server.ts";
import { hostingAnswerForm, hostingForm } from "./delegation-hosting.forms.ts";
import { findHosting } from "./delegation-hosting.queries.server.ts";

const PEOPLE = {
  france: ["association_officer", "association_fr"],
  colleague: ["association_officer", "association_fr"],
  hanoi: ["unit_officer", "ha_noi"],
  second: ["unit_officer", "ha_noi"],
  canTho: ["unit_officer", "can_tho"],
  auditor: ["auditor", "can_tho"],
  guest: ["partner", "vufo"],
  root: ["office", "vufo"],
} as const;
const people = new Map<string, Actor>();
export const days = { from_on: "2025-05-13", until_on: "2025-05-15" };

/** An association that receives guests, two provinces, and those who are none of either. */
export async function makePeople(): Promise<void> {
  for (const [name, [role, unit]] of Object.entries(PEOPLE)) people.set(name, await aPerson(role, unit));
}
export const who = (name: keyof typeof PEOPLE): Actor => requireRow(people.get(name));

export const aVisit = (more: object = {}) =>
  inWork(who("france"), (work) =>
    aDraftDelegation(work, {
      ...visit,
      direction: "incoming",
      title: "Đoàn Hội Pháp - Việt",
      expected_members: 7,
      head_name: "Gérard Daviot",
      needs: "Hai người ăn chay",
      ...more,
    }),
  );
export const ask = (visitId: string, host: Actor, more: object = {}) =>
  inWork(who("france"), (work) =>
    askHost(
      work,
      visitId,
      hostingForm.parse({
        unit_id: host.unitId,
        ...days,
        wish: "Đón tại sân bay, thăm trường học",
        due_on: addDays(today(), 3),
        ...more,
      }),
    ),
  );
export const read = (actor: Actor, id: string) => inReading(actor, (work) => findHosting(work, id));
export async function answer(actor: Actor, id: string, said: object): Promise<void> {
  const version = (await read(actor, id))?.version ?? 1;
  const words = hostingAnswerForm.parse({ answer: "confirmed", version, ...said });
  await inWork(actor, (work) => answerHosting(work, id, words));
}
