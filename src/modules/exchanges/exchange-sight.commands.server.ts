import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { rebuilding } from "#platform/derived.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { rebuildSpeakers } from "./exchange-body.commands.server.ts";
import { rightsOfOwed } from "./exchange.commands.server.ts";
import { isQuestion } from "./exchange.model.ts";
import type { Owed } from "./exchange.queries.server.ts";
import { listSaid } from "./exchange.queries.server.ts";
import { QUESTIONS, SETTLED } from "./exchange.model.ts";

/** What is owed about a record follows who may see the record; answers with the keys of what is owed. Once it is confidential, a unit that leads a promise goes on seeing that and nothing else. */
export async function followSight(work: Work, subjectId: string, record: Rights): Promise<string[]> {
  const owed = await whileSystem(work, () => listSaid(work, subjectId, [...QUESTIONS, ...SETTLED]));
  for (const one of owed) await whileSystem(work, () => follow(work, one, record));
  return owed.map((one) => one.id);
}

async function follow(work: Work, owed: Owed, record: Rights): Promise<void> {
  const isConfidential = record.visibility === "confidential";
  const rights = rightsOfOwed(record, addresseeOf(owed));
  const isOfBody = owed.to_body_id !== null;
  // A question tells of the visit itself: a unit that was asked sees it no more.
  const isClosed = isConfidential && owed.to_unit_id !== null && isQuestion(owed.kind);
  await work.trx
    .updateTable("exchange_owed")
    .set({
      ...rights,
      ...(isClosed && { visibility: "confidential" }),
      asker_visibility: record.visibility,
      ...(isConfidential && owed.kind === "commitment" && { summary: "{}" }),
    })
    .where("exchange_owed.id", "=", owed.id)
    .execute();
  if (isOfBody) await rebuildSpeakers(work, [owed.id]);
}

export function addresseeOf(owed: Owed) {
  if (owed.to_body_id !== null) return { body: { id: owed.to_body_id, name: owed.to_name } };
  return owed.to_unit_id === null
    ? { person: { id: owed.to_user_id ?? "", name: owed.to_name } }
    : { unit: { id: owed.to_unit_id, path: owed.unit_path } };
}

/** How far the record is open, kept beside what is owed for whoever must be told without a title. */
export const rebuildAskerVisibility = rebuilding({
  table: "exchange_owed",
  column: "asker_visibility",
  type: "row_visibility",
  value: () => sql`(select exchange.visibility from exchange where exchange.id = exchange_owed.exchange_id)`,
});
