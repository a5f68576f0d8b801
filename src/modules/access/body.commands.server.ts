import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { FieldError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { changesBetween, ownRights, recordHistory, unitRights } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { canAppoint, canKeepBodies } from "./access.policy.ts";
import { forgetPerson } from "./access.queries.server.ts";
import type { bodyForm, changeBodyForm, speakerForm } from "./body.forms.ts";
import { findBody } from "./body.queries.server.ts";
import { findAppointment } from "./people.queries.server.ts";

/** Answers with its id. */
export async function addBody(work: Work, body: z.output<typeof bodyForm>): Promise<string> {
  requirePermission(canKeepBodies(work.actor));
  const made = await work.trx
    .insertInto("access_body")
    .values(body)
    .returning("access_body.id")
    .executeTakeFirstOrThrow();
  const rights = ownRights(work, "union");
  await recordHistory(work, { subject: ["access_body", made.id], action: "body_added", rights, after: body });
  return made.id;
}

/** Called otherwise, or asked no more; what it was asked and answered stays. */
export async function changeBody(
  work: Work,
  bodyId: string,
  { version, is_closed, ...said }: z.output<typeof changeBodyForm>,
): Promise<void> {
  requirePermission(canKeepBodies(work.actor));
  await lockRow(work, "access_body", bodyId);
  const before = requireRow(await findBody(work, bodyId));
  requireVersion(before, version);
  if (said.kind !== before.kind && before.speakers.length > 0) throw new FieldError("kind", "rule_body_has_speakers");
  const closed_on = is_closed ? (before.closed_on ?? today()) : null;
  const changes = changesBetween(before, { ...said, closed_on });
  if (Object.keys(changes.after).length === 0) return;
  await work.trx
    .updateTable("access_body")
    .set({ ...said, closed_on, version: sql<number>`access_body.version + 1` })
    .where("access_body.id", "=", bodyId)
    .execute();
  const line = { subject: ["access_body", bodyId] as ["access_body", string], action: "body_changed" };
  await recordHistory(work, { ...line, rights: ownRights(work, "union"), ...changes });
}

/** For which body a person speaks in a role, or for none; answers with the bodies that this concerns. */
export async function placeSpeaker(
  work: Work,
  appointmentId: string,
  { body_id }: z.output<typeof speakerForm>,
): Promise<string[]> {
  const appointment = requireRow(await findAppointment(work, appointmentId));
  requirePermission(canAppoint(work.actor, appointment.unit_path));
  const body = body_id ? await findBody(work, body_id) : undefined;
  // Who holds another role would not be asked what such a body is asked.
  if (body_id && body?.kind !== appointment.role) throw new FieldError("body_id", "error_no_such_choice");
  if (appointment.body_id === (body_id ?? null)) return [];
  await work.trx
    .updateTable("access_appointment")
    .set({ body_id: body_id ?? null })
    .where("access_appointment.id", "=", appointmentId)
    .execute();
  forgetPerson(work, appointment.user_id);
  await recordHistory(work, {
    subject: ["appointment", appointment.user_id],
    action: "speaker_placed",
    rights: unitRights({ id: appointment.unit_id, path: appointment.unit_path }),
    before: { body_id: appointment.body_id },
    after: { body_id: body_id ?? null },
  });
  return [appointment.body_id, body_id].filter((one) => typeof one === "string");
}
