import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import { listInvitations, listPeople } from "#modules/access/people.queries.server.ts";
import { listFactPacks } from "#modules/reference/reference-pack.queries.server.ts";
import { unitList } from "#modules/units/unit.queries.server.ts";
import { findBackupState } from "#platform/backup-state.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { hasSentLetter } from "#platform/letter-list.server.ts";
import type { SetUpStep } from "./set-up.ts";

/** What is done of the first day, seen from what is there: nothing is ticked off by hand. */
export async function findSetUp(work: Work) {
  requirePermission(canSayIdentity(work.actor));
  const identity = await findIdentity(work);
  const packs = await listFactPacks(work, identity.country);
  const units = await unitList.count(work, {});
  const people = (await listPeople(work, { limit: 2 })).items.length;
  const invited = (await listInvitations(work)).length;
  const backups = await findBackupState(work);
  const isMailSettled = identity.is_without_mail || (await hasSentLetter(work));
  const isBackedUp = backups.schedule !== undefined || backups.lastGood !== undefined;
  const done: Record<SetUpStep, boolean> = {
    union: identity.id !== null,
    place: identity.country !== null,
    // Where no release has facts of one's country, there is nothing to bring.
    facts: identity.country !== null && packs.every((one) => one.loaded_at !== null),
    units: units > 1,
    people: people + invited > 1,
    safety: isBackedUp && isMailSettled,
  };
  return { identity, packs, units, people, invited, backups, isBackedUp, isMailSettled, done };
}
