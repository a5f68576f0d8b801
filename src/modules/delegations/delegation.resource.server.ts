import { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { id } from "#platform/forms.ts";
import { holds } from "#platform/holds.server.ts";
import { editing, end, resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { draftDelegation, editDelegation } from "./delegation.commands.server.ts";
import { enterAccount, explainAccounts } from "./delegation-account.commands.server.ts";
import { accountLineForm, explainForm } from "./delegation-account.forms.ts";
import { addCommitment, finishCommitment } from "./delegation-commitment.commands.server.ts";
import { listEverything } from "./delegation-everything.queries.server.ts";
import { commitmentForm, doneForm, draftForm, editForm } from "./delegation.forms.ts";
import { PARTS } from "./delegation.model.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";
import {
  answerHosting,
  askHost,
  changeHostedEntry,
  editHosting,
  withdrawHosting,
} from "./delegation-hosting.commands.server.ts";
import { editHostingForm, hostedEntryForm, hostingAnswerForm, hostingForm } from "./delegation-hosting.forms.ts";
import { findHosted, findHosting } from "./delegation-hosting.queries.server.ts";
import { readFileOf } from "./delegation-files.queries.server.ts";
import { findCommitment, findRequest, readAnswerFile } from "./delegation-request.queries.server.ts";
import {
  answerRequest,
  askAround,
  correctAnswer,
  escalateRequest,
  remindRequest,
  settleRequest,
  withdrawRequest,
} from "./delegation-request.commands.server.ts";
import { answerCallForm, requestForm, settleRequestForm, withdrawRequestForm } from "./delegation-request.forms.ts";
import {
  countDelegationsByYear,
  countVisitsWith,
  delegationList,
  findDelegation,
} from "./delegation.queries.server.ts";
import { writeTalkingPoints } from "./delegation-talking-points.commands.server.ts";
import { talkingPointsForm } from "./delegation-talking-points.forms.ts";
import { numberOnePaper, numberOnePaperForm } from "./delegation-numbered-paper.commands.server.ts";
import { delegationAnswers } from "./delegation.answers.ts";
import { canCommit } from "./delegation.policy.ts";
import { findLack, listOwnReaders, listUsualReaders } from "./delegation-sight.queries.server.ts";
import { DELEGATION_ACTS, STEP_ACTS } from "./delegation.steps.server.ts";

/** What a unit was asked, with what it sees of the visit. */
async function readHosting(work: Work, { id, partId }: { id: string; partId: string }) {
  const hosting = await findHosting(work, partId);
  return hosting?.delegation_id === id ? { ...hosting, ...(await findHosted(work, hosting)) } : undefined;
}

type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;

/** What is owed about this visit and no other. */
const ofVisit = <Owed extends { subject_id: string }>(id: string, owed: Owed | undefined) =>
  owed?.subject_id === id ? owed : undefined;

export const delegations = resource({
  answers: delegationAnswers,
  says: { list: "Delegations, newest first", one: "One delegation with its parts" },
  list: delegationList,
  find: findDelegation,
  parts: listEverything,
  add: { says: "Draft a delegation", form: draftForm, take: draftDelegation },
  edit: editing(findDelegation, editForm, editDelegation, "Edit a delegation: only what is sent changes, null empties"),
  steps: DELEGATION_ACTS,
  // The interface had the first two before it had every step.
  below: {
    proposal: { ...STEP_ACTS.propose, says: "Submit for approval" },
    approval: { ...STEP_ACTS.approve, says: "Approve" },
    requests: act(requestForm, (work, id, asked) => askAround(work, id, asked).then(() => undefined), {
      says: "Ask a unit, a ministry or partner as a body, or one person of it; say what they are shown",
    }),
    commitments: act(commitmentForm, (work, id, made) => addCommitment(work, id, made).then(() => undefined), {
      says: "Write down what was promised, who leads it and by when",
    }),
    accounts: act(explainForm, explainAccounts, {
      says: "Say in one sentence why more or less was spent than planned",
    }),
    "account-lines": act(accountLineForm, enterAccount, {
      says: "Say what was advanced and spent on a line of the budget, or on something that was not planned",
    }),
    "numbered-papers": act(numberOnePaperForm, numberOnePaper, {
      says: "Register a paper of the visit under its number and keep it as it is printed",
    }),
    "talking-points": act(talkingPointsForm, writeTalkingPoints, {
      says: "Write what is to be said, asked for, avoided and named; what stood before is kept, all of it empty takes it back",
    }),
    hostings: act(hostingForm, (work, id, asked) => askHost(work, id, asked).then(() => undefined), {
      says: "Ask a unit to host the guests for some days",
    }),
  },
  holds: holds(DELEGATION_PARTS, PARTS),
  ends: {
    requests: end(
      "Answer a question",
      answerCallForm,
      (work, { partId }, said) => answerRequest(work, partId, said),
      async (work, { id, partId }) => ofVisit(id, await findRequest(work, partId)),
    ),
    "request-corrections": end(
      "Correct an answer, until who asked takes note of it or the visit is decided on",
      answerCallForm,
      (work, { partId }, said) => correctAnswer(work, partId, said),
    ),
    "request-reminders": end("Remind who was asked, once a day", z.object({}), (work, { partId }) =>
      remindRequest(work, partId),
    ),
    "request-escalations": end("Tell the leaders that no answer came in time", z.object({}), (work, { partId }) =>
      escalateRequest(work, partId),
    ),
    "request-withdrawals": end("Withdraw a question, with a reason", withdrawRequestForm, (work, { partId }, said) =>
      withdrawRequest(work, partId, said),
    ),
    "request-settlements": end("Take note of an answer: it stands", settleRequestForm, (work, { partId }, said) =>
      settleRequest(work, partId, said),
    ),
    commitments: end(
      "Mark a promise as kept",
      doneForm,
      (work, { partId }, done) => finishCommitment(work, partId, done),
      async (work, { id, partId }) => ofVisit(id, await findCommitment(work, partId)),
    ),
    hostings: end(
      "Answer whether and how the unit hosts",
      hostingAnswerForm,
      (work, { partId }, said) => answerHosting(work, partId, said),
      readHosting,
    ),
    "hosting-edits": end("Ask a unit otherwise", editHostingForm, (work, { partId }, asked) =>
      editHosting(work, partId, asked),
    ),
    "hosting-withdrawals": end("Withdraw what a unit was asked", z.object({}), (work, { partId }) =>
      withdrawHosting(work, partId),
    ),
    "hosted-entries": end(
      "Settle an entry of the programme that the own unit hosts",
      hostedEntryForm.extend({ hosting_id: id() }),
      (work, { partId }, { hosting_id, ...settled }) => changeHostedEntry(work, hosting_id, partId, settled),
    ),
  },
  files: { files: readFileOf, "answer-files": (work, { fileId }) => readAnswerFile(work, fileId) },
  sharing: {
    mayChange: (actor, record) => canCommit(actor, record as unknown as Delegation),
    usual: async (work, record) => {
      const visit = record as unknown as Delegation;
      return [...(await listUsualReaders(work, visit)), ...(await listOwnReaders(work, visit))];
    },
    lacks: (work, record, rights) => findLack(work, record as unknown as Delegation, rights),
  },
  counts: async (work, country) => ({
    delegations_out: await countVisitsWith(work, country, "outgoing"),
    delegations_in: await countVisitsWith(work, country, "incoming"),
  }),
  years: { name: "delegations", list: countDelegationsByYear },
});
