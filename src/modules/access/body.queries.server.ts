import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { runsOn } from "#platform/running.ts";
import { today } from "#platform/time.ts";
import type { BodyKind } from "./body.model.ts";

const bodies = ({ trx }: Work) =>
  trx
    .selectFrom("access_body")
    .select(["access_body.id", "access_body.name", "access_body.closed_on", "access_body.version"])
    .select(sql<BodyKind>`access_body.kind`.as("kind"))
    .select(sql<boolean>`access_body.closed_on is not null`.as("is_closed"))
    .orderBy(sql`access_body.closed_on is not null`)
    .orderBy("access_body.kind")
    .orderBy(sql`access_body.name collate "vi-x-icu"`);

/** Every body outside the union with those who speak for it today. */
export async function listBodies(work: Work) {
  const [rows, speakers] = await Promise.all([bodies(work).execute(), asSystem(work, speaking(work).compile())]);
  return rows.map((one) => ({
    ...one,
    speakers: speakers.filter(({ body_id }) => body_id === one.id).map(({ name }) => name),
  }));
}

export async function findBody(work: Work, bodyId: string) {
  return (await listBodies(work)).find((one) => one.id === bodyId);
}

/** Bodies that are still asked and somebody speaks for: a question to others would reach nobody. */
export async function listReachable(work: Work) {
  return (await listBodies(work)).filter((one) => !one.is_closed && one.speakers.length > 0);
}

/** Who speaks for it today. */
export async function listSpeakers(work: Work, bodyId: string): Promise<string[]> {
  const rows = await asSystem(work, speaking(work).where("access_appointment.body_id", "=", bodyId).compile());
  return [...new Set(rows.map((one) => one.user_id))];
}

const speaking = ({ trx }: Work) =>
  trx
    .selectFrom("access_appointment")
    .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
    .select(["access_appointment.body_id", "access_appointment.user_id", "auth_user.name"])
    .where("access_appointment.body_id", "is not", null)
    .where("auth_user.deactivated_at", "is", null)
    .where(runsOn("access_appointment", today()))
    .orderBy(sql`auth_user.name collate "vi-x-icu"`);
