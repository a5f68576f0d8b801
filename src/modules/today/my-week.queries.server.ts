import { listChaired } from "#modules/activities/activity-chaired.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { someOf } from "#platform/total.ts";
import type { Guest } from "./guest.queries.server.ts";
import { listGuests, listKnown, listLastContacts, listOpenPromises, listPeopleOf } from "./guest.queries.server.ts";
import { listPlanned } from "./month-plan.queries.server.ts";
import { listSilent } from "./silence.queries.server.ts";

/** How far ahead a week reaches, and how much of each guest stands in a brief. */
export const WEEK_DAYS = 7;
const GUESTS = 12;
const CONTACTS = 3;
const PROMISES = 3;

/** What who decides has to know this week: whom they meet, what the month's plan became, who fell silent. */
export async function findMyWeek(work: Work) {
  const day = today();
  const [guests, planned, silent, chaired] = await Promise.all([
    listGuests(work, { from: day, to: addDays(day, WEEK_DAYS) }, GUESTS),
    listPlanned(work, monthOf(day)),
    listSilent(work, day),
    listChaired(work, work.actor.name, { from: day, to: addDays(day, WEEK_DAYS) }),
  ]);
  const { items, more } = someOf(guests);
  return { day, guests: { items: await withBriefs(work, items, day), more }, planned, silent, chaired };
}

/** The first and the last day of a day's month. */
function monthOf(day: string): { from: string; to: string } {
  const from = `${day.slice(0, 7)}-01`;
  const next = addDays(from, 31).slice(0, 7);
  return { from, to: addDays(`${next}-01`, -1) };
}

/** Each guest with who comes, what is known of them, what was last done with them and what was promised. */
async function withBriefs(work: Work, guests: Guest[], day: string) {
  if (guests.length === 0) return [];
  const [people, partners, contacts, promises] = await Promise.all([
    listPeopleOf(
      work,
      guests.map((one) => one.id),
    ),
    listKnown(
      work,
      guests.flatMap((one) => one.partners),
    ),
    listLastContacts(work, guests, { day, limit: CONTACTS }),
    listOpenPromises(work, guests, PROMISES),
  ]);
  return guests.map((guest) => {
    const isTheirs = (one: { guest_id: string }) => one.guest_id === guest.id;
    const promised = promises.filter(isTheirs);
    return {
      ...guest,
      people: people.filter(isTheirs),
      known: partners.filter((one) => guest.partners.includes(one.id)),
      contacts: contacts.filter(isTheirs),
      promises: { items: promised, more: (promised[0]?.total ?? 0) - promised.length },
    };
  });
}
