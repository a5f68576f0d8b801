import { attachFile } from "#modules/files/file.commands.server.ts";
import { mediaTypeOf } from "#platform/attachment.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork, whileSystem } from "#platform/db.server.ts";
import { FieldError, requirePermission } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { newId } from "#platform/id.ts";
import { withLanguages } from "#platform/names.ts";
import { now } from "#platform/time.ts";
import { home, offeredLanguages, unionLanguages } from "#platform/home.ts";
import type { OwnTemplate } from "#platform/paper.server.ts";
import type { Locale } from "#platform/words.server.ts";
import { sayEventIn } from "#platform/security-log.server.ts";
import type { KeptCount } from "./correction.model.ts";
import { definitions } from "./correction.model.ts";
import { readCounted } from "./counted.queries.server.ts";
import { hasBegun } from "./figure.model.ts";
import type { Paper } from "./frozen.queries.server.ts";
import { PAPERS, paperName } from "./frozen.queries.server.ts";
import { listStood } from "./indicator-tree.queries.server.ts";
import type { Scope } from "./fact.queries.server.ts";
import { layOut } from "./report-page.server.ts";
import { findReportTemplate, reportDocument, reportPdf } from "./report-papers.server.ts";
import { narrate } from "./report-words.server.ts";
import { canFreeze } from "./report.policy.ts";
import type { AnnualReport } from "./report.queries.server.ts";
import { buildAnnualReport } from "./report.queries.server.ts";

/** In which languages a report is kept: the union's, and the one that it is sent in. */
const languagesOf = (sentIn: Locale): Locale[] => [...new Set([...unionLanguages(), sentIn])];

/** A report as it was counted for freezing, before anything of it is printed or kept. */
type Counted = {
  scope: Scope;
  content: AnnualReport;
  count: { counted: string; stood: string };
  /** The unit's own templates, by language. */
  templates: Map<Locale, OwnTemplate | undefined>;
};
/** All that is kept of it. */
export type Printed = Counted & { frozen: Frozen; files: File[] };

/**
 * Keeps the report as it was sent, whole: its page and its papers in every language of the union, and what each record gave to it. Nothing changes it
 * afterwards; each freeze stands for itself, and later corrections are listed against it.
 */
export async function freezeReport(work: Work, scope: Scope, language: Locale = home().language): Promise<string> {
  return keepFrozen(work, await printFrozen(await countFrozen(work, scope), language, work.actor.name));
}

/** The same in three steps, for papers take their time and need no connection: count, print without a unit of work, keep. */
export async function prepareFrozen(
  actor: Actor,
  readScope: (work: Work) => Promise<Scope>,
  language: Locale = home().language,
): Promise<Printed> {
  const counted = await inWork(actor, async (work) => countFrozen(work, await readScope(work)));
  return printFrozen(counted, language, actor.name);
}

async function countFrozen(work: Work, scope: Scope): Promise<Counted> {
  requirePermission(canFreeze(work.actor, scope.unitPath));
  if (!hasBegun(scope)) throw new FieldError("year", "rule_year_not_begun");
  const templates = new Map<Locale, OwnTemplate | undefined>();
  for (const language of offeredLanguages())
    templates.set(language, await findReportTemplate(work, scope.unitPath, language));
  return { scope, content: await buildAnnualReport(work, scope), count: await keptCount(work, scope), templates };
}

async function printFrozen(counted: Counted, language: Locale, frozen_by: string | undefined): Promise<Printed> {
  const { year, asOf: as_of, tree } = counted.scope;
  const status = counted.content.status;
  const frozen = { id: newId(), year, status, as_of, tree, language, frozen_at: now(), frozen_by: frozen_by ?? "" };
  const files: File[] = [];
  for (const one of languagesOf(language))
    for (const format of PAPERS) {
      const paper = { format, language: one };
      const name = paperName(frozen, paper);
      const bytes = await makePaper(frozen, counted, paper);
      files.push(new File([new Uint8Array(bytes)], name, { type: mediaTypeOf(name) }));
    }
  return { ...counted, frozen, files };
}

/** Keeps what was counted and printed. */
export async function keepFrozen(work: Work, { scope, content, count, frozen, files }: Printed): Promise<string> {
  requirePermission(canFreeze(work.actor, scope.unitPath));
  const rights = unitRights({ id: scope.unitId, path: scope.unitPath });
  await work.trx
    .insertInto("report")
    .values({
      ...frozen,
      kind: "annual",
      content: JSON.stringify(content),
      pages: JSON.stringify(Object.fromEntries(languagesOf(frozen.language).map((one) => [one, layOut(content, one)]))),
      ...count,
      created_by: work.actor.userId ?? null,
      ...rights,
    })
    .execute();
  for (const file of files) await attachFile(work, { subject: ["report", frozen.id], rights }, file);
  const { id, year, as_of, status, tree, language } = frozen;
  await recordHistory(work, {
    subject: ["report", id],
    action: "frozen",
    rights,
    after: { year, as_of, status, tree, language },
  });
  await sayEventIn(work, "report_frozen", {
    unit: { id: scope.unitId, path: scope.unitPath },
    what: { id, year: scope.year, as_of: scope.asOf },
  });
  return id;
}

/** What every record gave, counted over all of them whoever freezes, and the tree in which they were counted. */
async function keptCount(work: Work, scope: Scope): Promise<{ counted: string; stood: string }> {
  const records = await whileSystem(work, () => readCounted(work, scope));
  const counted: KeptCount = { records, definitions: definitions() };
  return { counted: JSON.stringify(counted), stood: JSON.stringify(await listStood(work, scope)) };
}

type Frozen = {
  id: string;
  year: number;
  status: AnnualReport["status"];
  as_of: string;
  tree: Scope["tree"];
  language: Locale;
  frozen_at: Date;
  frozen_by: string;
};

function makePaper(
  frozen: Frozen,
  { content, templates }: Pick<Counted, "content" | "templates">,
  { format, language }: Paper,
): Promise<Uint8Array> {
  if (format === "docx") return reportDocument(content, language, { own: templates.get(language) });
  if (format === "pdf") return reportPdf(content, language);
  const { id, tree, frozen_at, frozen_by } = frozen;
  const said = { ...content, id, tree, frozen_at, frozen_by, language, sections: narrate(content, language) };
  return Promise.resolve(Buffer.from(JSON.stringify(withLanguages(said))));
}
