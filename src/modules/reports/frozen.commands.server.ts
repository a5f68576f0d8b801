import { attachFile } from "#modules/files/file.commands.server.ts";
import { mediaTypeOf } from "#platform/attachment.server.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { FieldError, requirePermission } from "#platform/errors.ts";
import type { Rights } from "#platform/history.server.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { newId } from "#platform/id.ts";
import { withLanguages } from "#platform/names.ts";
import { now } from "#platform/time.ts";
import type { Locale } from "#platform/words.server.ts";
import { sayEventIn } from "#platform/security-log.server.ts";
import type { KeptCount } from "./correction.model.ts";
import { definitions } from "./correction.model.ts";
import { readCounted } from "./counted.queries.server.ts";
import { hasBegun } from "./figure.model.ts";
import type { Paper } from "./frozen.queries.server.ts";
import { PAPERS, paperName } from "./frozen.queries.server.ts";
import { listStood } from "./indicator-tree.queries.server.ts";
import type { Scope } from "./indicator.queries.server.ts";
import { layOut } from "./report-page.server.ts";
import { reportDocument, reportPdf } from "./report-papers.server.ts";
import { narrate } from "./report-words.server.ts";
import { canFreeze } from "./report.policy.ts";
import type { AnnualReport } from "./report.queries.server.ts";
import { buildAnnualReport } from "./report.queries.server.ts";

const LANGUAGES = ["vi", "en"] as const satisfies Locale[];

/**
 * Keeps the report as it was sent, whole: its page and its papers in every language, and what each record gave to it. Nothing changes it
 * afterwards; each freeze stands for itself, and later corrections are listed against it.
 */
export async function freezeReport(work: Work, scope: Scope, language: Locale = "vi"): Promise<string> {
  requirePermission(canFreeze(work.actor, scope.unitPath));
  if (!hasBegun(scope)) throw new FieldError("year", "rule_year_not_begun");
  const content = await buildAnnualReport(work, scope);
  const id = newId();
  const frozen = {
    id,
    year: scope.year,
    status: content.status,
    as_of: scope.asOf,
    tree: scope.tree,
    language,
    frozen_at: now(),
    frozen_by: work.actor.name,
  };
  const rights = unitRights({ id: scope.unitId, path: scope.unitPath });
  await work.trx
    .insertInto("report")
    .values({
      ...frozen,
      kind: "annual",
      content: JSON.stringify(content),
      pages: JSON.stringify(Object.fromEntries(LANGUAGES.map((one) => [one, layOut(content, one)]))),
      ...(await keptCount(work, scope)),
      created_by: work.actor.userId ?? null,
      ...rights,
    })
    .execute();
  await keepPapers(work, frozen, content, rights);
  await recordHistory(work, {
    subject: ["report", id],
    action: "frozen",
    rights,
    after: { year: scope.year, as_of: scope.asOf, status: content.status, tree: scope.tree, language },
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

type Frozen = { id: string; year: number; as_of: string; tree: string; frozen_at: Date; frozen_by: string };

async function keepPapers(work: Work, frozen: Frozen, content: AnnualReport, rights: Rights): Promise<void> {
  for (const language of LANGUAGES)
    for (const format of PAPERS) {
      const paper = { format, language };
      const bytes = await makePaper(frozen, content, paper);
      const name = paperName(frozen, paper);
      const file = new File([new Uint8Array(bytes)], name, { type: mediaTypeOf(name) });
      await attachFile(work, { subject: ["report", frozen.id], rights }, file);
    }
}

function makePaper(frozen: Frozen, content: AnnualReport, { format, language }: Paper): Promise<Uint8Array> {
  if (format === "docx") return reportDocument(content, language);
  if (format === "pdf") return reportPdf(content, language);
  const { id, tree, frozen_at, frozen_by } = frozen;
  const said = { ...content, id, tree, frozen_at, frozen_by, language, sections: narrate(content, language) };
  return Promise.resolve(Buffer.from(JSON.stringify(withLanguages(said))));
}
