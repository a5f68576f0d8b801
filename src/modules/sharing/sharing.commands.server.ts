import type { z } from "zod";
import { listOutsiders, requireColleagues } from "#modules/access/everybody.queries.server.ts";
import { silenceNotices } from "#modules/access/notification.commands.server.ts";
import { followSightOfHostings } from "#modules/delegations/delegation-hosting-follow.commands.server.ts";
import { followSight } from "#modules/exchanges/exchange-sight.commands.server.ts";
import { followSightOfNotes } from "#modules/notes/note-sight.commands.server.ts";
import { followSightOfEvents } from "#modules/partners/partner-event.commands.server.ts";
import { followSightOfNumbers } from "#modules/registers/register-sight.commands.server.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import type { Rights } from "#platform/history.server.ts";
import { changesBetween, recordHistory, rightsOf } from "#platform/history.server.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { changeSight } from "#platform/rights.server.ts";
import { sayEventIn } from "#platform/security-log.server.ts";
import type { sharingForm } from "./sharing.forms.ts";
import { rightsIn } from "./sharing.queries.server.ts";

type Asked = z.output<typeof sharingForm>;

/** Changes who can see a record: how far it is open, who is named on it, with which units it is shared. What happened to it follows. */
export async function changeSharing(work: Work, [kind, id]: [ResourceKind, string], asked: Asked): Promise<void> {
  await lockRow(work, kind, id);
  const { find, sharing } = RESOURCES[kind];
  const record = requireRow(await find(work, id));
  const before = rightsIn(record);
  requirePermission(before !== undefined && sharing !== undefined && sharing.mayChange(work.actor, record));
  requireVersion(record as typeof record & { version: number }, asked.version);
  const after = await rightsAsked(work, before, asked);
  const becomes = (visibility: Rights["visibility"]) =>
    after.visibility === visibility && before.visibility !== visibility;
  // Who decides on it and who numbers it hear of it unless somebody takes them out afterwards.
  if (becomes("confidential"))
    after.named_user_ids = union(after.named_user_ids, (await sharing.usual?.(work, record)) ?? []);
  if (becomes("unit"))
    after.shared_paths = union(
      after.shared_paths,
      await pathsOf(work, (await sharing.concerned?.(work, record)) ?? []),
    );
  const lacks = await sharing.lacks?.(work, record, after);
  if (lacks?.isWaiting) throw new RuleError(lacks.code);
  const changes = changesBetween(await said(work, before), await said(work, after));
  if (Object.keys(changes.after).length === 0) return;
  await changeSight(work, [kind, id], after);
  const owedIds = await followSight(work, id, after);
  await followSightOfEvents(work, id);
  const hostingIds = kind === "delegation" ? await followSightOfHostings(work, id, after) : [];
  if (kind === "partner" || kind === "delegation") await followSightOfNotes(work, id, after);
  await followSightOfNumbers(work, id, after);
  if (becomes("confidential")) await silenceNotices(work, [id, ...owedIds, ...hostingIds]);
  await recordHistory(work, {
    subject: [kind, id],
    action: "sharing_changed",
    rights: after,
    ...changes,
  });
  await sayEventIn(work, "sharing_changed", {
    unit: { id: before.unit_id, path: before.unit_path },
    what: { kind, id, visibility: after.visibility },
  });
}

async function rightsAsked(work: Work, before: Rights, asked: Asked): Promise<Rights> {
  const visibility = asked.visibility ?? before.visibility;
  const named = asked.named_ids === undefined ? before.named_user_ids : await namedNow(work, before, asked.named_ids);
  const own = visibility === "confidential" && work.actor.userId ? [work.actor.userId] : [];
  return {
    ...rightsOf(before),
    visibility,
    // Nobody shuts the door behind which they stand.
    named_user_ids: union(named, own),
    shared_paths: asked.shared_ids === undefined ? before.shared_paths : await pathsOf(work, asked.shared_ids),
  };
}

/** Guests are let in and taken out by a step of their own; a form that names colleagues leaves them where they are. */
async function namedNow(work: Work, before: Rights, asked: string[]): Promise<string[]> {
  const named = await requireColleagues(work, asked, before.named_user_ids);
  return union(named, await listOutsiders(work, before.named_user_ids));
}

async function pathsOf(work: Work, unitIds: string[]): Promise<string[]> {
  if (unitIds.length === 0) return [];
  const units = await work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path"])
    .where("unit.id", "in", unitIds)
    .execute();
  if (units.length !== new Set(unitIds).size) throw new RuleError("rule_no_such_unit");
  return units.map((one) => one.path);
}

/** What the history says of it: by ids, which a reader meets as names. */
async function said(work: Work, rights: Rights) {
  const paths = rights.shared_paths;
  const units =
    paths.length === 0
      ? []
      : await work.trx
          .selectFrom("unit_place")
          .select("unit_place.unit_id")
          .where("unit_place.path", "in", paths)
          .execute();
  return {
    visibility: rights.visibility,
    named: rights.named_user_ids.toSorted(),
    shared: units.map((one) => one.unit_id).toSorted(),
  };
}

const union = (some: string[], others: string[]) => [...new Set([...some, ...others])];
