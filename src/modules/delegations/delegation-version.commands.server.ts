import { attachFile } from "#modules/files/file.commands.server.ts";
import { fileNameOf } from "#modules/registers/register.model.ts";
import { keepFileOf } from "#modules/registers/register-number.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import type { PaperAsked } from "#platform/paper.server.ts";
import { fillTemplates } from "#platform/paper.server.ts";
import { now } from "#platform/time.ts";
import { formatDay } from "#platform/format.ts";
import { DECIDED } from "./delegation.model.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import type { Places } from "./delegation-paper-places.queries.server.ts";
import { findPlaces } from "./delegation-paper-places.queries.server.ts";
import { delegationPaper } from "./delegation-papers.server.ts";
import type { DecidedFile, KeptPaper } from "./delegation-version.model.ts";
import { KEPT_PAPERS, changesSince, stateOf } from "./delegation-version.model.ts";
import { findApproval, findVersion, readFile } from "./delegation-version.queries.server.ts";

type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;
type Approval = NonNullable<Awaited<ReturnType<typeof findApproval>>>;
type Version = { id: string; ordinal: number; content: DecidedFile };

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Keeps the file as it was decided on, with its papers. Nothing of it is changed or made anew afterwards. */
export async function keepVersion(work: Work, delegation: Delegation, decisionId: string): Promise<void> {
  const version = await writeVersion(work, delegation, { decisionId, isReturned: false });
  const approval = requireRow(await findApproval(work, delegation.id));
  await keepPapers(
    work,
    delegation,
    KEPT_PAPERS.map((paper) => ({ version, paper, approval })),
  );
}

/** Keeps what was returned, so that the same is not sent there again. */
export async function keepReturned(work: Work, delegation: Delegation, decisionId: string): Promise<void> {
  await writeVersion(work, delegation, { decisionId, isReturned: true });
}

async function writeVersion(
  work: Work,
  delegation: Delegation,
  { decisionId, isReturned }: { decisionId: string; isReturned: boolean },
): Promise<Version> {
  alsoWritten(work, "delegation", delegation.id);
  const content = await readFile(work, delegation);
  const { last } = await work.trx
    .selectFrom("delegation_version")
    .select((select) => select.fn.max("delegation_version.ordinal").as("last"))
    .where("delegation_version.delegation_id", "=", delegation.id)
    .executeTakeFirstOrThrow();
  const ordinal = (last ?? 0) + 1;
  const made = await work.trx
    .insertInto("delegation_version")
    .values({
      delegation_id: delegation.id,
      ordinal,
      decision_id: decisionId,
      is_returned: isReturned,
      content: JSON.stringify(content),
      kept_at: now(),
      ...rightsOf(delegation),
    })
    .returning("delegation_version.id")
    .executeTakeFirstOrThrow();
  return { id: made.id, ordinal, content };
}

type Kept = { version: Version; paper: KeptPaper; approval: Approval };

/** Makes papers of versions and keeps their bytes; the decision's says under which number, once it has one. */
export async function keepPapers(work: Work, delegation: Delegation, papers: Kept[]): Promise<void> {
  const asked: PaperAsked[] = [];
  for (const one of papers) asked.push(await printOf(work, delegation, one));
  const made = await fillTemplates(asked);
  for (const [index, one] of papers.entries()) await keepPaper(work, delegation, { ...one, bytes: made[index] });
}

async function printOf(work: Work, delegation: Delegation, { version, paper, approval }: Kept): Promise<PaperAsked> {
  const { facts, ...lists } = version.content;
  const { unit_path, approving_path } = delegation;
  const places = await findPlaces(work, { ...printed(facts), unit_path, approving_path });
  return delegationPaper(
    work,
    paper,
    { delegation: { ...printed(facts), ...places }, parts: { ...partsOf(lists), approval } },
    { mark: await markOfVersion(work, delegation, version) },
  );
}

async function keepPaper(
  work: Work,
  delegation: Delegation,
  { version, paper, approval, bytes }: Kept & { bytes: Uint8Array | undefined },
): Promise<void> {
  const number = paper === "decision" ? approval.number : null;
  const name = number ? `${fileNameOf(number, delegation.title)}.docx` : `${paper}-${version.ordinal}.docx`;
  const file_id = await attachFile(
    work,
    { subject: ["delegation", delegation.id], rights: delegation },
    new File([new Uint8Array(requireRow(bytes))], name, { type: WORD }),
  );
  await work.trx
    .insertInto("delegation_paper")
    .values({
      delegation_id: delegation.id,
      version_id: version.id,
      paper,
      number,
      file_id,
      kept_at: now(),
      ...rightsOf(delegation),
    })
    .execute();
  if (number) await keepFileOf(work, { recordId: delegation.id, paper }, file_id);
}

/** The first version of an approval has no mark; one that was accepted later says so above its head. */
async function markOfVersion(work: Work, delegation: Delegation, version: Version): Promise<string | undefined> {
  const decision = await work.trx
    .selectFrom("delegation_version")
    .innerJoin("delegation_decision", "delegation_decision.id", "delegation_version.decision_id")
    .select(["delegation_decision.step", "delegation_decision.decided_on"])
    .where("delegation_version.id", "=", version.id)
    .executeTakeFirst();
  if (decision?.step !== "accept_changes") return undefined;
  const { count } = await work.trx
    .selectFrom("delegation_version")
    .innerJoin("delegation_decision", "delegation_decision.id", "delegation_version.decision_id")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where("delegation_version.delegation_id", "=", delegation.id)
    .where("delegation_decision.step", "=", "accept_changes")
    .where("delegation_version.ordinal", "<=", version.ordinal)
    .executeTakeFirstOrThrow();
  return `Bản điều chỉnh lần ${count}, được chấp nhận ngày ${formatDay(decision.decided_on)}`;
}

type Asked = Parameters<typeof delegationPaper>[2];
type Printed = Omit<Asked["delegation"], keyof Places>;
type Lists = Asked["parts"];
// What was kept was read from the same rows that papers are made of.
const printed = (facts: DecidedFile["facts"]) => facts as unknown as Printed;
const partsOf = (file: Omit<DecidedFile, "facts">) =>
  ({
    members: file.member,
    programme: file.programme,
    meetings: file.meeting,
    budget: file.budget,
    commitments: [],
    report: undefined,
  }) as unknown as Omit<Lists, "approval">;

/**
 * What was decided before versions were kept is kept now, before anything of it changes. As the system: whoever is the first to
 * open it for writing did not decide it.
 */
export async function keepEarlier(work: Work, delegation: Delegation): Promise<void> {
  if (!DECIDED.includes(delegation.status)) return;
  const approval = await findApproval(work, delegation.id);
  if (!approval || (await findVersion(work, delegation.id, { returned: false }))) return;
  await whileSystem(work, async () => {
    // Who decided is kept with it too, as the routes have it now where nobody wrote it down.
    await work.trx
      .updateTable("delegation_decision")
      .set({ approving_path: delegation.approving_path })
      .where("delegation_decision.id", "=", approval.id)
      .where("delegation_decision.approving_path", "is", null)
      .execute();
    await keepVersion(work, delegation, approval.id);
  });
}

/** Weighs the file against what was decided, after whatever was written to it: the one place that says how they differ. */
export async function weighChanges(work: Work, delegationId: string): Promise<void> {
  const delegation = await findDelegation(work, delegationId);
  if (!delegation) return;
  const state = await weigh(work, delegation);
  if ((state ?? null) === delegation.change_state) return;
  await work.trx
    .updateTable("delegation")
    .set({ change_state: state ?? null, changed_since: state ? now() : null })
    .where("delegation.id", "=", delegationId)
    .execute();
  if (state === "waiting") await enqueue(work, "delegation.announce", { delegation_id: delegationId, step: "changed" });
}

async function weigh(work: Work, delegation: Delegation) {
  if (!DECIDED.includes(delegation.status)) return undefined;
  const decided = await findVersion(work, delegation.id, { returned: false });
  if (!decided) return undefined;
  const file = await readFile(work, delegation);
  const returned = await findVersion(work, delegation.id, { returned: true });
  // What was returned before it was decided anew says nothing any more.
  const isReturned =
    returned !== undefined &&
    returned.ordinal > decided.ordinal &&
    changesSince(returned.content, file, 0).every((one) => !one.is_weighty);
  return stateOf(changesSince(decided.content, file, delegation.budget_share), isReturned);
}
