import { sql } from "kysely";
import type { z } from "zod";
import { attachFile } from "#modules/files/file.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import { editBetween, ownRights, recordHistory } from "#platform/history.server.ts";
import type { attachForm, editEntryForm, gapForm, reasonForm, registerForm } from "./register.forms.ts";
import type { PaperKind, StepName } from "./register.model.ts";
import { spanOf } from "./register.model.ts";
import { canKeepBook, canRegister, canTakeStep } from "./register.policy.ts";
import { findEntry } from "./register.queries.server.ts";
import { lockBook, requireFree, takeNumber } from "./register-number.commands.server.ts";
import { findNext } from "./register-number.queries.server.ts";

/** Registers a paper that was made elsewhere in the own unit's book; without a number it takes the next one. */
export async function registerPaper(
  work: Work,
  { number, scan, ...paper }: z.output<typeof registerForm>,
): Promise<string> {
  requirePermission(canRegister(work.actor));
  const { id } = await takeNumber(work, { ...paper, rights: ownRights(work) }, number);
  if (scan) await attachToEntry(work, id, { scan });
  return id;
}

/** What the book says wrongly is put right with a reason. What was made here keeps what it was issued with: its number is put right on its record. */
export async function editEntry(
  work: Work,
  entryId: string,
  { version, number, ...said }: z.output<typeof editEntryForm>,
): Promise<void> {
  const entry = await lockEntry(work, entryId);
  requirePermission(canKeepBook(work.actor, entry.unit_path));
  requireVersion(entry, version);
  if (entry.status !== "registered") throw new RuleError("rule_entry_closed");
  const book = { unit_id: entry.unit_id, kind: entry.kind as PaperKind, year: Number(said.on_date.slice(0, 4)) };
  const isMoved = number !== entry.number || said.on_date !== entry.on_date;
  if (isMoved && !said.reason) throw new FieldError("reason", "error_required");
  if (isMoved && entry.record_id) throw new RuleError("rule_entry_of_record");
  const free = isMoved
    ? await requireFree(work, book, number, entry.id)
    : { number: entry.number, ordinal: entry.ordinal };
  const written = emptied({ ...said, number: free.number });
  const changes = editBetween(entry, written, "title");
  if (!changes) return;
  await work.trx
    .updateTable("register_entry")
    .set({ ...written, ordinal: free.ordinal, last_ordinal: free.ordinal, year: book.year, version: version + 1 })
    .where("register_entry.id", "=", entryId)
    .execute();
  await recordHistory(work, {
    subject: ["register_entry", entryId],
    action: "edited",
    rights: entry,
    ...changes,
  });
}

/** Says why no paper bears these numbers; they are given to none from then on. Answers with the line. */
export async function explainGap(work: Work, gap: z.output<typeof gapForm>): Promise<string> {
  requirePermission(canRegister(work.actor));
  const rights = ownRights(work);
  const { kind, year, from, until, reason } = gap;
  const book = { unit_id: rights.unit_id, kind, year };
  await lockBook(work, book);
  if (until >= (await findNext(work, book)) + SO_FAR_AHEAD) throw new RuleError("rule_gap_ahead");
  const made = await work.trx
    .insertInto("register_entry")
    .values({
      kind,
      year,
      number: spanOf(from, until),
      ordinal: from,
      last_ordinal: until,
      status: "unused",
      reason,
      created_by: work.actor.userId ?? null,
      ...rights,
    })
    .returning("register_entry.id")
    .executeTakeFirstOrThrow();
  await recordHistory(work, {
    subject: ["register_entry", made.id],
    action: "register_explained",
    rights,
    after: { title: reason, kind, number: spanOf(from, until), reason },
  });
  return made.id;
}

/** A book that goes on from one kept on paper begins so far behind its first number; further ahead is a slip. */
const SO_FAR_AHEAD = 10_000;

/** A paper that was withdrawn or spoiled: it stays in the book, and its number with it. */
export async function cancelEntry(work: Work, entryId: string, { reason }: z.output<typeof reasonForm>): Promise<void> {
  await become(work, entryId, "cancel", { status: "cancelled", reason });
}

/** What was cancelled by mistake stands again. */
export async function restoreEntry(work: Work, entryId: string): Promise<void> {
  await become(work, entryId, "restore", { status: "registered", reason: null });
}

/** An explanation that was wrong: its numbers are gaps again, or free. */
export async function takeBackExplanation(work: Work, entryId: string): Promise<void> {
  await become(work, entryId, "take_back", { status: "taken_back" });
}

async function become(
  work: Work,
  entryId: string,
  step: StepName,
  written: { status: string; reason?: string | null },
): Promise<void> {
  const entry = await lockEntry(work, entryId);
  requirePermission(canKeepBook(work.actor, entry.unit_path));
  if (!canTakeStep(work.actor, step, entry)) throw new RuleError("rule_step_not_allowed");
  await work.trx
    .updateTable("register_entry")
    .set({ ...written, version: sql<number>`register_entry.version + 1` })
    .where("register_entry.id", "=", entryId)
    .execute();
  const { title, number, status } = entry;
  await recordHistory(work, {
    subject: ["register_entry", entryId],
    action: `register_${step}`,
    rights: entry,
    before: { title, number, status },
    after: { title, number, ...written },
  });
}

/** The paper itself, or its scan; one that was wrong is replaced, and stays in the history. */
export async function attachToEntry(work: Work, entryId: string, { scan }: z.output<typeof attachForm>): Promise<void> {
  const entry = await lockEntry(work, entryId);
  requirePermission(canTakeStep(work.actor, "attach", entry));
  const file_id = await attachFile(work, { subject: ["register_entry", entryId], rights: entry }, scan);
  await work.trx
    .updateTable("register_entry")
    .set({ file_id, version: sql<number>`register_entry.version + 1` })
    .where("register_entry.id", "=", entryId)
    .execute();
  await recordHistory(work, {
    subject: ["register_entry", entryId],
    action: "register_attach",
    rights: entry,
    before: { title: entry.title, file: entry.file_name },
    after: { title: entry.title, file: scan.name },
  });
}

async function lockEntry(work: Work, entryId: string) {
  await lockRow(work, "register_entry", entryId);
  return requireRow(await findEntry(work, entryId));
}
