import {
  rebuildHostPaths,
  rebuildKeptIn,
  retellActivities,
} from "#modules/activities/activity-derived.commands.server.ts";
import {
  rebuildEraseDay,
  rebuildHead,
  rebuildMemberCount,
  rebuildReportDue,
  retellVisits,
} from "#modules/delegations/delegation-derived.commands.server.ts";
import { rebuildHostingTitle } from "#modules/delegations/delegation-hosting-follow.commands.server.ts";
import { rebuildSpeakers } from "#modules/exchanges/exchange-body.commands.server.ts";
import { rebuildAskerVisibility } from "#modules/exchanges/exchange-sight.commands.server.ts";
import { retellNotes } from "#modules/notes/note-derived.commands.server.ts";
import { rebuildLastContact } from "#modules/partners/partner-event.commands.server.ts";
import { rebuildOtherNames } from "#modules/partners/partner-names.commands.server.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import type { Difference, Rebuild } from "#platform/derived.server.ts";
import { log } from "#platform/log.server.ts";

/**
 * Everything kept that follows from other rows: what it is, what it follows from, and the one function that makes it. Commands call these
 * functions for the records they wrote; every night all are made anew and compared. Timelines come before the days of last contact.
 */
export const DERIVED: Record<string, { from: string; rebuild: Rebuild }> = {
  "delegation.member_count": {
    from: "delegation_member, delegation.status, delegation.stated_members",
    rebuild: rebuildMemberCount,
  },
  "delegation.head_name": { from: "delegation_member, delegation.stated_head", rebuild: rebuildHead },
  "delegation_member.passport_erase_on": { from: "delegation.returns_on", rebuild: rebuildEraseDay },
  "delegation.report_due_on": {
    from: "delegation.returns_on, delegation_route at departure, reference_day, reference_calendar",
    rebuild: rebuildReportDue,
  },
  "partner_event of delegations": { from: "delegation, delegation_meeting", rebuild: retellVisits },
  "activity.kept_in_id": { from: "activity_twin", rebuild: rebuildKeptIn },
  "partner_event of activities": { from: "activity, activity_partner", rebuild: retellActivities },
  "partner_event of notes": { from: "note", rebuild: retellNotes },
  "partner.last_contact_on": {
    from: "partner_event but for confidential ones, partner.first_contact_on",
    rebuild: rebuildLastContact,
  },
  "partner.other_names": { from: "partner_name, partner.name", rebuild: rebuildOtherNames },
  "activity.host_paths": { from: "activity_host, activity.unit_path, unit.path", rebuild: rebuildHostPaths },
  "delegation_hosting.title": { from: "delegation.title", rebuild: rebuildHostingTitle },
  "exchange_owed.asker_visibility": { from: "exchange.visibility", rebuild: rebuildAskerVisibility },
  "exchange_owed.named_user_ids of bodies": {
    from: "exchange.named_user_ids, access_appointment",
    rebuild: rebuildSpeakers,
  },
};

export type Mended = { fact: string; differing: Difference[] };

/** Makes every kept fact anew, each in a work of its own, and answers which were not what follows. */
export async function rebuildAll(): Promise<Mended[]> {
  const mended: Mended[] = [];
  for (const [fact, { rebuild }] of Object.entries(DERIVED)) {
    const differing = await inWork(system, (work) => rebuild(work)).catch((cause: Error) => {
      log("error", "a kept fact could not be rebuilt", { fact, cause: cause.message });
      return [];
    });
    if (differing.length > 0) mended.push({ fact, differing });
  }
  return mended;
}

const MOST_SAID = 20;

/**
 * The job: every night, and as soon as the calendar of days off says something else. What differed is mended and said in the log with
 * what it follows from; a meeting whose day has come, or a due day that the calendar now reaches, differs rightly.
 */
export async function proveDerived(): Promise<void> {
  for (const { fact, differing } of await rebuildAll())
    log("warn", "a kept fact was not what follows from the records, and was mended", {
      fact,
      from: DERIVED[fact]?.from,
      count: differing.length,
      first: differing.slice(0, MOST_SAID),
    });
}
