import type { LayoutServerLoad } from "./$types";
import type { Appointment } from "#platform/actor.ts";
import { actingOf, actsAs } from "#platform/acting.ts";
import { isDemoHere, ownUnion } from "#platform/union.server.ts";
import { frame } from "#platform/http.server.ts";
import { offeredLanguages, unionLanguages } from "#platform/home.ts";
import { wordsFor } from "#platform/words.server.ts";
import { asUnionCalled, unionShown } from "#platform/union-shown.ts";
import { today } from "#platform/time.ts";
import { canRecord } from "#modules/activities/activity.policy.ts";
import { helpFor } from "#modules/learning/help.model.ts";
import { placeOfTask } from "#modules/learning/manual.model.ts";
import { canPropose } from "#modules/delegations/delegation.policy.ts";
import { canRegister } from "#modules/partners/partner.policy.ts";
import { countUnread } from "#modules/access/notification.queries.server.ts";
import { railFor } from "../rail.server.ts";

/** Of how many an act was, for the sentence that says it was done. */
const saidOf = ({ searchParams }: URL) => ({
  count: Number(/^\d{1,3}$/.exec(searchParams.get("count") ?? "")?.[0] ?? 1),
  direction: searchParams.get("direction") ?? "",
});

const unionCalled = (one: Appointment): Appointment => ({
  ...one,
  unitName_in: asUnionCalled(one.unitName, one.unitName_in),
});

export const load: LayoutServerLoad = async (event) => {
  const { actor, locale } = event.locals;
  const help = helpFor(event.route.id, event.params);
  const acting = actingOf(actor);
  const did = event.url.searchParams.get("did");
  return {
    locale,
    today: today(),
    isDemo: isDemoHere(),
    practiceUntil: ownUnion().practiceUntil,
    isThin: event.locals.isThin ?? false,
    union: unionShown(locale),
    /** Who works in the union goes from one of its languages to the other; people outside find all that are offered. */
    languages: actor.reach === "outside" ? offeredLanguages() : unionLanguages(),
    me: {
      id: actor.userId ?? null,
      name: actor.name,
      reach: actor.reach,
      /** Whoever acts for the whole union sees whatever is not kept to named people. */
      seesAll: actor.reach !== "outside" && actor.unitPath?.includes(".") === false,
      role: actor.role ?? null,
      isAdministrator: actor.role === "administrator",
      mayRecord: canRecord(actor),
      mayPropose: canPropose(actor),
      mayRegister: canRegister(actor),
    },
    /** The place in the manual that this page is about. */
    help: help ? placeOfTask(help, actor.reach === "outside" ? actor.role : undefined) : "/manual",
    rail: railFor(actor),
    acting: acting ? unionCalled(acting) : null,
    as: actsAs(actor),
    appointments: actor.appointments.map(unionCalled),
    did: did && /^[a-z_]{1,60}$/.test(did) ? (wordsFor(`did_${did}`, saidOf(event.url)) ?? null) : null,
    unread: await frame(event, countUnread),
  };
};
