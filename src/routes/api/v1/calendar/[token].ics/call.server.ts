import type { Handler } from "#platform/asked.ts";
import ical, { type ICalEventData, ICalEventStatus } from "ical-generator";
import { listHostedForFeed } from "#modules/activities/activity-feed.queries.server.ts";
import { titleOf } from "#modules/access/notification.commands.server.ts";
import { hashKey, noteKeyUse, sayKeyUsed } from "#modules/access/key.commands.server.ts";
import { findActorOfKey, openKey } from "#modules/access/key.queries.server.ts";
import { feedFilter } from "#modules/calendar/calendar.filter.ts";
import { listDelegationsForFeed } from "#modules/delegations/delegation.queries.server.ts";
import { requireValues } from "#platform/filter.server.ts";
import { clean } from "#platform/clean.ts";
import { ownUnion } from "#platform/union.server.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading } from "#platform/db.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { sayEvent } from "#platform/security-log.server.ts";
import { addDays, today } from "#platform/time.ts";
import { unionShown } from "#platform/union-shown.ts";
import { inLocale } from "#platform/words.server.ts";

/** The address is a secret: neither it nor what it opened stays anywhere on the way. */
const NOT_KEPT = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

const BACK = 60;
const AHEAD = 365;

/** What does not take place stays in the feed as cancelled: a calendar that had it strikes it out; left out, some would keep it. */
const NOT_TAKING_PLACE = new Set(["cancelled", "postponed", "refused"]);
const NOT_YET_DECIDED = new Set(["draft", "proposed", "opinions", "planned", "moved"]);

function eventStatus(status: string): ICalEventStatus {
  if (NOT_TAKING_PLACE.has(status)) return ICalEventStatus.CANCELLED;
  return NOT_YET_DECIDED.has(status) ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

/** The library writes the day of an instant in UTC, wherever the server stands. */
const dayOf = (day: string) => new Date(`${day}T00:00:00Z`);

type Entry = { id: string; title: string; status: string; version: number; created_at: Date; visibility: string };
type Stay = { kind: string; from: string; to: string; place: string | null; hour?: string | null };

/**
 * One record as one whole-day event: its id and version tell a calendar that it is the same one, changed. A feed is copied to wherever
 * its owner reads calendars, so what is confidential is there by its days and its link alone.
 */
function eventOf(one: Entry, stay: Stay): ICalEventData {
  const isOpen = one.visibility !== "confidential";
  return {
    id: one.id,
    sequence: one.version,
    stamp: one.created_at,
    status: eventStatus(one.status),
    allDay: true,
    start: dayOf(stay.from),
    // The end of a whole-day event is the day after its last (RFC 5545 3.6.1).
    end: dayOf(addDays(stay.to, 1)),
    // Its hour has no zone, and stands where every calendar shows it.
    summary: isOpen ? clean([stay.hour, one.title].filter(Boolean).join(" ")) : titleOf(null),
    location: isOpen && stay.place ? clean(stay.place) : null,
    url: `${ownUnion().origin}${addressOf(stay.kind, one.id) ?? ""}`,
  };
}

/**
 * The calendar of one role of one person, opened by an address made for it and nothing else: what their unit has around these days, with
 * their rights of today: all of it, or what their calendar was narrowed to when the address was made.
 */
export const GET: Handler<{ token: string }> = async ({ params, url }) => {
  const key = await openKey(hashKey(params.token), "calendar", noteKeyUse);
  const actor = key && (await findActorOfKey(key, undefined));
  if (!actor) {
    sayEvent("key_refused", { what: { by: "calendar" } });
    return new Response("unknown key", { status: 404, headers: NOT_KEPT });
  }
  sayKeyUsed(key);
  const span = { from: addDays(today(), -BACK), to: addDays(today(), AHEAD) };
  // Programs that fetch calendars add to addresses what they like; a value that is none is refused, for it would open more.
  const { what, country } = requireValues(feedFilter, url.searchParams);
  const isAsked = (kind: typeof what, one: { countries: string[] }) =>
    (what ?? kind) === kind && (country === undefined || one.countries.includes(country));
  const calendar = ical({ name: unionShown(actor.locale).name });
  const fill = async (work: Work) => {
    for (const one of (await listHostedForFeed(work, span)).filter((each) => isAsked("activity", each)))
      calendar.createEvent(
        eventOf(one, {
          kind: "activity",
          from: one.starts_on,
          to: one.ends_on ?? one.starts_on,
          place: one.place,
          hour: one.starts_at,
        }),
      );
    for (const one of (await listDelegationsForFeed(work, span)).filter((each) => isAsked("delegation", each)))
      calendar.createEvent(
        eventOf(one, { kind: "delegation", from: one.departs_on, to: one.returns_on, place: one.cities }),
      );
  };
  await inReading(actor, (work) => inLocale(actor.locale, () => fill(work)));
  return new Response(calendar.toString(), {
    headers: { "content-type": "text/calendar; charset=utf-8", ...NOT_KEPT },
  });
};
