import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { pageOf } from "#platform/list.ts";
import { hasEnded } from "#platform/running.ts";
import { holds } from "#platform/search.ts";
import { now, today } from "#platform/time.ts";
import type { PeopleFilter } from "./people.filter.ts";
import { peopleFilter } from "./people.filter.ts";

/** Roles that people hold in the actor's subtree, by name; with `ended` those that are over. The cursor is the last appointment. */
export async function listPeople(work: Work, filter: PeopleFilter & { limit: number }) {
  let query = work.trx
    .selectFrom("access_appointment")
    .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
    .innerJoin("unit", "unit.id", "access_appointment.unit_id")
    .leftJoin("access_body", "access_body.id", "access_appointment.body_id")
    .select(["access_appointment.body_id", "access_body.name as body_name"])
    .select([
      "access_appointment.id",
      "auth_user.name",
      "auth_user.email",
      "auth_user.deactivated_at",
      "access_appointment.user_id",
      "access_appointment.role",
      "access_appointment.from_on",
      "access_appointment.until_on",
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
    ]);
  const over = hasEnded("access_appointment", today());
  query = query.where(filter.ended ? over : sql<boolean>`not ${over}`);
  if (filter.q)
    query = query.where(
      holds(
        sql`(reference.words(auth_user.name || ' ' || auth_user.email) || reference.signs(auth_user.name))`,
        filter.q,
      ),
    );
  if (filter.cursor)
    query = query.where(
      sql<boolean>`(auth_user.name collate "vi-x-icu", access_appointment.id) > (select last_user.name collate "vi-x-icu", last.id
        from access_appointment as last join auth_user as last_user on last_user.id = last.user_id where last.id = ${filter.cursor}::uuid)`,
    );
  const rows = await query
    .orderBy(sql`auth_user.name collate "vi-x-icu"`)
    .orderBy("access_appointment.id")
    .limit(filter.limit + 1)
    .execute();
  return pageOf(rows, filter.limit, (last) => last.id);
}

export const peopleList = { filter: peopleFilter, list: listPeople };

/** Who was invited and has not come yet. */
export async function listInvitations(work: Work) {
  return work.trx
    .selectFrom("access_invitation")
    .innerJoin("unit", "unit.id", "access_invitation.unit_id")
    .select(["access_invitation.id", "access_invitation.name", "access_invitation.email", "access_invitation.role"])
    .select(["access_invitation.expires_at", "unit.name as unit_name", "unit.name_in as unit_name_in"])
    .select((column) => column("access_invitation.expires_at", "<=", now()).as("has_ended"))
    .where("access_invitation.accepted_at", "is", null)
    .where("access_invitation.withdrawn_at", "is", null)
    .orderBy("access_invitation.created_at", "desc")
    .execute();
}

export async function findAppointment(work: Work, appointmentId: string) {
  return work.trx
    .selectFrom("access_appointment")
    .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
    .innerJoin("unit", "unit.id", "access_appointment.unit_id")
    .selectAll("access_appointment")
    .select([
      "auth_user.name",
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
      hasEnded("access_appointment", today()).as("has_ended"),
    ])
    .where("access_appointment.id", "=", appointmentId)
    .executeTakeFirst();
}
