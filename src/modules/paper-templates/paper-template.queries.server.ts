import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { readBytes } from "#platform/files.server.ts";
import type { Named } from "#platform/names.ts";
import type { OwnTemplate } from "#platform/paper.server.ts";
import { readOriginal, templateOf } from "#platform/paper.server.ts";
import type { KeptFile } from "#platform/resource.ts";
import type { Locale } from "#platform/words.server.ts";
import { requirePath } from "#platform/tree.ts";
import type { TemplateName } from "./paper-template.model.ts";
import { LETTER_TEMPLATES, WORD } from "./paper-template.model.ts";
import { canKeepTemplatesOf } from "./paper-template.policy.ts";

/** Which template a paper of a unit is made from: its own, or that of the nearest unit above it; of the program where there is none. */
export type InForce = { id: string; paper: string; language: string; ordinal: number; since: Date } & {
  added_by_name: string;
  sha256: string;
  unit_id: string;
  unit_path: string;
} & Named<"unit_name">;

/** Papers are made from it whoever prints them, so whoever is at work may know which one it is. */
export async function listInForce(work: Work, unitPath: string): Promise<InForce[]> {
  return asSystem(
    work,
    sql<InForce>`select distinct on (own.paper, own.language) own.id, own.paper, own.language, own.ordinal, own.in_force_since as since,
        own.added_by_name, own.sha256, own.unit_id, own.unit_path, unit.name as unit_name, unit.name_in as unit_name_in
      from paper_template as own join unit on unit.id = own.unit_id
      where own.in_force_since is not null and own.unit_path @> ${requirePath(unitPath)}::ltree
      order by own.paper, own.language, nlevel(own.unit_path) desc`.compile(work.trx),
  );
}

export async function findInForce(
  work: Work,
  { paper, language, path }: { paper: string; language: Locale; path: string },
): Promise<OwnTemplate | undefined> {
  const found = (await listInForce(work, path)).find((one) => one.paper === paper && one.language === language);
  return found && { id: found.id, sha256: found.sha256 };
}

/** Every version that the reader may see, newest first within a unit and a paper. */
export async function listTemplates(work: Work, of: { paper?: string; language?: string; unitId?: string } = {}) {
  let query = work.trx
    .selectFrom("paper_template")
    .innerJoin("unit", "unit.id", "paper_template.unit_id")
    .selectAll("paper_template")
    .select(["unit.name as unit_name", "unit.name_in as unit_name_in"]);
  if (of.paper) query = query.where("paper_template.paper", "=", of.paper);
  if (of.language) query = query.where("paper_template.language", "=", of.language);
  if (of.unitId) query = query.where("paper_template.unit_id", "=", of.unitId);
  return query
    .orderBy("unit.path")
    .orderBy("paper_template.paper")
    .orderBy("paper_template.language")
    .orderBy("paper_template.ordinal", "desc")
    .execute();
}

/** As calls answer them. */
export async function listTemplatesSaid(work: Work) {
  return (await listTemplates(work)).map((one) => ({
    ...one,
    tags: one.tags.map((path) => path.replaceAll("\n", "/")),
    may_keep: canKeepTemplatesOf(work.actor, one.unit_path),
  }));
}

export async function findTemplate(work: Work, templateId: string) {
  return work.trx
    .selectFrom("paper_template")
    .selectAll("paper_template")
    .where("paper_template.id", "=", templateId)
    .executeTakeFirst();
}

/** The template of the program, as papers of this union are laid out. */
export async function readOriginalOf(paper: TemplateName, language: Locale): Promise<KeptFile> {
  const name = LETTER_TEMPLATES.includes(paper) ? `${language}/${paper}` : templateOf(paper, language);
  return { name: `${paper}.${language}.docx`, media_type: WORD, bytes: await readOriginal(name) };
}

/** A version as it was sent, called by what it is. */
export async function readTemplate(work: Work, templateId: string): Promise<KeptFile | undefined> {
  const found = await findTemplate(work, templateId);
  if (!found) return undefined;
  const name = `${found.paper}.${found.language}.${found.ordinal}.docx`;
  return { name, media_type: WORD, bytes: await readBytes(found.sha256) };
}
