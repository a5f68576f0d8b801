import { sql } from "kysely";
import type { z } from "zod";
import { findRoot, requireLivingUnit } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { apart } from "#platform/apart.server.ts";
import { cleanLine } from "#platform/clean.ts";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { keepBytes } from "#platform/files.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { bytesOfFile } from "#platform/large-form.server.ts";
import { now } from "#platform/time.ts";
import type { addTemplateForm, forceTemplateForm } from "./paper-template.forms.ts";
import type { TemplateName } from "./paper-template.model.ts";
import { tagOf, tagPath } from "./paper-template.model.ts";
import { canKeepTemplates, canKeepTemplatesOf } from "./paper-template.policy.ts";
import { listTemplates } from "./paper-template.queries.server.ts";
import { sampleOf, tagsOf, unknownTags } from "./paper-tags.model.ts";

type Added = z.output<typeof addTemplateForm>;
type Forced = z.output<typeof forceTemplateForm>;
type Template = Awaited<ReturnType<typeof listTemplates>>[number];

/**
 * Reads what was sent as a template and fills it with samples, apart and before a unit of work is open, and gives what then keeps it as the
 * next version. Papers are made from it only once it is put in force.
 */
export async function prepareTemplate(actor: Actor, added: Added): Promise<(work: Work) => Promise<string>> {
  requirePermission(canKeepTemplates(actor));
  const bytes = await bytesOfFile(added.template);
  const tags = await readTags(added.paper, bytes);
  return async (work) => {
    const rights = await rightsFor(work, added.unit_id);
    // As bytes of every file that is sent: what is not kept after all is found by its sum the next time.
    const kept = { sha256: await keepBytes(bytes), size_bytes: bytes.length, tags };
    return addTemplate(work, added, { ...kept, rights });
  };
}

async function readTags(paper: TemplateName, bytes: Uint8Array): Promise<string[]> {
  const known = tagsOf(paper);
  const read = await apart<typeof import("#platform/template.apart.ts")>(
    "#platform/template.apart.ts",
    { bytes, samples: [sampleOf(known), sampleOf(known, true)] },
    { lane: "making" },
  );
  if ("refused" in read) throw new FieldError("template", read.refused, 422, read.details);
  return [...new Set(read.tags.map(tagPath))];
}

async function addTemplate(
  work: Work,
  { paper, language, template, note }: Added,
  { rights, ...kept }: { sha256: string; size_bytes: number; tags: string[]; rights: Rights },
): Promise<string> {
  const versions = await lockVersions(work, { paper, language, unitId: rights.unit_id });
  const ordinal = (versions[0]?.ordinal ?? 0) + 1;
  const made = await work.trx
    .insertInto("paper_template")
    .values({
      ...{ paper, language, ordinal, note: note ?? null, ...kept, ...rights },
      file_name: cleanLine(template.name),
      added_by_name: work.actor.name ?? "",
      created_at: now(),
      created_by: work.actor.userId ?? null,
    })
    .returning("paper_template.id")
    .executeTakeFirstOrThrow();
  await recordHistory(work, {
    subject: ["paper_template", made.id],
    action: "template_added",
    rights,
    after: { paper, language, ordinal, note },
  });
  return made.id;
}

/** Papers are made from this version from now on, or, where none is named, from the template of the unit above or of the program. Answers whose they are. */
export async function forceTemplate(work: Work, { paper, language, unit_id, ...asked }: Forced): Promise<string> {
  const rights = await rightsFor(work, unit_id);
  const versions = await lockVersions(work, { paper, language, unitId: rights.unit_id });
  const before = versions.find((one) => one.in_force_since !== null);
  if (before?.id !== asked.instead_of) throw new RuleError("rule_template_moved");
  const next = asked.template_id ? requireRow(versions.find((one) => one.id === asked.template_id)) : undefined;
  if (before?.id === next?.id) return rights.unit_id;
  if (next) requireKnownTags(next);
  if (before) await setInForce(work, before, null);
  if (next) await setInForce(work, next, now());
  const subject = requireRow(next ?? before);
  await recordHistory(work, {
    subject: ["paper_template", subject.id],
    action: next ? "template_in_force" : "template_original",
    rights: subject,
    before: { ordinal: before?.ordinal },
    after: { paper, language, ordinal: next?.ordinal },
  });
  return rights.unit_id;
}

async function setInForce(work: Work, template: Template, in_force_since: Date | null): Promise<void> {
  await work.trx
    .updateTable("paper_template")
    .set({ in_force_since, failed_at: null, version: template.version + 1 })
    .where("paper_template.id", "=", template.id)
    .execute();
}

/** What nothing fills would be a hole in every paper. */
function requireKnownTags({ paper, tags }: Template): void {
  const [unknown] = unknownTags(tags, tagsOf(paper as TemplateName));
  if (!unknown) return;
  const tag = tagOf(unknown.path);
  if (unknown.nearest) throw new RuleError("rule_template_unknown_near", { tag, nearest: unknown.nearest });
  throw new RuleError("rule_template_unknown", { tag });
}

/** The union's own template is known to all, for papers of all are made from it; a unit's is its own. */
async function rightsFor(work: Work, unit_id: string | undefined): Promise<Rights> {
  const unit = await requireLivingUnit(work, requireRow(unit_id ?? work.actor.unitId), "unit_id");
  requirePermission(canKeepTemplatesOf(work.actor, unit.path));
  const root = await findRoot(work);
  return unitRights(unit, unit.id === root?.id ? "union" : "unit");
}

/** One unit's versions of a paper, newest first; whoever else changes them waits. */
async function lockVersions(work: Work, of: { paper: string; language: string; unitId: string }): Promise<Template[]> {
  const key = `paper_template ${of.unitId} ${of.paper} ${of.language}`;
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || ${key}))`.execute(work.trx);
  return listTemplates(work, of);
}
