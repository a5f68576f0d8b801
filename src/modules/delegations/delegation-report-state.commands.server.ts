import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import { now } from "#platform/time.ts";
import type { ReportState } from "./delegation.model.ts";

/** A report that was written, or put right, waits for whoever decides on the visit; they are told. */
export async function awaitAcceptance(work: Work, delegationId: string): Promise<void> {
  await standReport(work, delegationId, "waiting");
  await enqueue(work, "delegation.announce", { delegation_id: delegationId, step: "report_waits" });
}

export async function standReport(work: Work, delegationId: string, report_state: ReportState | null): Promise<void> {
  await work.trx
    .updateTable("delegation")
    .set({ report_state, report_since: report_state && now(), version: sql<number>`delegation.version + 1` })
    .where("delegation.id", "=", delegationId)
    .execute();
}
