import { sql } from "kysely";
import type { z } from "zod";
import { setNextStep } from "#modules/partners/partner-next-step.commands.server.ts";
import { requireCountries } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { FieldError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { editBetween, ownRights, recordHistory } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { retellNotes } from "./note-derived.commands.server.ts";
import type { editNoteForm, noteForm } from "./note.forms.ts";
import { rightsBeside } from "./note-sight.commands.server.ts";
import { canChangeNote, canNote } from "./note.policy.ts";
import { findNote, findSubject } from "./note.queries.server.ts";

type Asked = z.output<typeof noteForm>;

/** Notes what was said or written; with a partner it is contact, and may end what was to be done next and say what comes after. */
export async function writeNote(work: Work, asked: Asked): Promise<string> {
  requirePermission(canNote(work.actor));
  const { partner, delegation, country, is_step_done, next_step, next_step_on, ...said } = asked;
  const about = { partner_id: partner ?? null, delegation_id: delegation ?? null, country_iso2: country ?? null };
  if (country) await requireCountries(work, [country], "country");
  const record = country ? undefined : await findSubject(work, about);
  if (!country && !record) throw new FieldError(partner ? "partner" : "delegation", "error_no_such_choice");
  const { unit_id, unit_path } = ownRights(work);
  const rights = rightsBeside(record, { unit_id, unit_path, userId: work.actor.userId ?? null });
  const { id, title } = await work.trx
    .insertInto("note")
    .values({
      ...said,
      ...about,
      ...rights,
      written_by_name: work.actor.name,
      created_by: work.actor.userId ?? null,
    })
    .returning(["note.id", "note.first_line as title"])
    .executeTakeFirstOrThrow();
  await recordHistory(work, { subject: ["note", id], action: "noted", rights, after: { title, ...said, ...about } });
  if (partner) {
    await retellNotes(work, [id]);
    if (is_step_done || next_step)
      await setNextStep(work, partner, { next_step, next_step_on }, is_step_done ? title : undefined);
  }
  return id;
}

export async function editNote(
  work: Work,
  noteId: string,
  { version, ...written }: z.output<typeof editNoteForm>,
): Promise<void> {
  const note = await lockNote(work, noteId);
  requirePermission(canChangeNote(work.actor, note));
  requireVersion(note, version);
  const changes = editBetween(note, written, "title");
  if (!changes) return;
  await work.trx
    .updateTable("note")
    .set({ ...written, version: version + 1 })
    .where("note.id", "=", noteId)
    .execute();
  await retellNotes(work, [noteId]);
  await recordHistory(work, { subject: ["note", noteId], action: "edited", rights: note, ...changes });
}

/** What was noted of the wrong partner, or never happened, counts no more. */
export async function takeBackNote(work: Work, noteId: string): Promise<void> {
  const note = await lockNote(work, noteId);
  requirePermission(canChangeNote(work.actor, note));
  await work.trx
    .updateTable("note")
    .set({ taken_back_on: today(), version: sql<number>`note.version + 1` })
    .where("note.id", "=", noteId)
    .execute();
  await retellNotes(work, [noteId]);
  const { title } = note;
  await recordHistory(work, {
    subject: ["note", noteId],
    action: "note_taken_back",
    rights: note,
    before: { title },
    after: { title, taken_back_on: today() },
  });
}

async function lockNote(work: Work, noteId: string) {
  await lockRow(work, "note", noteId);
  return requireRow(await findNote(work, noteId));
}
