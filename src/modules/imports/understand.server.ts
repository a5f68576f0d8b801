import type { BulkRow } from "#platform/bulk.server.ts";
import { apart } from "#platform/apart.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { sayFileRefused } from "#platform/sent-files.server.ts";
import { getLocale } from "#words/runtime.js";
import { readLists } from "./lists.server.ts";
import type { SentFile } from "./open-sheet.server.ts";
import type { Problem } from "./row.server.ts";
import type { Told } from "./told.server.ts";

/** A workbook as rows to write, and what of it is not: refused rows, and those that repeat another. */
export type Understood = {
  rows: BulkRow[];
  problems: Problem[];
  total: number;
  columns: Record<string, number>;
  headings: string[];
  remarks: Told[];
};

/** Reads a file in a thread. Nothing is asked of the database meanwhile, so call it before a unit of work is opened. */
export async function understand(actor: Actor, sent: SentFile): Promise<Understood> {
  const known = await inReading(actor, readLists);
  const rows: BulkRow[] = [];
  const problems: Problem[] = [];
  const read = apart<typeof import("./understand.apart.ts")>(
    "#modules/imports/understand.apart.ts",
    { ...sent, known },
    {
      lane: "reading",
      who: actor.userId,
      locale: getLocale(),
      take: (packet) => void ("rows" in packet ? rows.push(...packet.rows) : problems.push(...packet.problems)),
    },
  );
  const ended = await read.catch((cause: unknown) => {
    if (cause instanceof RuleError) sayFileRefused(cause.code, { field: "file", bytes: sent.bytes.length });
    throw cause;
  });
  return { rows, problems, ...ended };
}
