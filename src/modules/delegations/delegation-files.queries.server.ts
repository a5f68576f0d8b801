import { findIssued } from "#modules/registers/register.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { mediaTypeOf } from "#platform/attachment.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { home } from "#platform/home.ts";
import type { OwnTemplate } from "#platform/paper.server.ts";
import { fillTemplates } from "#platform/paper.server.ts";
import type { FilePlace, KeptFile } from "#platform/resource.ts";
import type { Locale } from "#platform/words.server.ts";
import { DECIDED } from "./delegation.model.ts";
import { PAPERS, isNumbered, makesSense } from "./delegation-paper.model.ts";
import { delegationPaper, isPaper, languagesOf, markOfChanges } from "./delegation-papers.server.ts";
import { readPrinted, toldOf } from "./delegation-printed.queries.server.ts";
import { findFile } from "./delegation-parts.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { findKept } from "./delegation-version.queries.server.ts";

/** A scan, or a paper of a version that was decided on. */
export async function readFileOf(work: Work, { id, fileId }: FilePlace): Promise<KeptFile | undefined> {
  const file = await findFile(work, id, fileId);
  return file && { ...file, bytes: await readBytes(file.sha256) };
}

/**
 * A paper of a visit by its name. While a decision stands, it and the proposal that led to it are what was kept then; others are printed
 * of the file as it stands, and say so when it has changed. Where none stands (any more), what is printed has neither number nor signer.
 * What goes abroad may be asked in a further language.
 */
export async function readPaperOf(
  work: Work,
  { id, fileId: paper }: FilePlace,
  asked?: string | null,
): Promise<KeptFile | undefined> {
  const delegation = isPaper(paper) ? await findDelegation(work, id) : undefined;
  if (!delegation || !isPaper(paper)) return undefined;
  const language = languagesOf(paper).find((one) => one === asked);
  const name = language ? `${paper}.${language}.docx` : `${paper}.docx`;
  const keptId = language ? undefined : await findFileOf(work, delegation, paper);
  const kept = keptId && (await readFileOf(work, { id, fileId: keptId }));
  // What bears a number is called by it.
  if (kept) return isNumberedFile(kept.name) ? kept : { ...kept, name };
  const file = await readPrinted(work, delegation, language);
  // A result that nobody wrote is a form to write on; what else has nothing to say is not there.
  const told = { ...toldOf(work, file.parts), hasReport: true };
  if (!makesSense(paper, delegation, told)) return undefined;
  const mark = markOfChanges(delegation.change_state, file.parts.approval, language);
  const [bytes] = await fillTemplates([await delegationPaper(work, paper, file, { mark, language })]);
  return bytes && { name, media_type: mediaTypeOf(name), bytes };
}

/** What was issued under a number, or kept with the decision that stands. */
async function findFileOf(work: Work, delegation: Delegation, paper: string): Promise<string | undefined> {
  const issued = isNumbered(paper) ? await findIssued(work, delegation.id, paper) : undefined;
  return issued ?? (DECIDED.includes(delegation.status) ? findKept(work, delegation, paper) : undefined);
}
type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;

const isNumberedFile = (name: string) => /^\d/.test(name);

/** The papers of visits by their templates, each in the languages that it can be had in. */
export const listPaperLanguages = (): { paper: string; language: Locale }[] =>
  PAPERS.flatMap((paper) =>
    [home().language, ...languagesOf(paper)].map((language) => ({ paper: `delegation-${paper}`, language })),
  );

/** A paper of a visit as a template would make it: marked, and without a number that it does not have. */
export async function readPreview(
  work: Work,
  { id, fileId: template }: FilePlace,
  { own, language, mark }: { own: OwnTemplate | null; language: Locale; mark: string },
): Promise<Uint8Array | undefined> {
  const paper = template.replace(/^delegation-/, "");
  const delegation = isPaper(paper) ? await findDelegation(work, id) : undefined;
  if (!delegation || !isPaper(paper)) return undefined;
  const file = await readPrinted(work, delegation, language);
  const [bytes] = await fillTemplates([await delegationPaper(work, paper, file, { own, language, mark })]);
  return bytes;
}
