import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { approveDelegation, editDelegation, proposeDelegation } from "./delegation.commands.server.ts";
import { aDraftDelegation, aPart, visit } from "./delegation.fixtures.ts";
import { approveForm, editForm } from "./delegation.forms.ts";
import type { PartName } from "./delegation.model.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { listVersions } from "./delegation-version.queries.server.ts";

const FACTS_NOW = { ...visit, cities: "Paris", host: "Hội Pháp - Việt", head_name: "Lê Văn A" };
const PARTS: Record<PartName, Record<string, unknown>> = {
  member: { name: "Trần Thị B", role: "member", position: "Chuyên viên", home: "VUFO", year_of_birth: "1990" },
  programme: { on_date: "2025-05-13", content: "Làm việc", place: "Lyon" },
  journey: { way: "arrives", on_date: "2025-05-12", vehicle: "VN 11" },
  meeting: { on_date: "2025-05-14" },
  provision: { kind: "gift", description: "Tranh sơn mài" },
  budget: { description: "Vé máy bay", quantity: "2", unit_price: "20000000", currency: "VND", payer: "union" },
};
export const LISTS = Object.keys(PARTS) as PartName[];

/** What a list begins with; one is met at `partnerId`. */
export const partValues = (name: PartName, partnerId: string) =>
  name === "meeting" ? { ...PARTS.meeting, partner_id: partnerId } : PARTS[name];

/** A visit with one row in each list, approved under a number, or without one. */
export async function aDecidedVisit(
  who: { unit: Actor; leader: Actor; partnerId: string },
  decision: object = { number: "12/QĐ-LHHN" },
): Promise<string> {
  await emptyBooks();
  const id = await inWork(who.unit, async (work) => {
    const made = await aDraftDelegation(work, FACTS_NOW);
    for (const name of LISTS) await aPart(work, made, name, partValues(name, who.partnerId));
    await proposeDelegation(work, made);
    return made;
  });
  await inWork(who.leader, (work) => approveDelegation(work, id, approveForm.parse(decision)));
  return id;
}

export async function found(actor: Actor, id: string) {
  const row = await inReading(actor, (work) => findDelegation(work, id));
  if (!row) throw new Error("no such visit");
  return row;
}

/** Changes some facts and sends the others as they stand, as the form does. */
export async function edit(actor: Actor, id: string, values: Record<string, unknown>): Promise<void> {
  const now = await found(actor, id);
  const filled = Object.fromEntries(Object.entries(now).map(([name, value]) => [name, value ?? undefined]));
  await inWork(actor, (work) => editDelegation(work, id, editForm.parse({ ...filled, ...values })));
}

/** All papers kept so far, each with its bytes. */
export async function keptPapers(actor: Actor, id: string) {
  return inReading(actor, async (work) => {
    const versions = await listVersions(work, id);
    const papers = versions.flatMap((one) => one.papers.map((paper) => ({ ...paper, ordinal: one.ordinal })));
    const shas = await work.trx
      .selectFrom("file")
      .select(["file.id", "file.sha256"])
      .where("file.subject_id", "=", id)
      .execute();
    const shaOf = new Map(shas.map((one) => [one.id, one.sha256]));
    return Promise.all(
      papers.map(async (one) => ({
        ...one,
        bytes: (await readBytes(shaOf.get(one.file_id) ?? "")).toString("base64"),
      })),
    );
  });
}

export const tableOf = (name: PartName) => DELEGATION_PARTS.parts[name].table;
