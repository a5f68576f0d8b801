import { sql } from "kysely";
import type { z } from "zod";
import { listFactPacks, readPackTree } from "#modules/reference/reference-pack.queries.server.ts";
import type { Planted } from "#modules/units/unit-tree.commands.server.ts";
import { plantTree } from "#modules/units/unit-tree.commands.server.ts";
import { findRoot } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import { weekStartOf, zonesOf } from "#platform/zone-of.ts";
import { sayIdentity } from "./identity.commands.server.ts";
import { canSayIdentity } from "./identity.policy.ts";
import { findIdentity } from "./identity.queries.server.ts";
import type { placeStepForm } from "./set-up.forms.ts";

type Said = Parameters<typeof sayIdentity>[1];

/** Says a part of whose union this is; the rest stays. The names come first: without them there is nothing to say the rest of. */
export async function sayPart(work: Work, { version, ...part }: Partial<Said> & { version: number }): Promise<void> {
  const { id, ...held } = await findIdentity(work);
  if (id === null && part.name === undefined) throw new RuleError("rule_union_first");
  await sayIdentity(work, { ...held, ...part, version } as Said);
}

/** Where the union is. What its country has one of, a clock and a first day of the week, need not be said. */
export async function sayPlace(work: Work, said: z.output<typeof placeStepForm>): Promise<void> {
  const { country } = said;
  const held = await findIdentity(work);
  const zones = country ? zonesOf(country) : [];
  // The clock of before is nobody's choice where the country is another.
  const zone = said.zone ?? (zones.length === 1 ? zones[0] : country === held.country ? held.zone : undefined);
  if (country && zone === undefined)
    throw new FieldError("zone", "error_zone_several", 422, { zones: zones.slice(0, 5).join(", ") });
  const week_starts = said.week_starts ?? (country ? weekStartOf(country) : held.week_starts);
  // Papers follow the language until their layout is said.
  await sayPart(work, { ...said, paper_layout: undefined, zone: zone ?? held.zone, week_starts });
}

/** Brings a pack of facts as the release has it; twice brings nothing new. The database asks once more who says so. */
export async function bringPack(work: Work, pack: string): Promise<number> {
  requirePermission(canSayIdentity(work.actor));
  const known = await requirePack(work, pack);
  const brought = await sql<{ rows: number }>`select bring_fact_pack(${pack}) as rows`.execute(work.trx);
  const rows = Number(brought.rows[0]?.rows ?? 0);
  await tell(work, "fact_pack_brought", { pack: known.name, rows });
  // Due days follow from the days off that may have come with it.
  await enqueue(work, "derived.prove", { because: "calendars" });
  return rows;
}

/** The tree that a pack has for its union, below the top that is there. */
export async function plantPack(work: Work, pack: string): Promise<number> {
  requirePermission(canSayIdentity(work.actor));
  await requirePack(work, pack);
  return plantTree(work, requireTree(await readPackTree<Planted>(work, pack)));
}

/** A pack of another country is none: its facts would stand beside those of others and be seen by nobody here. */
async function requirePack(work: Work, pack: string) {
  const { id, country } = await findIdentity(work);
  if (id === null) throw new RuleError("rule_union_first");
  return requireRow((await listFactPacks(work, country)).find((one) => one.pack === pack));
}

const requireTree = (tree: Planted[]) => requireRow(tree.length > 0 ? tree : undefined);

/** The first day is over: Today no longer names what is open. Said again it is no act. */
export async function endSetUp(work: Work): Promise<void> {
  requirePermission(canSayIdentity(work.actor));
  const { id, is_set_up } = await findIdentity(work);
  if (id === null) throw new RuleError("rule_union_first");
  if (is_set_up) return;
  await work.trx
    .updateTable("identity")
    .set((set) => ({ is_set_up: true, version: set("identity.version", "+", 1) }))
    .where("identity.id", "=", id)
    .execute();
  await tell(work, "set_up_ended", {});
}

/** Says whether letters are sent from here at all. Said again it is no act. */
export async function sayWithoutMail(work: Work, is_without_mail: boolean): Promise<void> {
  requirePermission(canSayIdentity(work.actor));
  const held = await findIdentity(work);
  if (held.id === null) throw new RuleError("rule_union_first");
  if (held.is_without_mail === is_without_mail) return;
  await work.trx
    .updateTable("identity")
    .set((set) => ({ is_without_mail, version: set("identity.version", "+", 1) }))
    .where("identity.id", "=", held.id)
    .execute();
  await tell(work, is_without_mail ? "mail_left_out" : "mail_wanted", {});
}

/** What is done on the first day belongs to the history of the union's settings. */
async function tell(work: Work, action: string, after: Record<string, unknown>): Promise<void> {
  const { id, name } = await findIdentity(work);
  if (id === null) throw new RuleError("rule_union_first");
  await recordHistory(work, {
    subject: ["identity", id],
    action,
    rights: unitRights(requireRow(await findRoot(work)), "union"),
    after: { name, ...after },
  });
}
