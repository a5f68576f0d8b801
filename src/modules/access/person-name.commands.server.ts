import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { sayEventIn } from "#platform/security-log.server.ts";
import { isOpenEnded } from "#platform/running.ts";
import { now } from "#platform/time.ts";
import type { renamePersonForm } from "./access.forms.ts";
import { canAppoint } from "./access.policy.ts";
import { findAppointment } from "./people.queries.server.ts";

/**
 * Gives a person another name from now on. What was done is kept under the name it was done under: each record and each line of history has
 * it written down. A name is everywhere the same, so only who stands above every unit where the person has a role may change it.
 */
export async function renamePerson(
  work: Work,
  appointmentId: string,
  { name }: z.output<typeof renamePersonForm>,
): Promise<void> {
  const appointment = requireRow(await findAppointment(work, appointmentId));
  requirePermission(canAppoint(work.actor, appointment.unit_path));
  const places = await whileSystem(work, () => placesOf(work, appointment.user_id));
  requirePermission(places.every((path) => canAppoint(work.actor, path)));
  if (appointment.name === name) return;
  await whileSystem(work, () =>
    work.trx
      .updateTable("auth_user")
      .set({ name, updated_at: now() })
      .where("auth_user.id", "=", appointment.user_id)
      .execute(),
  );
  await recordHistory(work, {
    subject: ["appointment", appointment.user_id],
    action: "renamed",
    rights: unitRights({ id: appointment.unit_id, path: appointment.unit_path }),
    before: { name: appointment.name },
    after: { name },
  });
  await sayEventIn(work, "name_changed", {
    unit: { id: appointment.unit_id, path: appointment.unit_path },
    what: { account: appointment.user_id, before: appointment.name, person: name },
  });
}

async function placesOf(work: Work, userId: string): Promise<string[]> {
  const held = await work.trx
    .selectFrom("access_appointment")
    .select("access_appointment.unit_path")
    .where("access_appointment.user_id", "=", userId)
    .where(isOpenEnded("access_appointment"))
    .execute();
  return held.map((one) => one.unit_path);
}
