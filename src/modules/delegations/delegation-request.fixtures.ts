import { requireRow } from "#platform/errors.ts";
import { addDays, today } from "#platform/time.ts";
import { listOwed } from "#modules/exchanges/exchange.queries.server.ts";
import { aPerson } from "../../../tests/database.ts";
import { addBody } from "#modules/access/body.commands.server.ts";
import type { BodyKind } from "#modules/access/body.model.ts";
import { findActor } from "#modules/access/access.queries.server.ts";
import { speakFor } from "#modules/exchanges/exchange-body.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { aDraftDelegation, aPart } from "./delegation.fixtures.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { askAround } from "./delegation-request.commands.server.ts";
import type { Showable } from "./delegation-request.model.ts";
import { findRequest } from "./delegation-request.queries.server.ts";

/** A body outside the union, with some people who speak for it. */
export async function aBody(name: string, kind: BodyKind, count: number) {
  const administrator = await aPerson("administrator", "vufo");
  const id = await inWork(administrator, (work) => addBody(work, { name, kind }));
  const speakers: Actor[] = [];
  for (let at = 0; at < count; at += 1) speakers.push(await aSpeaker(kind, id));
  return { id, speakers };
}

export async function aSpeaker(kind: BodyKind, bodyId: string): Promise<Actor> {
  const person = await aPerson(kind, "vufo");
  await place(person, bodyId);
  return (await findActor(person.userId ?? "", undefined)) ?? person;
}

/** From now on this person speaks for that body, or for none. */
export async function place(person: Actor, body_id: string | undefined): Promise<void> {
  await inWork(system, async (work) => {
    const appointment = await work.trx
      .selectFrom("access_appointment")
      .select("access_appointment.id")
      .where("access_appointment.user_id", "=", person.userId ?? "")
      .executeTakeFirstOrThrow();
    await speakFor(work, appointment.id, { body_id });
  });
}

/** An association asks about its visit, which has a member, an entry of the programme and a line of the budget. */
export async function makeAsking() {
  const ministry = await aBody("Bộ Ngoại giao thử", "consulted_agency", 2);
  const another = await aBody("Bộ Công an thử", "consulted_agency", 1);
  const [minister, clerk] = ministry.speakers as [Actor, Actor];
  const [other] = another.speakers as [Actor];
  const france = await aPerson("association_officer", "association_fr");
  const delegationId = await inWork(france, (work) => aDraftDelegation(work));
  const visit = await inReading(france, async (work) => requireRow(await findDelegation(work, delegationId)));
  const add = (name: "member" | "programme" | "budget", values: object) =>
    inWork(france, (work) => aPart(work, delegationId, name, { ...values }));
  await add("member", { name: "Nguyễn Thị Mật", role: "member", passport_number: "C7654321" });
  await add("programme", { on_date: visit.departs_on, content: "Gặp thị trưởng" });
  await add("budget", { description: "Vé máy bay", quantity: 2, unit_price: 900, currency: "USD", payer: "union" });
  return {
    ...{ france, minister, clerk, other, delegationId },
    ministryId: ministry.id,
    otherId: another.id,
    leader: await aPerson("leader", "vufo"),
    hanoi: await aPerson("unit_officer", "ha_noi"),
    cantho: await aPerson("unit_officer", "can_tho"),
    press: await aPerson("press", "ha_noi"),
  };
}

export type Asking = Awaited<ReturnType<typeof makeAsking>>;
type More = { shows?: Showable[]; kind?: "opinion" | "programme"; due_on?: string };

export const ask = ({ france, delegationId }: Asking, asked: string, more: More = {}) =>
  inWork(france, (work) =>
    askAround(work, delegationId, {
      ...{ asked, kind: "opinion", question: "Ý kiến?", due_on: addDays(today(), 5), shows: [] },
      ...more,
    }),
  );
export const seen = (who: Actor, id: string) => inReading(who, (work) => findRequest(work, id));
export const owed = async (who: Actor) => (await inReading(who, (work) => listOwed(work))).map((one) => one.id);
export const noticed = async (who: Actor) =>
  (await inReading(who, (work) => work.trx.selectFrom("notification").select("notification.kind").execute())).map(
    (one) => one.kind,
  );
export const AGREE = { verdict: "agree" } as const;
