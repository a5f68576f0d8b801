import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { FieldError } from "#platform/errors.ts";
import { nameOf } from "#platform/names.ts";
import type { Option } from "#platform/offer.ts";
import { remembered } from "#platform/remembered.server.ts";
import { holdsOn } from "#platform/running.ts";
import { today } from "#platform/time.ts";
import type { ActivityKind } from "./activity.model.ts";
import type { OwnKind } from "./own-kind.model.ts";
import { saidKind, shownKind } from "./own-kind.model.ts";

/** Every kind there is or was, in the order in which one chooses. */
export const listOwnKinds: (work: Work) => Promise<readonly OwnKind[]> = remembered((work) =>
  work.trx
    .selectFrom("activity_own_kind")
    .selectAll("activity_own_kind")
    .orderBy("activity_own_kind.rank")
    .orderBy("activity_own_kind.name")
    .execute(),
);

/** The same, each with whether forms offer it today. */
export async function listKeptKinds(work: Work) {
  const kinds = await listOwnKinds(work);
  return kinds.map((one) => ({ ...one, is_offered: holdsOn(one, today()) }));
}

export async function findOwnKind(work: Work, kindId: string) {
  return work.trx
    .selectFrom("activity_own_kind")
    .selectAll("activity_own_kind")
    .where("activity_own_kind.id", "=", kindId)
    .executeTakeFirst();
}

export type Kinded = { kind: ActivityKind; own_kind_id: string | null };

/** What a form offers: the kinds in use, and the one that the activity has. */
export async function offerOwnKinds(work: Work, begun?: Kinded): Promise<Option[]> {
  const kinds = await listOwnKinds(work);
  const own = begun && shownKind(kinds, begun);
  return kinds
    .filter((one) => holdsOn(one, today()) || one.id === own?.id)
    .map((one) => ({ value: one.is_plain ? one.kind : one.id, label: nameOf(one) }));
}

/**
 * What is written of the kind that was asked for, one of the reports or by its id one of the office. What was recorded before goes on counting as it
 * did, however its own kind counts today.
 */
export async function kindOf(work: Work, asked: string, before?: Kinded): Promise<Kinded> {
  if (before && asked === saidKind(before)) return { kind: before.kind, own_kind_id: before.own_kind_id };
  const own = (await listOwnKinds(work)).find((one) => one.id === asked || (one.is_plain && one.kind === asked));
  if (!own) throw new FieldError("kind", "error_no_such_choice");
  if (!holdsOn(own, today())) throw new FieldError("kind", "rule_kind_ended");
  return { kind: own.kind, own_kind_id: own.is_plain ? null : own.id };
}

/** Which row says what an activity is called by its kind. */
export const isItsKind = sql<boolean>`case when activity.own_kind_id is null
  then activity_own_kind.is_plain and activity_own_kind.kind = activity.kind else activity_own_kind.id = activity.own_kind_id end`;

/** The same of one kind that is asked for. */
export const isOfKind = (kindId: string) =>
  sql<boolean>`exists (select from activity_own_kind where activity_own_kind.id = ${kindId}::uuid and ${isItsKind})`;
