import { aPerson } from "../../../tests/database.ts";
import type { Actor, Role } from "#platform/actor.ts";
import { anonymous } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { listHistory, ownRights } from "#platform/history.server.ts";
import { newId } from "#platform/id.ts";
import { addDays, today } from "#platform/time.ts";
import { answer, say, settle } from "./exchange.commands.server.ts";
import type { ExchangeKind } from "./exchange.model.ts";
import { findOwed, listOwed } from "./exchange.queries.server.ts";

export const people: Record<string, Actor> = { nobody: anonymous };
export const who = (name: string): Actor => people[name] ?? anonymous;
type Said = Parameters<typeof say>[1];
const ALL = ["opinion", "programme", "commitment", "suggestion", "statement"] as const;
export const DUE = addDays(today(), 5);

/** People on every side of what is said. */
export async function makePeople() {
  const roles: [name: string, role: Role, unit: string][] = [
    ["asker", "association_officer", "association_fr"],
    ["colleague", "association_officer", "association_fr"],
    ["askersReader", "auditor", "association_fr"],
    ["leader", "leader", "vufo"],
    ["owing", "unit_officer", "ha_noi"],
    ["owingReader", "auditor", "ha_noi"],
    ["other", "unit_officer", "can_tho"],
    ["ministry", "consulted_agency", "vufo"],
    ["guest", "partner", "vufo"],
  ];
  for (const [name, role, unit] of roles) people[name] = await aPerson(role, unit);
}

/** Rights of the asking unit's record, as the owner's command hands them over. */
export const rightsOf = (visibility: Rights["visibility"], named: string[] = []): Said["rights"] => ({
  import_id: null,
  ...ownRights({ actor: who("asker") } as Parameters<typeof ownRights>[0]),
  visibility,
  named_user_ids: named.map((name) => who(name).userId ?? ""),
});

export async function promise(rights: Said["rights"], to = who("owing")): Promise<string> {
  const unit = { id: to.unitId ?? "", path: to.unitPath ?? "" };
  const said = { kind: "commitment", subject: ["delegation", newId()], rights, title: "Gửi kế hoạch" } as const;
  const owed = { to: { unit }, due_on: DUE, summary: { title: "Đoàn" } };
  return (await inWork(who("asker"), (work) => say(work, said, owed, "commitment_added"))).id;
}

export async function question(
  rights: Said["rights"],
  more: { to?: Actor; due_on?: string; subject?: string } = {},
): Promise<string> {
  const { to, due_on = DUE, subject = newId() } = more;
  const said = { kind: "opinion", subject: ["delegation", subject], rights, title: "Đoàn", body: "Ý kiến?" } as const;
  const unit = { unit: { id: to?.unitId ?? "", path: to?.unitPath ?? "" } };
  const owed = { to: to ? unit : { person: { id: who("ministry").userId ?? "", name: "Bộ" } }, due_on };
  return (await inWork(who("asker"), (work) => say(work, said, owed, "asked_around"))).id;
}

/** What a guest named on a record of the asking unit says of it. */
export async function suggestion(subjectId = newId()): Promise<string> {
  const about = { subject: ["partner", subjectId], rights: rightsOf("union", ["guest"]), title: "AAFV" } as const;
  const said = { kind: "suggestion", body: "Montreuil", ...about } as const;
  return (await inWork(who("guest"), (work) => say(work, said, {}, "suggested"))).id;
}

export const told = (name: string, subject: string) =>
  inReading(who(name), async (work) => (await listHistory(work, subject)).map((line) => line.action));
export const seenBy = (name: string, id: string, kinds: readonly ExchangeKind[] = ALL) =>
  inReading(who(name), (work) => findOwed(work, id, { kinds }));
export async function seers(id: string): Promise<string[]> {
  const seen = await Promise.all(Object.keys(people).map(async (name) => ((await seenBy(name, id)) ? name : "")));
  return seen.filter(Boolean).toSorted();
}
export const owedBy = async (name: string) =>
  (await inReading(who(name), (work) => listOwed(work))).map((one) => one.id).toSorted();
export const end = async (name: string, id: string) => {
  const owed = await seenBy(name, id);
  if (owed) await inWork(who(name), (work) => settle(work, owed, { outcome: "done", action: "commitment_done" }));
};
export const reply = async (name: string, id: string, more: object = {}) => {
  const owed = await seenBy(name, id);
  if (owed) await inWork(who(name), (work) => answer(work, owed, { verdict: "agree", ...more }));
};
/** How many rows a statement touches as the application's role, or that it was refused. */
export const attempt = (name: string, sql: string, values: unknown[]) =>
  inWork(who(name), async (work) => (await work.client.query(sql, values)).rowCount).catch((cause: Error) =>
    cause.message.includes("row-level security") ? "refused" : cause.message,
  );
