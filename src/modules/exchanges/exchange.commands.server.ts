import type { Insertable, RawBuilder } from "kysely";
import { sql } from "kysely";
import { listGrantable, listOfficers } from "#modules/access/access.queries.server.ts";
import { listSpeakers } from "#modules/access/body.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import type { Role } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import type { Rights } from "#platform/history.server.ts";
import { recordHistory, rightsOf } from "#platform/history.server.ts";
import { newId } from "#platform/id.ts";
import type { KindThatIs } from "#platform/kinds.ts";
import type { DB } from "#platform/schema.gen.ts";
import { today } from "#platform/time.ts";
import { atOrAbove } from "#platform/tree.ts";
import type { Grant } from "./exchange.forms.ts";
import type { ExchangeKind, Outcome, Verdict } from "./exchange.model.ts";
import { FROM_OUTSIDE } from "./exchange.model.ts";
import { rebuildSpeakers } from "./exchange-body.commands.server.ts";
import { canKeepQuestion, canSettle, isOwn, owes } from "./exchange.policy.ts";
import type { Owed } from "./exchange.queries.server.ts";

/** What is said about a record. `rights` are of who says it; of the record, when somebody outside speaks, who has no unit here. */
type Said = {
  kind: ExchangeKind;
  subject: readonly [kind: KindThatIs<"logged">, id: string];
  rights: Rights & { import_id: string | null };
} & Pick<Insertable<DB["exchange"]>, "title" | "body" | "on_date" | "amount_usd" | "is_awaiting_text" | "supersedes">;
type Addressee =
  | { unit: { id: string; path: string; name?: string } }
  | { person: { id: string; name: string } }
  | { body: { id: string; name: string } };
/** Who has to answer or settle it, else the unit that keeps the record; by when; and all that they are shown of the record, as it stands now. */
type Owing = { to?: Addressee; due_on?: string; summary?: object };

/** Says it and writes down who owes what; answers with the key of what is owed and with the people who owe it. */
export async function say(
  work: Work,
  { subject: [subject_kind, subject_id], rights, ...said }: Said,
  { to = { unit: { id: rights.unit_id, path: rights.unit_path } }, due_on, summary = {} }: Owing,
  action: string,
): Promise<{ id: string; told: string[] }> {
  const [id, exchange_id] = [newId(), newId()];
  const created_by = work.actor.userId ?? null;
  const about = { kind: said.kind, subject_kind, subject_id, title: said.title, created_by };
  await work.trx
    .insertInto("exchange")
    .values({
      id: exchange_id,
      ...said,
      ...about,
      said_by_name: work.actor.name,
      said_on: today(),
      import_id: rights.import_id,
      ...rightsOf(rights),
    })
    .execute();
  await work.trx
    .insertInto("exchange_owed")
    .values({
      id,
      exchange_id,
      ...about,
      summary: JSON.stringify(summary),
      asker_unit_id: rights.unit_id,
      asker_visibility: rights.visibility,
      ...addressOf(to),
      due_on: due_on ?? null,
      ...rightsOfOwed(rights, to),
    })
    .execute();
  const { kind: _kind, supersedes: _supersedes, ...after } = { ...said, to: calledBy(to), due_on };
  await recordHistory(work, { subject: [subject_kind, subject_id], action, rights, after });
  if ("body" in to) await rebuildSpeakers(work, [id]);
  return { id, told: await listAddressees(work, to) };
}

function addressOf(to: Addressee) {
  if ("unit" in to) return { to_unit_id: to.unit.id };
  if ("body" in to) return { to_body_id: to.body.id, to_name: to.body.name };
  return { to_user_id: to.person.id, to_name: to.person.name };
}

function calledBy(to: Addressee) {
  if ("unit" in to) return to.unit.name;
  return "body" in to ? to.body.name : to.person.name;
}

/** The people who are told of what is owed. */
export async function listAddressees(work: Work, to: Addressee): Promise<string[]> {
  if ("person" in to) return [to.person.id];
  return "body" in to ? listSpeakers(work, to.body.id) : listOfficers(work, to.unit);
}

/**
 * Who owes and who asked. What is said in the open is owed in the open; what is confidential is known to those named and, when
 * another unit has to do it, to that unit.
 */
export function rightsOfOwed(asker: Rights, to: Addressee): Rights {
  const own = rightsOf(asker);
  if ("person" in to) return { ...own, named_user_ids: [...asker.named_user_ids, to.person.id] };
  // Who speaks for it changes: `rebuildSpeakers` names them.
  if ("body" in to) return own;
  if (to.unit.id === asker.unit_id) return own;
  const isConfidential = asker.visibility === "confidential";
  return {
    ...own,
    unit_id: to.unit.id,
    unit_path: to.unit.path,
    visibility: isConfidential ? "unit" : asker.visibility,
    shared_paths: isConfidential ? [] : atOrAbove(asker.unit_path),
  };
}

/** With the number and day of the paper that says it, and what was scanned of it. */
export type Reply = { verdict: Verdict; comment?: string | undefined } & Paper;
type Paper = { paper_number?: string | undefined; paper_on?: string | undefined; file?: KeptScan | undefined };
type KeptScan = { file_name: string; file_media_type: string; file_size_bytes: number; file_sha256: string };

/** The answer of who owes it, once; a correction names the answer that it supersedes. Answers with who is to be told. */
export async function answer(
  work: Work,
  owed: Owed,
  { file, ...said }: Reply,
  correcting?: { supersedes: string; before: object },
): Promise<string[]> {
  requirePermission(owes(work.actor, owed));
  if (owed.outcome !== null)
    throw new RuleError(owed.outcome === "withdraw" ? "rule_request_withdrawn" : "rule_settled");
  const reply = { ...said, ...file };
  const made = await work.trx
    .insertInto("exchange_answer")
    .values({
      exchange_owed_id: owed.id,
      ...reply,
      ...(correcting && { supersedes: correcting.supersedes }),
      answered_by: requireRow(work.actor.userId),
      answered_by_name: work.actor.name,
      answered_on: today(),
      ...rightsOf(owed),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("exchange_answer.id")
    .executeTakeFirst();
  if (!made) throw new RuleError("rule_answered");
  const after = { title: owed.title, ...said, ...(file && { file_name: file.file_name }) };
  if (correcting) return recordEnd(work, owed, { action: "answer_corrected", before: correcting.before, after });
  return recordEnd(work, owed, { action: "answered", after });
}

type End = { outcome: Outcome; sentence?: string | undefined; action: string };

/** How it ended, once; what that means for the record is the record's own command. Answers with who is to be told. */
export function settle(work: Work, owed: Owed, end: End): Promise<string[]> {
  requirePermission(canSettle(work.actor, owed));
  return endOwed(work, owed, end);
}

/** Who asked withdraws the question, and says why. */
export async function withdraw(work: Work, owed: Owed, end: { sentence: string; action: string }): Promise<void> {
  requirePermission(canKeepQuestion(work.actor, owed));
  await endOwed(work, owed, { outcome: "withdraw", ...end });
}

/** Who said it takes it back, as long as nobody settled it. */
export async function takeBack(work: Work, owed: Owed, action: string): Promise<void> {
  requirePermission(isOwn(work.actor, owed));
  await endOwed(work, owed, { outcome: "take_back", action });
}

async function endOwed(work: Work, owed: Owed, { action, ...said }: End): Promise<string[]> {
  const made = await work.trx
    .insertInto("exchange_settlement")
    .values({
      exchange_owed_id: owed.id,
      ...said,
      settled_by: work.actor.userId ?? null,
      settled_by_name: work.actor.name,
      settled_on: today(),
      ...rightsOf(owed),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("exchange_settlement.settled_on")
    .executeTakeFirst();
  if (!made) throw new RuleError("rule_settled");
  return recordEnd(work, owed, { action, after: { title: owed.title, ...said } });
}

/** A line in the record's history for those who asked: who owes it may not see the record. */
export async function recordEnd(
  work: Work,
  owed: Owed,
  line: { action: string; before?: object; after: object },
): Promise<string[]> {
  // What was said has the rights of the record, which follow it.
  const [rights] = await asSystem(
    work,
    work.trx
      .selectFrom("exchange")
      .select(["exchange.unit_id", "exchange.unit_path", "exchange.visibility"])
      .select(["exchange.shared_paths", "exchange.named_user_ids"])
      .where("exchange.id", "=", owed.exchange_id)
      .compile(),
  );
  await recordHistory(work, { subject: [owed.subject_kind, owed.subject_id], rights: requireRow(rights), ...line });
  return owed.created_by ? [owed.created_by] : [];
}

/** A record that somebody outside the union may be let see: who that may be, and what they and the history are told. */
type Grantable = {
  kind: KindThatIs<"told">;
  rights: Rights & { id: string };
  called: { name: string } | { title: string };
  roles: readonly Role[];
  told: string;
};

/** Names a guest on a record, or no longer; `write` is of the module whose record it is. */
export async function grantAccess(
  work: Work,
  { kind, rights, called, roles, told }: Grantable,
  { user_id, access }: Grant,
  write: (named_user_ids: RawBuilder<string[]>) => Promise<{ named_user_ids: string[] }>,
): Promise<void> {
  const people = await listGrantable(work, roles, rights.named_user_ids);
  const guest = people.find((one) => one.id === user_id && (access === "end" ? one.isNamed : one.isAppointed));
  if (!guest) throw new FieldError("user_id", "rule_not_askable");
  // Added to what stands there now: two who grant at once do not undo each other.
  const without = sql<string[]>`array_remove(${sql.ref(`${kind}.named_user_ids`)}, ${user_id}::uuid)`;
  const { named_user_ids } = await write(access === "end" ? without : sql`array_append(${without}, ${user_id}::uuid)`);
  await nameReaders(work, rights.id, named_user_ids);
  const subject: [typeof kind, string] = [kind, rights.id];
  const action = access === "end" ? "grant_ended" : "granted";
  await recordHistory(work, { subject, action, rights, after: { ...called, to: guest.name } });
  const [title = ""] = Object.values(called);
  const { visibility } = rights;
  if (access === "give") await tellPeople(work, [user_id], { kind: told, subject, title, visibility });
}

/** Whom a record names outside the union sees what was said about it from there, and nobody else outside. */
export async function nameReaders(work: Work, subjectId: string, named_user_ids: string[]): Promise<void> {
  for (const table of ["exchange", "exchange_owed"] as const)
    await work.trx
      .updateTable(table)
      .set({ named_user_ids })
      .where(`${table}.subject_id`, "=", subjectId)
      .where(`${table}.kind`, "in", FROM_OUTSIDE)
      .execute();
}
