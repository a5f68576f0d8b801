import fs from "node:fs";
import { listOwnKinds } from "#modules/activities/own-kind.queries.server.ts";
import { listAllRoutes } from "#modules/delegations/delegation.queries.server.ts";
import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity, listChanges } from "#modules/identity/identity.queries.server.ts";
import { FACT_KINDS } from "#modules/reference/reference-fact.model.ts";
import { listCorrectionIds } from "#modules/reference/reference-fact.queries.server.ts";
import { findBackupState } from "#platform/backup-state.server.ts";
import { config } from "#platform/config.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { formatInstant } from "#platform/format.ts";
import { listChecks } from "#platform/history-check.server.ts";
import { findLastChange } from "#platform/history-last.server.ts";
import { show } from "#platform/http.server.ts";
import { countLetters } from "#platform/letter-list.server.ts";
import { version } from "../../../../package.json";
import { listOutside } from "./outside.server.ts";
import type { PlaceName } from "./settings.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    return { changes: await listLast(work), outside: listOutside(), health: await findHealth(work) };
  });

type Change = { who: string; at: Date } | undefined;

/** Who changed each setting last; null where nobody did. Of what many change every day the log is asked instead. */
async function listLast(work: Work) {
  const { id } = await findIdentity(work);
  const settings = await listChanges(work, id);
  const ofWords = ["words", "kinds", "works"];
  // They come newest first, in the order of the log: two instants may be the same.
  const newest = (names: string[]): Change => [...settings].find(([name]) => names.includes(name))?.[1];
  const routes = (await listAllRoutes(work)).map((route) => route.id);
  const facts = FACT_KINDS.filter((kind) => kind !== "days");
  const found: Partial<Record<PlaceName, Change>> = {
    identity: newest([...settings.keys()].filter((name) => !ofWords.includes(name))),
    words: newest(ofWords),
    activity_kinds: await findLastChange(
      work,
      "activity_own_kind",
      (await listOwnKinds(work)).map((kind) => kind.id),
    ),
    routes: await findLastChange(work, "delegation_route", routes),
    days: await findLastChange(work, "reference_correction", await listCorrectionIds(work, ["days"])),
    facts: await findLastChange(work, "reference_correction", await listCorrectionIds(work, facts)),
  };
  return Object.fromEntries(
    Object.entries(found).map(([name, change]) => [
      name,
      change ? { who: change.who, at: formatInstant(change.at) } : null,
    ]),
  );
}

const GIGABYTE = 1_000_000_000;

/** What whoever answers for the place looks at: whether it is kept, told and proven. */
async function findHealth(work: Work) {
  const { lastGood, isOld } = await findBackupState(work);
  const [check] = await listChecks(work);
  const letters = await countLetters(work);
  const { bavail, bsize } = fs.statfsSync(config.dataFolder);
  return {
    version,
    freeGigabytes: Math.floor((bavail * bsize) / GIGABYTE),
    backup: lastGood ? formatInstant(lastGood.started_at) : null,
    isOld,
    letters,
    check: check ? { at: formatInstant(check.checked_at), faults: check.found.length } : null,
  };
}
