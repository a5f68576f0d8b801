import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { changeSight } from "#platform/rights.server.ts";

/** A line of the book is read by the unit that issued the paper; what few may see of a record, few may see of its papers. */
export function rightsInBook(
  record: Pick<Rights, "visibility" | "named_user_ids">,
  issuer: Pick<Rights, "unit_id" | "unit_path">,
): Rights {
  const isConfidential = record.visibility === "confidential";
  return {
    unit_id: issuer.unit_id,
    unit_path: issuer.unit_path,
    visibility: isConfidential ? "confidential" : "unit",
    shared_paths: [],
    named_user_ids: isConfidential ? record.named_user_ids : [],
  };
}

/** After a record was shown to others or hidden from them: its lines in the book follow. */
export async function followSightOfNumbers(work: Work, recordId: string, record: Rights): Promise<void> {
  await whileSystem(work, async () => {
    const lines = await work.trx
      .selectFrom("register_entry")
      .select(["register_entry.id", "register_entry.unit_id", "register_entry.unit_path"])
      .where("register_entry.record_id", "=", recordId)
      .execute();
    for (const { id, ...issuer } of lines)
      await changeSight(work, ["register_entry", id], rightsInBook(record, issuer));
  });
}
