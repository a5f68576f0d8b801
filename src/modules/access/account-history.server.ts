import { findRoot } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import type { HistoryLine } from "#platform/history.server.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import type { SecurityKind } from "#platform/security-kinds.ts";
import { sayEventIn } from "#platform/security-log.server.ts";

type Line = { action: string; event?: SecurityKind; before?: object; after?: object };

/** A line about a person's own affairs belongs to a unit they work in; a guest without one leaves it to the whole union. */
export async function recordOfPerson(work: Work, line: Omit<HistoryLine, "rights">): Promise<void> {
  const unit = await whileSystem(work, async () => {
    const appointment = await work.trx
      .selectFrom("access_appointment")
      .select(["access_appointment.unit_id as id", "access_appointment.unit_path as path"])
      .where("access_appointment.user_id", "=", line.subject[1])
      .orderBy("access_appointment.created_at")
      .limit(1)
      .executeTakeFirst();
    return appointment ?? requireRow(await findRoot(work));
  });
  await recordHistory(work, { rights: unitRights(unit), ...line });
}

/** What was done to an account: its line of history, with whose it is, and its event. */
export async function recordAccount(work: Work, person: { id: string; name: string }, line: Line): Promise<void> {
  const { id, name } = person;
  const { event: _event, ...said } = line;
  await recordOfPerson(work, { subject: ["account", id], ...said, after: { name, ...line.after } });
  if (line.event) await sayEventIn(work, line.event, { what: { account: id, person: name } });
}
