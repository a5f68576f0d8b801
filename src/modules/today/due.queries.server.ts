import { canRecord } from "#modules/activities/activity.policy.ts";
import { listEditionsDue } from "#modules/activities/series-edition.queries.server.ts";
import { listUnaccounted } from "#modules/activities/activity.queries.server.ts";
import { canChangeAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { VISA_DAYS } from "#modules/delegations/delegation.model.ts";
import { workingDaysBetween } from "#modules/deadlines/deadline.model.ts";
import { readCalendar, yearAfter } from "#modules/deadlines/deadline.queries.server.ts";
import { listHostingsDue } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { listAnswersDue } from "#modules/delegations/delegation-request.queries.server.ts";
import { listVisasDue } from "#modules/delegations/delegation-visa.queries.server.ts";
import { listReportsDue } from "#modules/delegations/delegation.queries.server.ts";
import type { SETTLED } from "#modules/exchanges/exchange.model.ts";
import { isQuestion } from "#modules/exchanges/exchange.model.ts";
import type { listOwed } from "#modules/exchanges/exchange.queries.server.ts";
import { canNote } from "#modules/notes/note.policy.ts";
import { canEdit } from "#modules/partners/partner.policy.ts";
import { listNextSteps } from "#modules/partners/partner.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { WRITERS, hasRole } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { addDays } from "#platform/time.ts";
import type { KindName } from "#platform/kinds.ts";
import type { Some } from "#platform/total.ts";

/** Something that somebody must do: what it is, of which record (what was said of it, or the step that it waits for), and its day. */
type Task = {
  kind: TaskKind;
  title: string;
  /** Null where the calendar of days off does not reach its day. */
  on: string | null;
  of: KindName;
  id: string;
  said_id?: string;
  step?: string;
  /** Whether the reader may end it. */
  isOurs?: boolean;
  /** Of how many it is due. */
  count?: number;
  total: number;
};
type TaskKind =
  | "hosting"
  | "hosting_waits"
  | "request_answered"
  | "request_waits"
  | "report"
  | "commitment"
  | "visa"
  | "activity"
  | "edition"
  | "next_step"
  | "suggestion"
  | "statement";

/**
 * With the working days left, negative when late, and the days off between that do not count. Where the calendar ends before, the days are
 * not known (null): then `unknown_year` is the year that has to be entered.
 */
export type Due = Omit<Task, "total"> & { days: number | null; off: number; unknown_year: number | null };

/** Late and due for the units that the actor answers for, the longest due first. */
export async function listDue(
  work: Work,
  day: string,
  { owing, limit }: { owing: ReturnType<typeof listOwed>; limit: number },
): Promise<Some<Due>> {
  const [tasks, owed] = await Promise.all([listTasks(work, day, limit), owing]);
  const sources = [...tasks, tasksOf(work.actor, owed, day)];
  const total = sources.reduce((sum, [first]) => sum + (first?.total ?? 0), 0);
  const shown = sources
    .flat()
    .toSorted((one, other) => (one.on ?? day).localeCompare(other.on ?? day))
    .slice(0, limit);
  return { items: await withDays(work, shown, day), more: total - shown.length };
}

/** Guests to host, result reports, visas that are missing, activities nobody accounted for, next editions, and next steps with partners. */
async function listTasks(work: Work, day: string, limit: number): Promise<Task[][]> {
  const [reports, unaccounted, steps, hostings, answers, visas, editions] = await Promise.all([
    listReportsDue(work, addDays(day, 10), limit),
    listUnaccounted(work, day, limit),
    listNextSteps(work, addDays(day, 7), limit),
    listHostingsDue(work, { day, until: addDays(day, 14) }, limit),
    listAnswersDue(work, day, limit),
    listVisasDue(work, { day, until: addDays(day, VISA_DAYS) }, limit),
    listEditionsDue(work, day, limit),
  ]);
  // Whoever reads and does not write, as an auditor does, is led to the record itself.
  const mayEnd = hasRole(work.actor, ...WRITERS);
  return [
    reports.map((one) => ({ ...one, kind: "report", of: "delegation", ...(mayEnd && { step: "report" }) })),
    unaccounted.map((one) => ({
      ...one,
      kind: "activity",
      of: "activity",
      ...(canRecord(work.actor) && { step: "hold" }),
    })),
    visas.map((one) => ({ ...one, kind: "visa", of: "delegation" })),
    editions.map((one) => ({ ...one, kind: "edition", of: "activity", isOurs: canRecord(work.actor) })),
    steps.map(({ name, next_step, on, ...one }) => ({
      ...one,
      kind: "next_step",
      of: "partner",
      title: `${name}: ${next_step}`,
      isOurs: canNote(work.actor),
      on: on ?? day,
    })),
    // What a unit was asked has a page of its own: it does not see the visit.
    hostings.map(({ is_asked, ...one }) => ({
      ...one,
      kind: is_asked ? "hosting" : "hosting_waits",
      of: "delegation_hosting",
    })),
    answers.map(({ is_answered, ...one }) => ({
      ...one,
      kind: is_answered ? "request_answered" : "request_waits",
      of: "delegation_request",
    })),
  ];
}

/** Who may open the page where it is settled; a promise has a page for everybody whom it concerns. */
const MAY_OPEN: Record<(typeof SETTLED)[number], (actor: Actor, unitPath: string) => boolean> = {
  commitment: () => true,
  suggestion: (actor, unit_path) => canEdit(actor, { unit_path, status: "active" }),
  statement: (actor, unit_path) => canChangeAid(actor, { unit_path }),
};

/** Promises of the next fourteen days, and what outsiders said that nobody settled. */
function tasksOf(actor: Actor, owed: Awaited<ReturnType<typeof listOwed>>, day: string): Task[] {
  const tasks = owed.flatMap(({ kind, title, subject_kind: of, subject_id, id, due_on, said_on, unit_path }) => {
    if (isQuestion(kind)) return [];
    const said = MAY_OPEN[kind](actor, unit_path) && { said_id: id };
    return [{ kind, title, on: due_on ?? said_on ?? day, of, id: subject_id, ...said }];
  });
  const near = tasks.filter((one) => one.on <= addDays(day, 14));
  return near.map((one) => ({ ...one, total: near.length }));
}

async function withDays(work: Work, tasks: Task[], day: string): Promise<Due[]> {
  const days = [day, ...tasks.map((one) => one.on ?? day)].toSorted();
  const calendar = await readCalendar(work, days[0] ?? day);
  return tasks.map(({ total: _all, ...one }) => {
    const left = one.on === null ? null : workingDaysBetween(day, one.on, calendar);
    if (one.on === null || left === null) return { ...one, days: null, off: 0, unknown_year: yearAfter(calendar, day) };
    return { ...one, days: left, off: spanOf(one.on, day) - Math.abs(left), unknown_year: null };
  });
}

/** Calendar days between two days, whichever comes first. */
const spanOf = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other)) / 86_400_000;
