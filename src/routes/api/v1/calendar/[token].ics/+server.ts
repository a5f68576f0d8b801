import ical from "ical-generator";
import { listActivitiesBetween } from "#modules/activities/activity.queries.server.ts";
import { hashKey } from "#modules/access/access.commands.server.ts";
import { findActor, findTokenOwner } from "#modules/access/access.queries.server.ts";
import { listDelegationsBetween } from "#modules/delegations/delegation.queries.server.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import type { RequestHandler } from "./$types";

/** The library writes the day of an instant in UTC, wherever the server stands. */
const dayOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** One person's feed, opened by a key of theirs: what their unit has ahead, with their rights. */
export const GET: RequestHandler = async ({ params }) => {
  const owner = await inReading(system, (work) => findTokenOwner(work, hashKey(params.token)));
  const actor = owner && (await findActor(owner.user_id, undefined));
  if (!actor) return new Response("unknown key", { status: 404 });
  const span = { from: addDays(today(), -60), to: addDays(today(), 365) };
  const calendar = ical({ name: "Amity" });
  await inReading(actor, async (work) => {
    for (const one of await listActivitiesBetween(work, { ...span, own: true }, 500))
      calendar.createEvent({
        id: one.id,
        allDay: true,
        start: dayOf(one.starts_on),
        summary: one.title,
        location: one.place,
      });
    for (const one of await listDelegationsBetween(work, span, 200))
      calendar.createEvent({
        id: one.id,
        allDay: true,
        start: dayOf(one.departs_on),
        end: dayOf(addDays(one.returns_on, 1)),
        summary: one.title,
      });
  });
  return new Response(calendar.toString(), { headers: { "content-type": "text/calendar; charset=utf-8" } });
};
