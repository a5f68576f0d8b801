import { appointForm, endAppointmentForm, inviteForm, renamePersonForm } from "#modules/access/access.forms.ts";
import {
  accountAnswer,
  bodiesAnswer,
  foundAnswer,
  invitationsAnswer,
  keyAnswer,
  meAnswer,
  personAnswer,
} from "#modules/access/access.answers.ts";
import { bodyForm, changeBodyForm, speakerForm } from "#modules/access/body.forms.ts";
import { confirmedForm } from "#modules/identity/set-up.forms.ts";
import { noForm } from "#modules/access/account.forms.ts";
import type { AccountStep } from "#modules/access/account.model.ts";
import { ACCOUNT_STEPS } from "#modules/access/account.model.ts";
import { eraseForm, personForm, personRowsForm } from "#modules/access/person.forms.ts";
import { keyFilter } from "#modules/access/key.filter.ts";
import { revokeKeyForm } from "#modules/access/key.forms.ts";
import { peopleFilter } from "#modules/access/people.filter.ts";
import { ownKindsAnswer, seriesAnswer } from "#modules/activities/activity.answers.ts";
import { changeKindForm, ownKindForm, seriesForm } from "#modules/activities/activity.forms.ts";
import { gapsAnswer, symbolsAnswer } from "#modules/registers/register.answers.ts";
import { editSymbolForm, gapForm, symbolForm } from "#modules/registers/register.forms.ts";
import { templatesAnswer } from "#modules/paper-templates/paper-template.answers.ts";
import { addTemplateForm, forceTemplateForm } from "#modules/paper-templates/paper-template.forms.ts";
import { routesAnswer } from "#modules/delegations/delegation.answers.ts";
import { endRouteForm, routeForm } from "#modules/delegations/delegation.forms.ts";
import { identityAnswer } from "#modules/identity/identity.answers.ts";
import { identityForm } from "#modules/identity/identity.forms.ts";
import { FACT_FORMS } from "#modules/reference/reference-fact.forms.ts";
import type { FactKind } from "#modules/reference/reference-fact.model.ts";
import { FACT_KINDS, MAY_BE_ADDED } from "#modules/reference/reference-fact.model.ts";
import { factAnswers, factKindsAnswer, factsAnswer } from "#modules/reference/reference.answers.ts";
import { dayFilter, factFilter } from "#modules/reference/reference.filter.ts";
import { completeForm, takeBackForm, takeOutForm } from "#modules/reference/reference.forms.ts";
import { textFilter } from "#modules/reports/indicator.filter.ts";
import { textAnswer } from "#modules/reports/report.answers.ts";
import { sentTextForm } from "#modules/reports/report.forms.ts";
import { items, page, written } from "#platform/answers.ts";
import { askForm } from "#platform/backup-state.server.ts";
import { letterFilter, resendForm } from "#platform/letter.filter.ts";
import { eventAnswer, letterAnswer } from "#platform/log.answers.ts";
import { securityFilter } from "#platform/security.filter.ts";
import { addressOf } from "#platform/steps.ts";
import type { Call } from "./openapi-records.server.ts";
import { addForm } from "./v1/facts/fact.server.ts";

const act = (path: string, summary: string, body: NonNullable<Call["body"]>): Call => ({
  method: "post",
  path,
  summary,
  body,
  answer: written,
  does: "act",
});
const read = (path: string, summary: string, answer: Call["answer"], query?: Call["query"]): Call => ({
  method: "get",
  path,
  summary,
  answer,
  ...(query && { query }),
});

/** The facts of one kind, which the union's administrator puts right. */
function callsOfFacts(kind: FactKind): Call[] {
  const one = `/facts/${kind}/{key}`;
  const mayBeAdded = MAY_BE_ADDED.includes(kind);
  const said = { answer: written, isBeside: true, isVersioned: false } as const;
  const takeOut: Call = {
    ...said,
    method: "post",
    path: `${one}/take-out`,
    summary: "Say that it does not hold",
    body: takeOutForm,
    does: "step",
  };
  return [
    read(
      `/facts/${kind}`,
      `Facts of the kind ${kind}, with their sources`,
      factsAnswer(kind),
      kind === "days" ? dayFilter : factFilter,
    ),
    ...(mayBeAdded ? [act(`/facts/${kind}`, "Add a fact that no release has", addForm(kind)), takeOut] : []),
    { ...read(one, "One fact", factAnswers[kind]), does: "read" },
    {
      ...said,
      method: "patch",
      path: one,
      summary: "Correct a fact: only what is sent changes, null empties",
      body: FACT_FORMS[kind].form,
      does: "edit",
      isVersioned: true,
    },
    {
      ...said,
      method: "post",
      path: `${one}/take-back`,
      summary: "Take back what this union said of it",
      body: takeBackForm,
      does: "step",
    },
  ];
}

const SAYS: Record<AccountStep, string> = {
  deactivate: "Close an account: nobody signs in, sessions and keys end at once",
  reopen: "Open a closed account again",
  end_sessions: "Sign a person out everywhere",
};

/** What is asked or kept beside records: facts, who works where, rules of approval, series, paragraphs of reports. */
export const BESIDE: Call[] = [
  { ...read("/union", "Whose union this is: names, seat, country, clocks, languages", identityAnswer), does: "read" },
  {
    method: "patch",
    path: "/union",
    summary: "Say it anew: only what is sent changes, null empties; for the administrator of the whole union",
    body: identityForm,
    answer: written,
    does: "edit",
    isBeside: true,
    isVersioned: true,
  },
  read("/me", "Whose key it is, and the roles that its owner holds", meAnswer),
  read("/facts", "The kinds of facts, and up to which day the calendar is known", factKindsAnswer),
  act("/facts/complete", "Say that all days off of the next year are entered", completeForm),
  act("/facts/packs/{key}/bring", "Load a pack of facts that lies ready; twice loads nothing twice", confirmedForm),
  ...FACT_KINDS.flatMap(callsOfFacts),
  read("/people", "Roles that people hold in your units", page(personAnswer), peopleFilter),
  act("/people/appoint", "Give somebody a role in a unit", appointForm),
  act("/people/{id}/end", "End a role with a day", endAppointmentForm),
  read("/people/accounts/{id}", "An account: its roles and how it is entered", accountAnswer),
  ...ACCOUNT_STEPS.map((step) => act(`/people/accounts/{id}/${addressOf(step)}`, SAYS[step], noForm)),
  act("/people/invitations/{id}/resend", "Send an invitation again, with a new link", noForm),
  act("/people/invitations/{id}/withdraw", "Take an invitation back", noForm),
  act("/people/{id}/rename", "Give a person another name from now on", renamePersonForm),
  act("/people/{id}/body", "Say for which body outside the union somebody speaks", speakerForm),
  read("/people/bodies", "Ministries, partners and foreign NGOs that are asked as bodies", bodiesAnswer),
  act("/people/bodies", "Add a body", bodyForm),
  act("/people/bodies/{id}/edit", "Change a body, at the version that was read", changeBodyForm),
  read(
    "/security-events",
    "Sign-ins, refusals, keys, roles and exports, for auditors and administrators",
    page(eventAnswer),
    securityFilter,
  ),
  read("/letters", "How every letter stands, for administrators of the whole union", page(letterAnswer), letterFilter),
  act("/letters/{id}/resend", "Send a letter again that did not come", resendForm),
  act("/letters/test", "Send a letter to oneself", resendForm),
  act("/backups", "Ask for a backup now", askForm),
  read("/people/invite", "Who was invited and has not come yet", invitationsAnswer),
  act("/people/invite", "Invite somebody by letter", inviteForm),
  read(
    "/keys",
    "API keys and addresses of calendars: the own ones, and those of who acts in the units that you administer",
    page(keyAnswer),
    keyFilter,
  ),
  {
    ...act(
      "/personal/find",
      "Everything kept about one person; for administrators of the whole union who signed in, never with a key",
      personForm,
    ),
    answer: items(foundAnswer),
  },
  {
    ...act("/personal/export", "The same as one archive (JSON and a workbook)", personRowsForm),
    answer: { content: { "application/zip": { schema: { type: "string", format: "binary" } } } },
  },
  act("/personal/erase", "Erase it for good, in the history too; it cannot be undone", eraseForm),
  act("/keys/{id}/revoke", "End a key, from now on", revokeKeyForm),
  read("/delegations/routes", "Rules of who approves, those that count today first", routesAnswer),
  act("/delegations/routes", "Add a rule of who approves, from a day on", routeForm),
  act("/delegations/routes/{id}/end", "End a rule of who approves", endRouteForm),
  read("/delegations/{id}/papers/{paper}", "A paper of a visit: as it was decided, else as the file stands", {
    content: { "*/*": { schema: { type: "string", format: "binary" } } },
  }),
  read("/registers/gaps", "Numbers of the books that no paper bears and nobody explained", gapsAnswer),
  act("/registers/gaps", "Say why no paper bears these numbers", gapForm),
  read("/registers/symbols", "The letters behind the numbers of units' papers", symbolsAnswer),
  act("/registers/symbols", "Say the letters of the own unit's papers, from a day on", symbolForm),
  act("/registers/symbols/{id}/edit", "Change or end them, at the version that was read", editSymbolForm),
  read("/paper-templates", "Templates of papers that units keep themselves, each version", templatesAnswer),
  {
    ...act("/paper-templates", "Send a template as the next version; papers are not made from it yet", addTemplateForm),
    file: "template",
  },
  act(
    "/paper-templates/force",
    "Make papers from a version from now on, or, without one, from the original",
    forceTemplateForm,
  ),
  read("/activities/kinds", "Kinds of activities in the office's own words, and what each counts as", ownKindsAnswer),
  act("/activities/kinds", "Add a kind of activity", ownKindForm),
  act("/activities/kinds/{id}/edit", "Change or end a kind of activity, at the version that was read", changeKindForm),
  read("/activities/series", "Series with their editions", seriesAnswer),
  act("/activities/series", "Begin a series", seriesForm),
  { ...read("/reports/annual/text", "A paragraph of a report", textAnswer, textFilter), does: "read" },
  act("/reports/annual/text", "Write a paragraph of a report, at the version that was read", sentTextForm),
];
