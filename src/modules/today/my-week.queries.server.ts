import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { listFigureBy } from "#modules/reports/figure.queries.server.ts";
import { PLANNED_INDICATORS } from "#modules/reports/plan.model.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import type { Scope } from "#modules/reports/fact.queries.server.ts";
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

/** What who decides has to know this week: whom they meet, plan and reality of the month, who fell silent, what may be said in figures. */
export async function findMyWeek(work: Work) {
  const day = today();
  const scope = await readReportScope(work, {});
  const [guests, planned, held, silent, report] = await Promise.all([
    listGuests(work, { from: day, to: addDays(day, WEEK_DAYS) }, GUESTS),
    listPlanned(work, monthOf(day)),
    countHeld(work, scope, day.slice(0, 7)),
    listSilent(work, day),
    buildAnnualReport(work, scope),
  ]);
  const { items, more } = someOf(guests);
  return { day, scope, guests: { items: await withBriefs(work, items, day), more }, planned, held, silent, report };
}

/** The first and the last day of a day's month. */
function monthOf(day: string): { from: string; to: string } {
  const from = `${day.slice(0, 7)}-01`;
  const next = addDays(from, 31).slice(0, 7);
  return { from, to: addDays(`${next}-01`, -1) };
}

/** What the month had of each thing that is planned, as the figures count it. */
async function countHeld(work: Work, scope: Scope, month: string) {
  return Promise.all(
    PLANNED_INDICATORS.map(async (indicator) => {
      const months = await listFigureBy(work, { indicator, scope }, "month");
      return { key: indicator.key, month, value: months.find((one) => one.key === month)?.value ?? 0 };
    }),
  );
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
