import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { changeSight } from "#platform/rights.server.ts";
import { retellNotes } from "./note-derived.commands.server.ts";

type Writer = Pick<Rights, "unit_id" | "unit_path"> & { userId: string | null };

/**
 * A note is of the unit that wrote it and as open as what it is about; the unit that keeps that reads it too. Guests to whom the record was
 * granted are named on it and never on what was noted of them, so names count of what is confidential alone.
 */
export function rightsBeside(record: Rights | undefined, { userId, ...unit }: Writer): Rights {
  if (!record) return { ...unit, visibility: "union", shared_paths: [], named_user_ids: [] };
  const isConfidential = record.visibility === "confidential";
  const others = [record.unit_path, ...record.shared_paths].filter((path) => path !== unit.unit_path);
  return {
    ...unit,
    visibility: record.visibility === "public" ? "union" : record.visibility,
    shared_paths: [...new Set(others)],
    named_user_ids: isConfidential ? [...new Set([...record.named_user_ids, ...(userId ? [userId] : [])])] : [],
  };
}

/** After a record was shown to others or hidden from them: what was noted of it follows. */
export async function followSightOfNotes(work: Work, subjectId: string, record: Rights): Promise<void> {
  await whileSystem(work, async () => {
    const notes = await work.trx
      .selectFrom("note")
      .select(["note.id", "note.unit_id", "note.unit_path", "note.created_by"])
      .where((either) =>
        either.or([either("note.partner_id", "=", subjectId), either("note.delegation_id", "=", subjectId)]),
      )
      .execute();
    for (const { id, unit_id, unit_path, created_by } of notes)
      await changeSight(work, ["note", id], rightsBeside(record, { unit_id, unit_path, userId: created_by }));
    await retellNotes(
      work,
      notes.map((one) => one.id),
    );
  });
}
