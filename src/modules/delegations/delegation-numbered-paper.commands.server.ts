import type { z } from "zod";
import { attachFile } from "#modules/files/file.commands.server.ts";
import { numberPaperForm } from "#modules/registers/register.forms.ts";
import { fileNameOf } from "#modules/registers/register.model.ts";
import { keepFileOf, takeNumber } from "#modules/registers/register-number.commands.server.ts";
import { requireIssuer } from "#modules/registers/register-number.queries.server.ts";
import { rightsInBook } from "#modules/registers/register-sight.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { choice } from "#platform/forms.ts";
import { recordHistory } from "#platform/history.server.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { fillTemplates } from "#platform/paper.server.ts";
import { today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import { approvalInForce } from "./delegation-decision.model.ts";
import { canNumberPaper } from "./delegation.policy.ts";
import { findPlaces } from "./delegation-paper-places.queries.server.ts";
import type { NumberedPaper } from "./delegation-paper.model.ts";
import { NUMBERED, makesSense } from "./delegation-paper.model.ts";
import { signerNamed } from "./delegation-paper-values.server.ts";
import { delegationPaper } from "./delegation-papers.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import { toldOf } from "./delegation-printed.queries.server.ts";
import { inUnionWords } from "./delegation-register.commands.server.ts";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A paper of a visit takes a number and is kept as it is printed under it; printed again, it is that one. */
export async function numberPaper(
  work: Work,
  delegationId: string,
  paper: NumberedPaper,
  { number: asked, on_date = today(), addressee }: z.output<typeof numberPaperForm>,
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canNumberPaper(work.actor, delegation, paper));
  const parts = await listParts(work, delegationId);
  if (!makesSense(paper, delegation, toldOf(work, parts))) throw new RuleError("rule_paper_not_yet");
  const places = await findPlaces(work, delegation);
  const printed = { ...delegation, ...places };
  const approval = approvalInForce(delegation.status, parts.decisions);
  const { kind, by } = NUMBERED[paper];
  const issuer = await requireIssuer(work, places[by].path);
  const { number } = await takeNumber(
    work,
    {
      kind,
      on_date,
      subject: delegation.title,
      signer: inUnionWords(() => signerNamed(paper, printed, { approval, members: parts.members })),
      addressee: addressee ?? inUnionWords(() => nameOf(places.approver.named ?? home())),
      record: { kind: "delegation", id: delegationId, paper },
      rights: rightsInBook(delegation, issuer),
    },
    asked,
  );
  const registered = { number, on_date };
  const file = { delegation: printed, parts: { ...parts, approval, registered } };
  const [bytes] = await fillTemplates([await delegationPaper(work, paper, file)]);
  const file_id = await attachFile(
    work,
    { subject: ["delegation", delegationId], rights: delegation },
    new File([new Uint8Array(requireRow(bytes))], `${fileNameOf(number, delegation.title)}.docx`, { type: WORD }),
  );
  await keepFileOf(work, { recordId: delegationId, paper }, file_id);
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "paper_numbered",
    rights: delegation,
    after: { title: delegation.title, paper, number, on_date },
  });
}

/** As a call names the paper. */
export const numberOnePaperForm = numberPaperForm.extend({
  paper: choice(Object.keys(NUMBERED) as [NumberedPaper, ...NumberedPaper[]]),
});

export async function numberOnePaper(
  work: Work,
  delegationId: string,
  { paper, ...said }: z.output<typeof numberOnePaperForm>,
): Promise<void> {
  await numberPaper(work, delegationId, paper, said);
}
