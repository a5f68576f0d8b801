import fs from "node:fs";
import { expect, test } from "vitest";
import { params } from "../src/params.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";
import { ROUTES } from "./handler.ts";
import {
  NO_KEYS_BY_KEYS,
  NO_WAY_IN_BY_KEYS,
  OF_A_BROWSER,
  OF_A_GUEST,
  OF_A_PERSON,
  OF_A_READER,
  OF_A_WISH,
} from "./without-call.ts";

// Everything a page can do with a record a call can do with the same words. By hand: what each page sends, and the call that does it,
// or the sentence why there is none.

const ACTS: Record<string, string | string[]> = {
  "/[kind=resource]/[id]/sharing/change": [
    "post /partners/{id}/sharing",
    "post /delegations/{id}/sharing",
    "post /activities/{id}/sharing",
    "post /aid-projects/{id}/sharing",
  ],
  "/activities/[activityId]/[step=activity_step]": [
    "post /activities/{id}/steps/hold",
    "post /activities/{id}/steps/move",
    "post /activities/{id}/steps/cancel",
    "post /activities/{id}/steps/take-back",
    "post /activities/{id}/steps/correct",
  ],
  "/activities/[activityId]/copy": ["post /activities/{id}/copy"],
  "/activities/[activityId]/edit": ["patch /activities/{id}"],
  "/activities/[activityId]/photos/new": ["post /activities/{id}/photos"],
  "/activities/[activityId]/twins/[otherId]": ["post /activities/{id}/twins"],
  "/activities/[activityId]/twins/[otherId]/separate": ["post /activities/{id}/separate"],
  "/activities/kinds/[kindId]/edit": ["post /activities/kinds/{id}/edit"],
  "/activities/kinds/new": ["post /activities/kinds"],
  "/activities/new": ["post /activities"],
  "/activities/series/new": ["post /activities/series"],
  "/aid-projects/[projectId]/amounts/[amountId]": ["patch /aid-projects/{id}/amounts/{partId}"],
  "/aid-projects/[projectId]/amounts/new": ["post /aid-projects/{id}/amounts"],
  "/aid-projects/[projectId]/edit": ["patch /aid-projects/{id}"],
  "/aid-projects/[projectId]/grant": ["post /aid-projects/{id}/steps/grant"],
  "/aid-projects/[projectId]/statements/[statementId]": ["post /aid-projects/{id}/statements/{partId}"],
  "/aid-projects/[projectId]/statements/[statementId]/again": OF_A_GUEST,
  "/aid-projects/[projectId]/statements/[statementId]/take-back": OF_A_GUEST,
  "/aid-projects/[projectId]/statements/new": OF_A_GUEST,
  "/aid-projects/new": ["post /aid-projects"],
  "/delegations/[delegationId]/[part=delegation_grid]/several": ["post /delegations/{id}/members"],
  "/delegations/[delegationId]/[part=delegation_grid]/several/undo": ["delete /delegations/{id}/members/{partId}"],
  "/delegations/[delegationId]/[part=delegation_list]/new": [
    "post /delegations/{id}/members",
    "post /delegations/{id}/programme",
    "post /delegations/{id}/journeys",
    "post /delegations/{id}/meetings",
    "post /delegations/{id}/provisions",
    "post /delegations/{id}/budget",
  ],
  "/delegations/[delegationId]/[step=delegation_step]": [
    "post /delegations/{id}/steps/propose",
    "post /delegations/{id}/steps/ask",
    "post /delegations/{id}/steps/return",
    "post /delegations/{id}/steps/refuse",
    "post /delegations/{id}/steps/approve",
    "post /delegations/{id}/steps/prepare",
    "post /delegations/{id}/steps/depart",
    "post /delegations/{id}/steps/come-back",
    "post /delegations/{id}/steps/report",
    "post /delegations/{id}/steps/settle",
    "post /delegations/{id}/steps/archive",
    "post /delegations/{id}/steps/postpone",
    "post /delegations/{id}/steps/resume",
    "post /delegations/{id}/steps/cancel",
    "post /delegations/{id}/steps/number",
    "post /delegations/{id}/steps/accept-changes",
    "post /delegations/{id}/steps/return-changes",
    "post /delegations/{id}/steps/take-back",
    "post /delegations/{id}/steps/correct",
  ],
  "/delegations/[delegationId]/change/[part=delegation_part]/[partId]": [
    "patch /delegations/{id}/members/{partId}",
    "patch /delegations/{id}/programme/{partId}",
    "patch /delegations/{id}/journeys/{partId}",
    "patch /delegations/{id}/meetings/{partId}",
    "patch /delegations/{id}/provisions/{partId}",
    "patch /delegations/{id}/budget/{partId}",
  ],
  "/delegations/[delegationId]/members/bring": ["post /delegations/{id}/members"],
  "/delegations/[delegationId]/accounts": ["post /delegations/{id}/account-lines", "post /delegations/{id}/accounts"],
  "/delegations/[delegationId]/talking-points": ["post /delegations/{id}/talking-points"],
  "/delegations/[delegationId]/commitments/new": ["post /delegations/{id}/commitments"],
  "/delegations/[delegationId]/commitments/[commitmentId]/done": ["post /delegations/{id}/commitments/{partId}"],
  "/delegations/[delegationId]/edit": ["patch /delegations/{id}"],
  "/delegations/[delegationId]/remove/[part=delegation_part]/[partId]": [
    "delete /delegations/{id}/members/{partId}",
    "delete /delegations/{id}/programme/{partId}",
    "delete /delegations/{id}/journeys/{partId}",
    "delete /delegations/{id}/meetings/{partId}",
    "delete /delegations/{id}/provisions/{partId}",
    "delete /delegations/{id}/budget/{partId}",
  ],
  "/delegations/[delegationId]/hostings/new": ["post /delegations/{id}/hostings"],
  "/delegations/[delegationId]/requests/new": ["post /delegations/{id}/requests"],
  "/delegations/commitments/[commitmentId]": ["post /delegations/{id}/commitments/{partId}"],
  "/delegations/hostings/[hostingId]": ["post /delegations/{id}/hostings/{partId}"],
  "/delegations/hostings/[hostingId]/edit": ["post /delegations/{id}/hosting-edits/{partId}"],
  "/delegations/hostings/[hostingId]/entries/[entryId]": ["post /delegations/{id}/hosted-entries/{partId}"],
  "/delegations/hostings/[hostingId]/withdraw": ["post /delegations/{id}/hosting-withdrawals/{partId}"],
  "/delegations/new": ["post /delegations"],
  "/delegations/requests/[requestId]": [
    "post /delegations/{id}/requests/{partId}",
    "post /delegations/{id}/request-corrections/{partId}",
  ],
  "/delegations/requests/[requestId]/[act=request_act]": [
    "post /delegations/{id}/request-reminders/{partId}",
    "post /delegations/{id}/request-escalations/{partId}",
    "post /delegations/{id}/request-settlements/{partId}",
  ],
  "/delegations/requests/[requestId]/withdraw": ["post /delegations/{id}/request-withdrawals/{partId}"],
  "/delegations/routes/[routeId]/end": ["post /delegations/routes/{id}/end"],
  "/delegations/routes/new": ["post /delegations/routes"],
  "/facts/[facts=fact_kind]/[key]": [
    "patch /facts/days/{key}",
    "patch /facts/relations/{key}",
    "patch /facts/missions/{key}",
    "patch /facts/countries/{key}",
    "patch /facts/provinces/{key}",
  ],
  "/facts/[facts=fact_kind]/[key]/take-back": [
    "post /facts/days/{key}/take-back",
    "post /facts/relations/{key}/take-back",
    "post /facts/missions/{key}/take-back",
    "post /facts/countries/{key}/take-back",
    "post /facts/provinces/{key}/take-back",
  ],
  "/facts/[facts=fact_kind]/[key]/take-out": [
    "post /facts/days/{key}/take-out",
    "post /facts/relations/{key}/take-out",
    "post /facts/missions/{key}/take-out",
  ],
  "/facts/[facts=fact_kind]/new": ["post /facts/days", "post /facts/relations", "post /facts/missions"],
  "/facts/complete": ["post /facts/complete"],
  "/first-week/bring-back": OF_A_READER,
  "/first-week/open": OF_A_READER,
  "/first-week/put-away": OF_A_READER,
  "/identity/edit": ["patch /union"],
  "/set-up/union": ["patch /union"],
  "/set-up/place": ["patch /union"],
  "/set-up/papers": ["patch /union"],
  "/set-up/days": ["post /facts/days", "post /facts/complete"],
  "/set-up/facts/[pack]": ["post /facts/packs/{key}/bring"],
  "/set-up/units": ["post /units"],
  "/set-up/units/sheet": ["post /units"],
  "/set-up/units/[pack]": ["post /units"],
  "/set-up/end": "It only puts away what the desk of the administrator names; no record changes.",
  "/set-up/mail": "Whether letters are sent is settled on the first day, beside the test letter that shows it.",
  "/identity/logo": "A mark is a picture: it is chosen where it is seen, and taken away beside it.",
  "/identity/words":
    "What a union calls its units is said when it begins, each word beside the one that the language has: only its page shows both.",
  "/imports/[importId]/[step=import_step]": ["post /imports/{id}/steps/commit", "post /imports/{id}/steps/undo"],
  "/imports/new": ["post /imports"],
  "/me/signature": ["post /signatures"],
  "/me/signatures/[signatureId]/end": ["post /signatures/{id}/end"],
  "/me/tokens": NO_KEYS_BY_KEYS,
  "/me/calendar": NO_KEYS_BY_KEYS,
  "/me/revoke": ["post /keys/{id}/revoke"],
  "/people/personal": ["post /personal/find", "post /personal/erase"],
  "/people/personal/export": ["post /personal/export"],
  "/people/keys/[keyId]/revoke": ["post /keys/{id}/revoke"],
  "/me/confirm": OF_A_PERSON,
  "/me/password": OF_A_PERSON,
  "/me/sessions/[sessionId]/end": OF_A_PERSON,
  "/me/language": OF_A_WISH,
  "/me/two-factor": OF_A_PERSON,
  "/me/two-factor/codes": OF_A_PERSON,
  "/me/two-factor/confirm": OF_A_PERSON,
  "/me/two-factor/off": OF_A_PERSON,
  "/me/passkeys/remove": OF_A_PERSON,
  "/me/sign-out-everywhere": OF_A_PERSON,
  "/notes/[noteId]/[step=note_step]": ["post /notes/{id}/steps/take-back"],
  "/notes/[noteId]/edit": ["patch /notes/{id}"],
  "/notes/new": ["post /notes"],
  "/paper-templates/[paper]/[language]/force": ["post /paper-templates/force"],
  "/paper-templates/[paper]/[language]/new": ["post /paper-templates"],
  "/registers/[entryId]/[step=register_step]": [
    "post /registers/{id}/steps/cancel",
    "post /registers/{id}/steps/restore",
    "post /registers/{id}/steps/take-back",
    "post /registers/{id}/steps/attach",
  ],
  "/registers/[entryId]/edit": ["patch /registers/{id}"],
  "/registers/gaps/new": ["post /registers/gaps"],
  "/registers/new": ["post /registers"],
  "/registers/symbols/[symbolId]/edit": ["post /registers/symbols/{id}/edit"],
  "/registers/symbols/new": ["post /registers/symbols"],
  "/delegations/[delegationId]/papers/[paper]/number": ["post /delegations/{id}/numbered-papers"],
  "/partners/[partnerId]/[part=partner_list]/new": [
    "post /partners/{id}/names",
    "post /partners/{id}/contacts",
    "post /partners/{id}/relations",
  ],
  "/partners/[partnerId]/[step=partner_step]": [
    "post /partners/{id}/steps/close",
    "post /partners/{id}/steps/reopen",
    "post /partners/{id}/steps/grant",
    "post /partners/{id}/steps/suggest",
  ],
  "/partners/[partnerId]/change/[part=partner_part]/[partId]": [
    "patch /partners/{id}/names/{partId}",
    "patch /partners/{id}/contacts/{partId}",
    "patch /partners/{id}/relations/{partId}",
  ],
  "/partners/[partnerId]/contacts/[contactId]/remove": ["delete /partners/{id}/contacts/{partId}"],
  "/partners/[partnerId]/edit": ["patch /partners/{id}"],
  "/partners/[partnerId]/suggestions/[suggestionId]": ["post /partners/{id}/suggestions/{partId}"],
  "/partners/new": ["post /partners"],
  "/letters/[letterId]/resend": ["post /letters/{id}/resend"],
  "/letters/test": ["post /letters/test"],
  "/backups/new": ["post /backups"],
  "/people/[appointmentId]/body": ["post /people/{id}/body"],
  "/people/bodies/[bodyId]/edit": ["post /people/bodies/{id}/edit"],
  "/people/bodies/new": ["post /people/bodies"],
  "/people/[appointmentId]/end": ["post /people/{id}/end"],
  "/people/accounts/[userId]/[step=account_step]": [
    "post /people/accounts/{id}/deactivate",
    "post /people/accounts/{id}/reopen",
    "post /people/accounts/{id}/end-sessions",
  ],
  "/people/accounts/[userId]/link": NO_WAY_IN_BY_KEYS,
  "/people/accounts/[userId]/second-step/[step=reset_step]": NO_WAY_IN_BY_KEYS,
  "/people/invitations/[invitationId]/[step=invitation_step]": [
    "post /people/invitations/{id}/resend",
    "post /people/invitations/{id}/withdraw",
  ],
  "/people/[appointmentId]/rename": ["post /people/{id}/rename"],
  "/people/appoint": ["post /people/appoint"],
  "/people/invite": ["post /people/invite"],
  "/reports/annual/freeze": ["post /reports/annual/freeze"],
  "/reports/annual/text": ["post /reports/annual/text"],
  "/units/[unitId]/accreditations/[accreditationId]/end": ["post /units/{id}/accreditations/{partId}"],
  "/units/[unitId]/accreditations/new": ["post /units/{id}/accreditations"],
  "/units/[unitId]/memberships/[membershipId]/end": ["post /units/{id}/memberships/{partId}"],
  "/units/[unitId]/memberships/new": ["post /units/{id}/memberships"],
  "/units/[unitId]/posts/[postId]/end": ["post /units/{id}/posts/{partId}"],
  "/units/[unitId]/posts/new": ["post /units/{id}/posts"],
  "/units/[unitId]/rename": ["patch /units/{id}"],
  "/units/new": ["post /units"],
  "/first": OF_A_PERSON,
  "/invitation/[key]": OF_A_PERSON,
  "/sign-in": OF_A_PERSON,
  "/password/[key]": OF_A_PERSON,
  "/sign-in/code": OF_A_PERSON,
  "/sign-in/forgotten": OF_A_PERSON,
  "/sign-in/oidc": OF_A_PERSON,
  "/sign-out": OF_A_PERSON,
  "/acting": OF_A_BROWSER,
  "/language": OF_A_BROWSER,
};

const called = CALLS.map(({ method, path }) => `${method} ${path}`);
/** Every address outside the interface that something is sent to. */
async function sentTo(): Promise<string[]> {
  const found = [];
  for (const { id, page, api } of ROUTES.filter((one) => !one.id.startsWith("/api/"))) {
    const { actions } = page ? ((await import(page)) as { actions?: object }) : {};
    const written = api && fs.readFileSync(api.slice("../".length), "utf8");
    if (actions || /export const (POST|PUT|PATCH|DELETE)/.test(written || ""))
      found.push(id.replace(/^\/\(desk\)/, ""));
  }
  return found;
}

test("every act of every page is here, and nothing that no page does", async () => {
  expect(Object.keys(ACTS).toSorted()).toEqual((await sentTo()).toSorted());
});

test.each(Object.entries(ACTS))("%s has its calls, or a reason", (_page, done) => {
  if (typeof done === "string") expect(done).toMatch(/^[A-Z].{60,}\.$/);
  else expect(done.filter((one) => !called.includes(one))).toEqual([]);
});

/** What may stand where a page serves many: each has a call of its own. */
const MATCHED: [page: string, matcher: keyof typeof params, names: string[]][] = [
  [
    "/activities/[activityId]/[step=activity_step]",
    "activity_step",
    ["hold", "move", "cancel", "take-back", "correct"],
  ],
  ["/partners/[partnerId]/[step=partner_step]", "partner_step", ["close", "reopen", "grant", "suggest"]],
  ["/imports/[importId]/[step=import_step]", "import_step", ["commit", "undo"]],
];
test.each(MATCHED)("%s stands for as many calls as it has addresses", async (page, matcher, names) => {
  const standard = params[matcher]["~standard"];
  for (const name of names) expect(await standard.validate(name)).toHaveProperty("value");
  expect(ACTS[page]).toHaveLength(names.length);
});
