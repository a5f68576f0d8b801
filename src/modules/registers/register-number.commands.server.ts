import type { Updateable } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { asSystem, whileSystem } from "#platform/db.server.ts";
import { FieldError } from "#platform/errors.ts";
import { formatDay } from "#platform/format.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { recordHistory, rightsOf } from "#platform/history.server.ts";
import type { Book, PaperKind } from "./register.model.ts";
import { ordinalIn } from "./register.model.ts";
import type { DB } from "#platform/schema.gen.ts";
import { findNext, findTaken, numberIn } from "./register-number.queries.server.ts";

/** A paper that takes a number: of a record that is made here, or of none. */
export type Numbered = {
  kind: PaperKind;
  on_date: string;
  subject: string;
  signer?: string | null | undefined;
  addressee?: string | null | undefined;
  record?: { kind: string; id: string; paper: string };
  file_id?: string | null;
  rights: Rights;
};

/** One clerk after the other, so that the next number is the next. */
export async function lockBook(work: Work, { unit_id, kind, year }: Book): Promise<void> {
  await work.client.query("select pg_advisory_xact_lock(hashtextextended(current_schema() || ' register ' || $1, 0))", [
    `${unit_id} ${kind} ${year}`,
  ]);
}

/** The number as it will stand in the book: the next one where none is asked; one that is taken is refused with the paper that has it. */
export async function requireFree(
  work: Work,
  book: Book,
  asked: string | undefined,
  own?: string,
): Promise<{ number: string; ordinal: number | null }> {
  await lockBook(work, book);
  if (!asked) {
    const ordinal = await findNext(work, book);
    return { number: await numberIn(work, book, ordinal), ordinal };
  }
  const ordinal = ordinalIn(asked);
  const number = ordinal !== undefined && /^\d+$/.test(asked) ? await numberIn(work, book, ordinal) : asked;
  const taken = await findTaken(work, book, { ordinal, number });
  if (taken && taken.id !== own) throw await refusal(work, book, taken, number);
  return { number, ordinal: ordinal ?? null };
}

async function refusal(
  work: Work,
  book: Book,
  taken: NonNullable<Awaited<ReturnType<typeof findTaken>>>,
  number: string,
): Promise<FieldError> {
  const next = await numberIn(work, book, await findNext(work, book));
  // A number is no secret, what its paper is about may be.
  const seen = await work.trx
    .selectFrom("register_entry")
    .select("register_entry.id")
    .where("register_entry.id", "=", taken.id)
    .executeTakeFirst();
  const details = { number, title: taken.title, day: formatDay(taken.on_date), next };
  if (!seen) return new FieldError("number", "rule_number_taken_hidden", 409, details);
  const code = taken.status === "registered" ? "rule_number_taken" : `rule_number_${taken.status}`;
  return new FieldError("number", code, 409, details);
}

/**
 * Writes a paper into the book of the unit that issues it. Whether one may is the question of whoever calls; a paper that was cancelled and is
 * issued again takes its own number back, and no other paper ever does.
 */
export async function takeNumber(
  work: Work,
  { rights, record, ...paper }: Numbered,
  asked: string | undefined,
): Promise<{ id: string; number: string }> {
  const book = { unit_id: rights.unit_id, kind: paper.kind, year: Number(paper.on_date.slice(0, 4)) };
  const own = asked && record ? await findCancelled(work, book, record, asked) : undefined;
  const free = await requireFree(work, book, asked, own);
  const values = {
    ...paper,
    ...free,
    last_ordinal: free.ordinal,
    year: book.year,
    signer: paper.signer ?? null,
    addressee: paper.addressee ?? null,
    file_id: paper.file_id ?? null,
    status: "registered",
    reason: null,
    record_kind: record?.kind ?? null,
    record_id: record?.id ?? null,
    paper: record?.paper ?? null,
    ...rightsOf(rights),
  };
  const id = await whileSystem(work, async () => {
    if (own) {
      await work.trx
        .updateTable("register_entry")
        .set({ ...values, version: sql<number>`register_entry.version + 1` })
        .where("register_entry.id", "=", own)
        .execute();
      return own;
    }
    const made = await work.trx
      .insertInto("register_entry")
      .values({ ...values, created_by: work.actor.userId ?? null })
      .returning("register_entry.id")
      .executeTakeFirstOrThrow();
    return made.id;
  });
  const { number } = free;
  const { kind, on_date, subject } = paper;
  await recordHistory(work, {
    subject: ["register_entry", id],
    action: "register_taken",
    rights,
    after: { title: subject, kind, number, on_date, subject, signer: values.signer, addressee: values.addressee },
  });
  return { id, number };
}

/** The line of this very paper that was cancelled under this number. */
async function findCancelled(
  work: Work,
  book: Book,
  record: NonNullable<Numbered["record"]>,
  asked: string,
): Promise<string | undefined> {
  const taken = await findTaken(work, book, { ordinal: ordinalIn(asked), number: asked });
  const isOwn = taken?.status === "cancelled" && taken.record_id === record.id && taken.paper === record.paper;
  return isOwn ? taken.id : undefined;
}

type Of = { recordId: string; paper: string };
type Standing = {
  id: string;
  number: string;
  on_date: string | null;
  year: number;
  subject: string | null;
  file_id: string | null;
} & Rights;

/** The line under which a paper of a record stands now. */
export async function findStanding(work: Work, { recordId, paper }: Of): Promise<Standing | undefined> {
  const [line] = await asSystem(
    work,
    work.trx
      .selectFrom("register_entry")
      .selectAll("register_entry")
      .where("register_entry.record_id", "=", recordId)
      .where("register_entry.paper", "=", paper)
      .where("register_entry.status", "=", "registered")
      .orderBy("register_entry.created_at", "desc")
      .orderBy("register_entry.id", "desc")
      .limit(1)
      .compile(),
  );
  return line as Standing | undefined;
}

/** Whoever acts on the record may not write the book: the program does, and the record's rights were asked before. */
const change = (work: Work, id: string, set: Updateable<DB["register_entry"]>) =>
  whileSystem(work, () =>
    work.trx
      .updateTable("register_entry")
      .set({ ...set, version: sql<number>`register_entry.version + 1` })
      .where("register_entry.id", "=", id)
      .execute(),
  );

/** A number that was written wrongly is put right: the paper moves to the one it bears, and the one that it never bore is free. */
export async function moveNumber(
  work: Work,
  line: Standing,
  to: { kind: PaperKind; number: string; on_date: string; reason: string },
): Promise<string> {
  const book = { unit_id: line.unit_id, kind: to.kind, year: Number(to.on_date.slice(0, 4)) };
  const free = await requireFree(work, book, to.number, line.id);
  const { number } = free;
  if (number === line.number && to.on_date === line.on_date) return number;
  await change(work, line.id, { ...free, last_ordinal: free.ordinal, year: book.year, on_date: to.on_date });
  await recordHistory(work, {
    subject: ["register_entry", line.id],
    action: "register_moved",
    rights: line,
    before: { title: line.subject, number: line.number, on_date: line.on_date },
    after: { title: line.subject, number, on_date: to.on_date, reason: to.reason },
  });
  return number;
}

/** What is kept of a paper under its number; of a version that was accepted later, that one. */
export async function keepFileOf(work: Work, { recordId, paper }: Of, file_id: string): Promise<void> {
  const line = await findStanding(work, { recordId, paper });
  if (!line) return;
  alsoWritten(work, "register_entry", line.id);
  await change(work, line.id, { file_id });
}

/** A paper that was withdrawn with its record stays in the book, cancelled; its number is given to no other. */
export async function cancelNumber(work: Work, of: Of, reason: string): Promise<void> {
  const line = await findStanding(work, of);
  if (!line) return;
  await change(work, line.id, { status: "cancelled", reason });
  await recordHistory(work, {
    subject: ["register_entry", line.id],
    action: "register_cancel",
    rights: line,
    before: { title: line.subject, number: line.number },
    after: { title: line.subject, number: line.number, reason },
  });
}

/** What was withdrawn by mistake stands again, under the number that it bears. */
export async function restoreNumber(work: Work, { recordId, paper }: Of, number: string): Promise<void> {
  const [line] = (await asSystem(
    work,
    work.trx
      .selectFrom("register_entry")
      .selectAll("register_entry")
      .where("register_entry.record_id", "=", recordId)
      .where("register_entry.paper", "=", paper)
      .where("register_entry.number", "=", number)
      .where("register_entry.status", "=", "cancelled")
      .compile(),
  )) as Standing[];
  if (!line) return;
  await change(work, line.id, { status: "registered", reason: null });
  await recordHistory(work, {
    subject: ["register_entry", line.id],
    action: "register_restore",
    rights: line,
    before: { title: line.subject },
    after: { title: line.subject, number },
  });
}
