import { listToTell } from "#modules/activities/activity-days.queries.server.ts";
import { listActivitiesBetween } from "#modules/activities/activity.queries.server.ts";
import { listAnniversaries, listOwnCountries } from "#modules/countries/country.queries.server.ts";
import type { Waits } from "#modules/delegations/delegation-approver.queries.server.ts";
import { isAsked, withWaits } from "#modules/delegations/delegation-approver.queries.server.ts";
import { decidingPath } from "#modules/delegations/delegation.model.ts";
import { canTake } from "#modules/delegations/delegation.policy.ts";
import { listUndecided, listUnnumbered } from "#modules/delegations/delegation-decided.queries.server.ts";
import { listDelegationsBetween, listRoutes } from "#modules/delegations/delegation.queries.server.ts";
import { isQuestion } from "#modules/exchanges/exchange.model.ts";
import { listHandedBack, listOwed } from "#modules/exchanges/exchange.queries.server.ts";
import { WARNING_DAYS } from "#modules/reference/reference-fact.model.ts";
import { findCalendarEnd } from "#modules/reference/reference-fact.queries.server.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { eachResource } from "#modules/resources.server.ts";
import { homeCalendar } from "#platform/home.ts";
import type { Work } from "#platform/db.server.ts";
import { lineOf } from "#platform/kinds.ts";
import { addDays, today } from "#platform/time.ts";
import type { Some } from "#platform/total.ts";
import { someOf } from "#platform/total.ts";
import { listDue } from "./due.queries.server.ts";

/** How many of each part Today shows; the rest is asked for by the part's name. */
const SHOWN = {
  asked: 20,
  back: 20,
  told: 12,
  granted: 20,
  waiting: 30,
  numbering: 12,
  sent: 12,
  returned: 12,
  due: 9,
  visits: 5,
  week: 7,
  ahead: 6,
};
/** More than anybody has; what is counted in the process is counted to the end. */
const MOST = 100_000;
const NOTHING = { items: [], more: 0 };

/** What concerns the actor today: asked, told, handed back, granted, waiting for a decision or a number, sent to others to decide, returned, due, this week, ahead. `all` names a part wanted whole. */
export async function findToday(work: Work, all?: string) {
  const day = today();
  const week = { from: day, to: addDays(day, 7) };
  const inside = work.actor.reach === "staff" || work.actor.reach === "reader";
  const most = (part: keyof typeof SHOWN) => (part === all ? MOST : SHOWN[part]);
  const owing = listOwed(work, MOST);
  const routes = inside ? listRoutes(work) : Promise.resolve([]);
  const open = inside ? listOpen(work, routes) : [];
  const [
    owed,
    told,
    back,
    granted,
    waiting,
    numbering,
    sent,
    returned,
    due,
    activities,
    delegations,
    anniversaries,
    ends,
  ] = await Promise.all([
    owing,
    work.actor.role === "press" ? listToTell(work, addDays(day, -14), most("told")) : [],
    inside ? NOTHING : listBack(work, most("back")),
    inside ? NOTHING : listGranted(work, most("granted")),
    inside ? listWaiting(work, open, most("waiting")) : NOTHING,
    inside ? listToNumber(work, routes, most("numbering")) : NOTHING,
    inside ? listSent(work, open, most("sent")) : NOTHING,
    inside ? listReturned(work, open, most("returned")) : NOTHING,
    inside ? listDue(work, day, { owing, limit: most("due") }) : NOTHING,
    listActivitiesBetween(work, { ...week, own: true }, most("week")),
    listDelegationsBetween(work, week, all === "week" ? MOST : SHOWN.visits),
    listAhead(work, day),
    findCalendarWarning(work, day),
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
    back,
    told: someOf(told),
    granted,
    waiting,
    numbering,
    sent,
    returned,
    due,
    week: { activities: someOf(activities), delegations: someOf(delegations) },
    anniversaries: firstOf(anniversaries, most("ahead")),
    calendarEnds: ends,
  };
}

/** The end of the calendar of days off, a year ahead, for who can enter the next year: clocks stop there. */
async function findCalendarWarning(work: Work, day: string): Promise<string | null> {
  if (!canCorrectFacts(work.actor)) return null;
  const end = await findCalendarEnd(work, homeCalendar());
  return end && end <= addDays(day, WARNING_DAYS) ? end : null;
}

type Routes = ReturnType<typeof listRoutes>;
type Undecided = Awaited<ReturnType<typeof listUndecided>>;

/** What is open of the actor's units, with who decides it. */
async function listOpen(
  work: Work,
  known: Routes,
): Promise<(Undecided[number] & { waits: Waits | null; approving_path: string })[]> {
  const [undecided, routes] = await Promise.all([listUndecided(work), known]);
  const open = await withWaits(work, undecided, () => Promise.resolve(routes));
  return open.map((one) => ({ ...one, approving_path: decidingPath(routes, one) }));
}
type Open = Awaited<ReturnType<typeof listOpen>>;

/** Proposals, changes of what was decided and reports to accept, that this actor is asked to decide, the nearest departure first, for by then it has to be decided: who is named elsewhere, and nobody else. */
async function listWaiting(work: Work, asked: Open | Promise<Open>, limit: number) {
  const { actor } = work;
  const isTheirs = (one: Open[number]) =>
    one.waits !== null && canTake(actor, "approve", one) && isAsked(actor.userId, one.waits.by);
  const theirs = (await asked).filter(isTheirs);
  return firstOf(
    theirs.toSorted((one, other) => one.departs_on.localeCompare(other.departs_on)),
    limit,
  );
}

/** Decided, and still without the number that this actor may give. */
async function listToNumber(work: Work, known: Routes, limit: number) {
  const [unnumbered, routes] = await Promise.all([listUnnumbered(work), known]);
  const mayNumber = (one: (typeof unnumbered)[number]) =>
    canTake(work.actor, "number", { ...one, approving_path: decidingPath(routes, one) });
  return firstOf(unnumbered.filter(mayNumber), limit);
}

/** What the actor's units sent to others to decide, with who decides it and since when it waits. */
async function listSent(work: Work, asked: Open | Promise<Open>, limit: number) {
  const { actor } = work;
  const isSent = (one: Open[number]) =>
    one.waits !== null && canTake(actor, "propose", one) && !isAsked(actor.userId, one.waits.by);
  return firstOf((await asked).filter(isSent), limit);
}

/** Changes and reports that who decided gave back: the unit's own to settle. */
async function listReturned(work: Work, asked: Open | Promise<Open>, limit: number) {
  const isBack = (one: Open[number]) =>
    (one.change_state === "returned" || one.report_state === "returned") && canTake(work.actor, "propose", one);
  return firstOf((await asked).filter(isBack), limit);
}

/** The next anniversaries of the countries one works with; who works with all of them looks less far ahead. */
async function listAhead(work: Work, day: string) {
  const own = await listOwnCountries(work);
  const to = addDays(day, own.size > 0 ? 800 : 120);
  const all = await listAnniversaries(work, { from: day, to, every: 5 });
  return all.filter((one) => own.size === 0 || own.has(one.iso2));
}

/** What somebody outside the union said and got back with a reason: theirs to send again. */
async function listBack(work: Work, limit: number) {
  const back = await listHandedBack(work, MOST);
  return firstOf(
    back.map(({ id, title, kind, subject_kind, subject_id, sentence, settled_on, on_date, amount_usd }) => ({
      ...{ id, title, kind, subject_kind, subject_id, sentence, settled_on, on_date, amount_usd },
    })),
    limit,
  );
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
