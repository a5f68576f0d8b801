import { listActivitiesBetween, listToTell, listUnaccounted } from "#modules/activities/activity.queries.server.ts";
import { listAnniversaries, listOwnCountries } from "#modules/countries/country.queries.server.ts";
import { workingDaysBetween } from "#modules/deadlines/deadline.model.ts";
import { listSpecialDays } from "#modules/deadlines/deadline.queries.server.ts";
import {
  listDelegationsBetween,
  listDelegationsIn,
  listOpenCommitments,
} from "#modules/delegations/delegation.queries.server.ts";
import { canTake } from "#modules/delegations/delegation.policy.ts";
import { approvingPath, routeFor } from "#modules/delegations/delegation.model.ts";
import { listRoutes } from "#modules/delegations/delegation.queries.server.ts";
import { findUnit } from "#modules/units/unit.queries.server.ts";
import { listAidProjects, listOpenStatements } from "#modules/aid-projects/aid-project.queries.server.ts";
import { listAskedOfMe } from "#modules/delegations/delegation-request.queries.server.ts";
import { listNextSteps, listOpenSuggestions, listPartners } from "#modules/partners/partner.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { listLatestHistory } from "#platform/history.server.ts";
import { load as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { addDays, today } from "#platform/time.ts";
import { sentenceOf } from "./history-sentences.server.ts";
import { formatInstant } from "#platform/format.ts";
import type { PageServerLoad } from "./$types";

/** No script but the frame's own: the desk opens on a line of 64 kbit/s (docs/decisions/0014). */
export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const day = today();
    const inside = work.actor.reach === "staff" || work.actor.reach === "reader";
    const changes = inside ? await listLatestHistory(work, 6) : [];
    const asked = (await listAskedOfMe(work)).filter((one) => !one.answered_on || !inside);
    return {
      today: day,
      asked: asked.map((one) => ({
        id: one.id,
        title: one.title,
        kind: one.kind,
        due_on: one.due_on,
        verdict: one.verdict,
        unit_name_vi: one.unit_name_vi,
        unit_name_en: one.unit_name_en,
      })),
      told: work.actor.role === "press" ? await listToTell(work, addDays(day, -14)) : [],
      granted: inside ? [] : await listGranted(work),
      waiting: inside ? await listWaiting(work) : [],
      due: inside ? await listDue(work, day) : [],
      week: {
        activities: await listActivitiesBetween(work, { from: day, to: addDays(day, 7), own: true }, 7),
        delegations: await listDelegationsBetween(work, { from: day, to: addDays(day, 7) }, 5),
      },
      anniversaries: await listAhead(work, day),
      changes: changes.map((one) => ({
        id: one.id,
        who: one.user_name,
        when: formatInstant(one.at),
        kind: one.subject_kind,
        title: one.title,
        href: addressOf(one.subject_kind, one.subject_id),
        sentence: sentenceOf(one),
      })),
    };
  });

/** Proposals that this actor may decide, longest waiting first. */
async function listWaiting(work: Work) {
  const routes = await listRoutes(work);
  const waiting = [];
  for (const row of await listDelegationsIn(work, ["proposed", "opinions"], 30)) {
    const unit = await findUnit(work, row.unit_id);
    if (!unit) continue;
    const approving_path = approvingPath(unit.path, routeFor(routes, { ...row, unit_kind: unit.kind }).approving_kind);
    if (canTake(work.actor, "approve", { unit_path: unit.path, status: row.status, approving_path })) waiting.push(row);
  }
  return waiting;
}

/** The next anniversaries of the countries one works with; who works with all of them looks less far ahead. */
async function listAhead(work: Work, day: string) {
  const own = await listOwnCountries(work);
  const to = addDays(day, own.size > 0 ? 800 : 120);
  const all = await listAnniversaries(work, { from: day, to, every: 5 });
  return all.filter((one) => own.size === 0 || own.has(one.iso2)).slice(0, 6);
}

/** What was granted to somebody outside the union: their own records. */
async function listGranted(work: Work) {
  const partners = await listPartners(work, { limit: 10 });
  const projects = await listAidProjects(work, { limit: 10 });
  return [
    ...partners.items.map((one) => ({ title: one.name, href: `/partners/${one.id}` })),
    ...projects.items.map((one) => ({ title: one.title, href: `/aid-projects/${one.id}` })),
  ];
}

/** Calendar days between two days, whichever comes first. */
const spanOf = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other)) / 86_400_000;

/** Late and due: result reports, promises, activities nobody accounted for, next steps with partners. */
async function listDue(work: Work, day: string) {
  const special = await listSpecialDays(work, { from: addDays(day, -200), to: addDays(day, 200) });
  const days = (due: string) => workingDaysBetween(day, due, special);
  const reports = (await listDelegationsIn(work, ["travelling", "report_due"])).filter(
    (one) => one.report_due_on && one.report_due_on <= addDays(day, 10),
  );
  const promises = (await listOpenCommitments(work)).filter((one) => one.due_on <= addDays(day, 14));
  const unaccounted = await listUnaccounted(work, day);
  const steps = await listNextSteps(work, addDays(day, 7));
  const suggestions = await listOpenSuggestions(work);
  const statements = await listOpenStatements(work);
  return [
    ...reports.map((one) => ({
      kind: "report" as const,
      title: one.title,
      href: `/delegations/${one.id}/report`,
      on: one.report_due_on ?? day,
    })),
    ...promises.map((one) => ({
      kind: "commitment" as const,
      title: one.content,
      href: `/delegations/${one.delegation_id}`,
      on: one.due_on,
    })),
    ...unaccounted.map((one) => ({
      kind: "activity" as const,
      title: one.title,
      href: `/activities/${one.id}`,
      on: one.starts_on,
    })),
    ...steps.map((one) => ({
      kind: "next_step" as const,
      title: `${one.name}: ${one.next_step}`,
      href: `/partners/${one.id}`,
      on: one.next_step_on ?? day,
    })),
    ...suggestions.map((one) => ({
      kind: "suggestion" as const,
      title: one.name,
      href: `/partners/${one.partner_id}/suggestions/${one.id}`,
      on: one.made_on,
    })),
    ...statements.map((one) => ({
      kind: "statement" as const,
      title: one.title,
      href: `/aid-projects/${one.aid_project_id}/statements/${one.id}`,
      on: one.made_on,
    })),
  ]
    .map((one) => ({ ...one, days: days(one.on), off: spanOf(one.on, day) - Math.abs(days(one.on)) }))
    .toSorted((one, other) => one.on.localeCompare(other.on))
    .slice(0, 9);
}
