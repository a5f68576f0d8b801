import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import type { DecidedFile } from "./delegation-version.model.ts";
import { DECIDED } from "./delegation.model.ts";
import { FACTS, FIELDS, changesSince } from "./delegation-version.model.ts";
import type { findDelegation } from "./delegation.queries.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;
type Parts = Awaited<ReturnType<typeof listParts>>;
type Row = { id: string } & Record<string, unknown>;

/** What papers need of the facts beside those that are compared. */
const PRINTED = [
  "direction",
  "partner_name",
  "member_count",
  "unit_name",
  "unit_name_in",
  "report_due_working_days",
] as const;

/** The file as it stands: what is decided on, kept, and compared with what was decided. */
export async function readFile(work: Work, delegation: Delegation, parts?: Parts): Promise<DecidedFile> {
  const below = parts ?? (await listParts(work, delegation.id));
  const births = await work.trx
    .selectFrom("delegation_member")
    .select(["delegation_member.id", "delegation_member.year_of_birth"])
    .where("delegation_member.delegation_id", "=", delegation.id)
    .execute();
  const born = new Map(births.map((one) => [one.id, one.year_of_birth]));
  const rows = (list: Row[], names: readonly string[]) => list.map((row) => ({ id: row.id, ...pick(row, names) }));
  return {
    facts: pick({ ...delegation }, [...FACTS, ...PRINTED]),
    // In the order in which papers list them.
    member: below.members.map((one) => ({
      id: one.id,
      ...pick({ ...one, year_of_birth: born.get(one.id) }, [...FIELDS.member, "took_part"]),
    })),
    programme: below.programme.map((one) => ({ id: one.id, ...pick({ ...one }, [...FIELDS.programme, "content_en"]) })),
    journey: rows(below.journeys, FIELDS.journey),
    meeting: rows(below.meetings, [...FIELDS.meeting, "partner_name"]),
    provision: rows(below.provisions, FIELDS.provision),
    budget: rows(below.budget, FIELDS.budget),
  };
}

/** A mark of exactly this file: what a decider saw is what is decided, or the decision is refused. */
export function markOf(file: DecidedFile): string {
  return createHash("sha256").update(JSON.stringify(file)).digest("hex").slice(0, 32);
}

/** Every version of the file that was decided on, oldest first, with its papers; and who decided, under which number. */
export async function listVersions(work: Work, delegationId: string) {
  const [versions, papers] = [await readVersions(work, delegationId), await listPapers(work, delegationId)];
  return versions.map((one) => ({
    ...one,
    papers: withReplaced(papers.filter((paper) => paper.version_id === one.id)),
  }));
}

/** A decision whose number was corrected since says which number stands in its place. */
function withReplaced<Paper extends { paper: string; number: string | null }>(papers: Paper[]) {
  return papers.map((one, index) => {
    const later = papers.slice(index + 1).findLast((other) => other.paper === one.paper && other.number !== one.number);
    return { ...one, replaced_by: one.number === null ? null : (later?.number ?? null) };
  });
}

function readVersions(work: Work, delegationId: string) {
  return work.trx
    .selectFrom("delegation_version")
    .innerJoin("delegation_decision", "delegation_decision.id", "delegation_version.decision_id")
    .select([
      "delegation_version.id",
      "delegation_version.ordinal",
      "delegation_version.is_returned",
      "delegation_version.kept_at",
      "delegation_version.decision_id",
      "delegation_decision.decided_on",
      "delegation_decision.decided_by_name",
      "delegation_decision.decided_by_post",
      "delegation_decision.signed_as",
      "delegation_decision.on_behalf_of_name",
      "delegation_decision.on_behalf_of_post",
      "delegation_decision.ended_at",
      "delegation_decision.reason",
    ])
    .where("delegation_version.delegation_id", "=", delegationId)
    .orderBy("delegation_version.ordinal")
    .execute();
}

/** Every paper that was kept, oldest first. */
async function listPapers(work: Work, delegationId: string) {
  return work.trx
    .selectFrom("delegation_paper")
    .select([
      "delegation_paper.id",
      "delegation_paper.version_id",
      "delegation_paper.paper",
      "delegation_paper.number",
      "delegation_paper.file_id",
      "delegation_paper.kept_at",
    ])
    .where("delegation_paper.delegation_id", "=", delegationId)
    .orderBy("delegation_paper.kept_at")
    .orderBy("delegation_paper.id")
    .execute();
}

/** The file of a paper as it was kept with the newest version that stands: always of the decision; of the proposal while nothing waits. */
export async function findKept(
  work: Work,
  delegation: { id: string; change_state: string | null },
  paper: string,
): Promise<string | undefined> {
  const isOpen = delegation.change_state === "waiting" || delegation.change_state === "returned";
  if (paper !== "decision" && (paper !== "proposal" || isOpen)) return undefined;
  const row = await work.trx
    .selectFrom("delegation_paper")
    .innerJoin("delegation_version", "delegation_version.id", "delegation_paper.version_id")
    .innerJoin("delegation_decision", "delegation_decision.id", "delegation_version.decision_id")
    .select("delegation_paper.file_id")
    .where("delegation_decision.ended_at", "is", null)
    .where("delegation_paper.delegation_id", "=", delegation.id)
    .where("delegation_paper.paper", "=", paper)
    .orderBy("delegation_version.ordinal", "desc")
    .orderBy("delegation_paper.kept_at", "desc")
    .orderBy("delegation_paper.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.file_id;
}

/** The file of the decision that stands, or the one that was returned since. */
export async function findVersion(work: Work, delegationId: string, is: { returned: boolean }) {
  const row = await work.trx
    .selectFrom("delegation_version")
    .innerJoin("delegation_decision", "delegation_decision.id", "delegation_version.decision_id")
    .select(["delegation_version.id", "delegation_version.ordinal", "delegation_version.content"])
    .where("delegation_version.delegation_id", "=", delegationId)
    .where("delegation_version.is_returned", "=", is.returned)
    .where("delegation_decision.ended_at", "is", null)
    .orderBy("delegation_version.ordinal", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, content: row.content as unknown as DecidedFile };
}

/** How the file differs from what was decided, what must go back first; nothing before a decision. */
export async function listChanges(work: Work, delegation: Delegation, file: DecidedFile) {
  if (!DECIDED.includes(delegation.status)) return [];
  const decided = await findVersion(work, delegation.id, { returned: false });
  return decided ? changesSince(decided.content, file, delegation.budget_share) : [];
}

/** The approval that stands, if any. */
export async function findApproval(work: Work, delegationId: string) {
  return work.trx
    .selectFrom("delegation_decision")
    .selectAll("delegation_decision")
    .where("delegation_decision.delegation_id", "=", delegationId)
    .where("delegation_decision.step", "=", "approve")
    .where("delegation_decision.ended_at", "is", null)
    .executeTakeFirst();
}

/** How many other visits the same unit decided under the same number in that year: one number is one decision. */
export async function countSameNumber(work: Work, approval: Pick<Approval, "number" | "delegation_id" | "id">) {
  if (approval.number === null) return 0;
  const [counted] = await asSystem(
    work,
    sql<{ count: number }>`select count(distinct other.delegation_id)::int as count
      from delegation_decision as one join delegation_decision as other on other.delegation_id <> one.delegation_id
        and other.step = 'approve' and lower(other.number) = lower(one.number)
        and other.approving_path is not distinct from one.approving_path
        and extract(year from other.decided_on) = extract(year from one.decided_on)
      where one.id = ${approval.id}`.compile(work.trx),
  );
  return counted?.count ?? 0;
}
type Approval = NonNullable<Awaited<ReturnType<typeof findApproval>>>;

function pick(row: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}
