import { listActivitiesBetween, listToTell } from "#modules/activities/activity.queries.server.ts";
import { listAnniversaries, listOwnCountries } from "#modules/countries/country.queries.server.ts";
import { approvingPath, routeFor } from "#modules/delegations/delegation.model.ts";
import { canTake } from "#modules/delegations/delegation.policy.ts";
import { listDelegationsBetween, listRoutes, listUndecided } from "#modules/delegations/delegation.queries.server.ts";
import { isQuestion } from "#modules/exchanges/exchange.model.ts";
import { listOwed } from "#modules/exchanges/exchange.queries.server.ts";
import { WARNING_DAYS } from "#modules/reference/reference-fact.model.ts";
import { findCalendarEnd } from "#modules/reference/reference-fact.queries.server.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { eachResource } from "#modules/resources.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lineOf } from "#platform/kinds.ts";
import { addDays, today } from "#platform/time.ts";
import type { Some } from "#platform/total.ts";
import { someOf } from "#platform/total.ts";
import { listDue } from "./due.queries.server.ts";

/** How many of each part Today shows; the rest is asked for by the part's name. */
const SHOWN = { asked: 20, told: 12, granted: 20, waiting: 30, due: 9 };
const MOST = 500;
const NOTHING = { items: [], more: 0 };

/** What concerns the actor today: asked, told, granted, waiting for a decision, due, this week, ahead. `all` names a part wanted whole. */
export async function findToday(work: Work, all?: string) {
  const day = today();
  const week = { from: day, to: addDays(day, 7) };
  const inside = work.actor.reach === "staff" || work.actor.reach === "reader";
  const most = (part: keyof typeof SHOWN) => (part === all ? MOST : SHOWN[part]);
  const owing = listOwed(work, MOST);
  const [owed, told, granted, waiting, due, activities, delegations, anniversaries] = await Promise.all([
    owing,
    work.actor.role === "press" ? listToTell(work, addDays(day, -14), most("told")) : [],
    inside ? NOTHING : listGranted(work, most("granted")),
    inside ? listWaiting(work, most("waiting")) : NOTHING,
    inside ? listDue(work, day, { owing, limit: most("due") }) : NOTHING,
    listActivitiesBetween(work, { ...week, own: true }, 8),
    listDelegationsBetween(work, week, 6),
    listAhead(work, day),
  ]);
  return {
    today: day,
    asked: firstOf(
      owed.flatMap(({ id, title, kind, due_on, verdict, asker_name, asker_name_in }) => {
        const asked = { id, title, due_on: due_on ?? day, verdict };
        return isQuestion(kind) ? [{ ...asked, kind, unit_name: asker_name, unit_name_in: asker_name_in }] : [];
      }),
      most("asked"),
    ),
    told: someOf(told),
    granted,
    waiting,
    due,
    week: {
      activities: activities.slice(0, 7),
      delegations: delegations.slice(0, 5),
      hasMore: activities.length > 7 || delegations.length > 5,
    },
    anniversaries,
    calendarEnds: await findCalendarWarning(work, day),
  };
}

/** The end of the calendar of days off, a year ahead, for who can enter the next year: clocks stop there. */
async function findCalendarWarning(work: Work, day: string): Promise<string | null> {
  if (!canCorrectFacts(work.actor)) return null;
  const end = await findCalendarEnd(work, "vn");
  return end && end <= addDays(day, WARNING_DAYS) ? end : null;
}

/** Proposals that this actor may decide, longest waiting first. */
async function listWaiting(work: Work, limit: number) {
  const [undecided, routes] = await Promise.all([listUndecided(work), listRoutes(work)]);
  const waiting = undecided.filter((one) => {
    const approving_path = approvingPath(one.unit_path, routeFor(routes, one).approving_kind);
    return canTake(work.actor, "approve", { unit_path: one.unit_path, status: one.status, approving_path });
  });
  return firstOf(waiting, limit);
}

/** The next anniversaries of the countries one works with; who works with all of them looks less far ahead. */
async function listAhead(work: Work, day: string) {
  const own = await listOwnCountries(work);
  const to = addDays(day, own.size > 0 ? 800 : 120);
  const all = await listAnniversaries(work, { from: day, to, every: 5 });
  return all.filter((one) => own.size === 0 || own.has(one.iso2)).slice(0, 6);
}

/** What was granted to somebody outside the union: their own records. */
async function listGranted(work: Work, limit: number) {
  const lists = eachResource().map(async ([kind, { granted, list }]) => {
    const { items } = granted ? await list.list(work, { limit: MOST }) : NOTHING;
    return items.map((one) => ({ kind, id: one.id, title: String(one[lineOf(kind).search?.title ?? "title"]) }));
  });
  const granted = (await Promise.all(lists)).flat();
  return firstOf(granted, limit);
}

function firstOf<Row>(rows: Row[], limit: number): Some<Row> {
  return { items: rows.slice(0, limit), more: Math.max(0, rows.length - limit) };
}
