import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { hasEnded, isOpenEnded, runsOn } from "#platform/running.ts";
import { now, today } from "#platform/time.ts";

/** An account with the paths of its roles that run or are to run; where none does, of the last one. */
export async function findAccount(work: Work, userId: string) {
  return whileSystem(work, async () => {
    const person = await work.trx
      .selectFrom("auth_user")
      .select(["auth_user.id", "auth_user.name", "auth_user.email", "auth_user.locale", "auth_user.created_at"])
      .select(["auth_user.deactivated_at", "auth_user.two_factor_enabled as has_second_step"])
      .where("auth_user.id", "=", userId)
      .executeTakeFirst();
    if (!person) return undefined;
    const roles = await readRoles(work, userId);
    const standing = roles.filter((one) => one.stands);
    const paths = (standing.length > 0 ? standing : roles.slice(0, 1)).map((one) => one.unit_path);
    return { ...person, roles, paths };
  });
}

/** An account by the address it signs in with. */
export async function findAccountByEmail(work: Work, email: string) {
  const person = await whileSystem(work, () =>
    work.trx
      .selectFrom("auth_user")
      .select("auth_user.id")
      .where("auth_user.email", "=", email.toLowerCase())
      .executeTakeFirst(),
  );
  return person && findAccount(work, person.id);
}

export type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

function readRoles(work: Work, userId: string) {
  return work.trx
    .selectFrom("access_appointment")
    .innerJoin("unit", "unit.id", "access_appointment.unit_id")
    .select(["access_appointment.id", "access_appointment.role", "access_appointment.unit_path"])
    .select(["access_appointment.from_on", "access_appointment.until_on", "unit.name as unit_name"])
    .select("unit.name_in as unit_name_in")
    .select(sql<boolean>`not ${hasEnded("access_appointment", today())}`.as("stands"))
    .where("access_appointment.user_id", "=", userId)
    .orderBy("access_appointment.from_on", "desc")
    .execute();
}

/** How an account is entered, and what runs in its name. Asked of whoever may decide over it. */
export async function readWaysIn(work: Work, userId: string) {
  return whileSystem(work, async () => {
    const { rows } = await sql<{ password: boolean; provider: boolean; passkeys: number; keys: number }>`select
      exists (select from auth_account where user_id = ${userId} and provider_id = 'credential' and password is not null) as password,
      exists (select from auth_account where user_id = ${userId} and provider_id <> 'credential') as provider,
      (select count(*)::int from auth_passkey where user_id = ${userId}) as passkeys,
      (select count(*)::int from access_token where user_id = ${userId} and revoked_at is null and ends_on >= ${today()}) as keys`.execute(
      work.trx,
    );
    return rows[0];
  });
}

/** The wish to take a second step away that waits for another administrator. */
export async function findSecondStepReset(work: Work, userId: string) {
  return whileSystem(work, () =>
    work.trx
      .selectFrom("access_second_step_reset")
      .innerJoin("auth_user", "auth_user.id", "access_second_step_reset.asked_by")
      .select(["access_second_step_reset.id", "access_second_step_reset.asked_by", "auth_user.name as asked_by_name"])
      .select(["access_second_step_reset.asked_at", "access_second_step_reset.identity_checked"])
      .where("access_second_step_reset.user_id", "=", userId)
      .where("access_second_step_reset.settled_at", "is", null)
      .where("access_second_step_reset.expires_at", ">", now())
      .executeTakeFirst(),
  );
}

/** Those who answer for the place: administrators of the whole union whose accounts are open. */
export function listAdministrators(work: Work) {
  return work.trx
    .selectFrom("access_appointment")
    .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
    .select(["auth_user.id", "auth_user.name", "auth_user.email", "auth_user.locale"])
    .distinct()
    .where("access_appointment.role", "=", "administrator")
    .where(sql<boolean>`nlevel(access_appointment.unit_path) = 1`)
    .where(runsOn("access_appointment", today()))
    .where("auth_user.deactivated_at", "is", null)
    .orderBy("auth_user.email")
    .execute();
}

/** Who else administers the whole union today: without one it has nobody to let people in. */
export async function hasOtherAdministrator(work: Work, userId: string): Promise<boolean> {
  const others = await work.trx
    .selectFrom("access_appointment")
    .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
    .select("access_appointment.id")
    .where("access_appointment.role", "=", "administrator")
    .where("access_appointment.user_id", "<>", userId)
    .where(sql<boolean>`nlevel(access_appointment.unit_path) = 1`)
    .where(runsOn("access_appointment", today()))
    .where(isOpenEnded("access_appointment"))
    .where("auth_user.deactivated_at", "is", null)
    .execute();
  return others.length > 0;
}
