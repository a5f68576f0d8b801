import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { whileSystem } from "./db.server.ts";
import { RuleError } from "./errors.ts";
import { sealAgain } from "./seal.server.ts";

/** What stands in the place of what was erased at a person's request, in rows and in lines. */
export const MARK = "✂";

/** Whole fields of one line of history, by their names in before and after. */
export type Struck = { line: number; fields: string[] };

/**
 * Puts the mark in the place of these fields, for one case of personal data; whether one may is the caller's question. The seals go on being
 * proven (docs/decisions/0048); a day that is not as it was sealed is refused, for nobody could tell afterwards what had been there.
 */
export async function strikeLines(work: Work, caseId: string, lines: readonly Struck[]): Promise<void> {
  if (lines.length === 0) return;
  await whileSystem(work, async () => {
    const [day] = await sealAgain(
      work.client,
      lines.map(({ line }) => line),
    );
    if (day !== undefined) throw new RuleError("rule_history_broken", { day });
    for (const { line, fields } of lines)
      await sql`select history_strike(${line}, ${fields}::text[], ${caseId}::uuid)`.execute(work.trx);
  });
}
