import fs from "node:fs";
import { expect, test } from "vitest";
import { DOORS, doorTo } from "#platform/doors.ts";
import { params } from "../src/params.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";

/** Where one route serves many addresses: what may stand there, by hand, so that none is lost. */
const NAMED: Record<keyof typeof params, string[]> = {
  resource: ["units", "partners", "delegations", "activities", "aid-projects", "notes", "registers", "imports"],
  chooser: ["partners", "units", "series"],
  design_part: (
    "status step-line summary buttons list tree bars year-bars months " +
    "world-map tile-map life-line timeline fields chooser grid"
  ).split(" "),
  fact_kind: ["days", "relations", "missions", "countries", "provinces"],
  fact_added: ["days", "relations", "missions"],
  account_step: ["deactivate", "reopen", "end-sessions"],
  reset_step: ["ask", "agree", "refuse"],
  invitation_step: ["resend", "withdraw"],
  delegation_step: (
    "propose ask return refuse approve prepare depart come-back report " +
    "settle archive postpone resume cancel number accept-changes return-changes edit-report accept-report return-report take-back correct"
  ).split(" "),
  delegation_list: ["members", "programme", "journeys", "meetings", "provisions", "budget"],
  delegation_grid: ["members"],
  delegation_part: ["member", "programme", "journey", "meeting", "provision", "budget"],
  request_act: ["remind", "escalate", "settle"],
  activity_step: ["hold", "move", "cancel", "take-back", "correct", "drop-next", "resume-next"],
  note_step: ["take-back"],
  register_step: ["cancel", "restore", "take-back", "attach"],
  import_step: ["commit", "undo"],
  partner_step: ["close", "reopen", "grant", "suggest"],
  partner_list: ["names", "contacts", "relations"],
  partner_part: ["name", "contact", "relation"],
};
/** What the interface writes to one record of a list, where one route serves them all: by hand as well. */
const STEPS: Record<string, string[]> = {
  partners: NAMED.partner_step,
  delegations: NAMED.delegation_step,
  activities: NAMED.activity_step,
  "aid-projects": ["grant"],
  notes: NAMED.note_step,
  registers: NAMED.register_step,
  imports: ["commit", "undo"],
};
/** The lists whose rows are added, changed and taken out one by one, and those whose rows are ended. */
const HELD: Record<string, string[]> = {
  partners: NAMED.partner_list,
  delegations: NAMED.delegation_list,
  "aid-projects": ["amounts"],
};
const ENDED: Record<string, string[]> = {
  partners: ["suggestions"],
  delegations: (
    "requests request-corrections request-reminders request-escalations request-withdrawals request-settlements " +
    "commitments hostings hosting-edits hosting-withdrawals hosted-entries"
  ).split(" "),
  "aid-projects": ["statements"],
  units: ["posts", "memberships", "accreditations"],
};
const ACTS: Record<string, string[]> = {
  delegations:
    "proposal approval requests commitments accounts account-lines numbered-papers talking-points hostings".split(" "),
  activities: ["copy", "twins", "separate", "photos"],
  units: ["posts", "memberships", "accreditations"],
};
/** The lists of files that are read one by one. */
const FILES: Record<string, string[]> = {
  delegations: ["files", "answer-files"],
  activities: ["photos"],
  registers: ["files"],
};
const BELOW = together(ACTS, HELD);
const ROWS = together(together(HELD, ENDED), FILES);
function together(one: Record<string, string[]>, other: Record<string, string[]>): Record<string, string[]> {
  const lists = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(lists.map((list) => [list, [...new Set([...(one[list] ?? []), ...(other[list] ?? [])])]]));
}
/** Of the others the rule of the kind holds. */
const SHARED = ["partners", "delegations", "activities", "aid-projects"];
const isMatcher = (name: string): name is keyof typeof params => name in NAMED;
function eachNamed(address: string): string[] {
  const [found, matcher = ""] = /\[\w+=(\w+)\]/.exec(address) ?? [];
  if (found && isMatcher(matcher)) return NAMED[matcher].flatMap((one) => eachNamed(address.replace(found, one)));
  const [, list = "", last = "", row] =
    /^\/api\/v1\/([\w-]+)\/\[id\].*\/(\[step\]|\[below\])(\/\[partId\])?$/.exec(address) ?? [];
  if (!last) return [address];
  return ((last === "[step]" ? STEPS : row ? ROWS : BELOW)[list] ?? []).map((one) => address.replace(last, one));
}

const files = fs
  .readdirSync("src/routes", { recursive: true, encoding: "utf8" })
  .filter((name) => /(\+(page|server)(\.server)?\.(ts|svelte)|\/call\.server\.ts)$/.test(name));
const addresses = [
  ...new Set(
    files.map(
      (name) =>
        `/${name
          .split("/")
          .slice(0, -1)
          .filter((part) => !part.startsWith("("))
          .join("/")}`,
    ),
  ),
]
  .map((one) => one.replace(/\/$/, "") || "/")
  .flatMap(eachNamed);

test("every route declares who may call it", () => {
  expect(addresses.filter((one) => doorTo(one.replaceAll(/\[(\w+)\]/g, "x")) === undefined)).toEqual([]);
});

test("the open routes are these and no others", () => {
  const open = addresses.filter((one) => doorTo(one.replaceAll(/\[(\w+)\]/g, "x"))?.who === "open").toSorted();
  expect(open).toEqual([
    "/accent",
    "/api/v1",
    "/api/v1/calendar/[token].ics",
    "/api/v1/health",
    "/api/v1/openapi.json",
    "/first",
    "/invitation/[key]",
    "/language",
    "/logo",
    "/password/[key]",
    "/sign-in",
    "/sign-in/code",
    "/sign-in/forgotten",
    "/sign-in/oidc",
    "/sign-out",
  ]);
});

test("every door leads somewhere", () => {
  const paths = [...addresses.map((one) => one.replaceAll(/\[(\w+)\]/g, "x")), "/api/auth/x", "/calendar"];
  expect(DOORS.filter((door) => !paths.some((one) => door.path.test(one) || door.path.test(`${one}/`)))).toEqual([]);
});

test("the interface's description and its files are the same list", () => {
  const described = new Set(CALLS.map((call) => `/api/v1${call.path.replaceAll(/\{(\w+)\}/g, "[$1]")}`));
  const there = addresses.filter((one) => one.startsWith("/api/v1/") && !one.endsWith("openapi.json"));
  expect(there.filter((one) => !described.has(one))).toEqual([]);
  expect([...described].filter((one) => !there.includes(one))).toEqual([]);
});

test.each(Object.entries(NAMED))("%s stands for these and no others", async (matcher, named) => {
  const standard = isMatcher(matcher) ? params[matcher]["~standard"] : undefined;
  const means = async (address: string) => {
    const read = await standard?.validate(address);
    return read && "value" in read ? read.value : undefined;
  };
  const others = ["come_back", "members-", "edit", "requests", "commitments", "passports", "toString", "PROPOSE", ""];
  for (const address of named) expect([address, await means(address)]).not.toEqual([address, undefined]);
  for (const address of others) expect([address, await means(address)]).toEqual([address, undefined]);
});

/** Every call of the interface, by hand: what one route serves for many is lost without a word otherwise. */
const INTERFACE = [
  "get /health",
  "get /countries/{iso2}",
  "get /anniversaries",
  "get /units",
  "post /units",
  "get /units/{id}",
  "get /union",
  "patch /union",
  "patch /units/{id}",
  ...NAMED.resource.flatMap((list) => [`get /${list}/{id}/sharing`, `get /${list}/{id}/history`]),
  ...SHARED.map((list) => `post /${list}/{id}/sharing`),
  "get /partners",
  "post /partners",
  "get /partners/{id}",
  "patch /partners/{id}",
  ...NAMED.partner_step.map((step) => `post /partners/{id}/steps/${step}`),
  "get /delegations",
  "post /delegations",
  "get /delegations/{id}",
  "patch /delegations/{id}",
  "post /delegations/{id}/proposal",
  "post /delegations/{id}/approval",
  ...NAMED.delegation_step.map((step) => `post /delegations/{id}/steps/${step}`),
  "get /activities",
  "post /activities",
  "get /activities/{id}",
  "patch /activities/{id}",
  ...NAMED.activity_step.map((step) => `post /activities/{id}/steps/${step}`),
  "get /aid-projects",
  "post /aid-projects",
  "get /aid-projects/{id}",
  "patch /aid-projects/{id}",
  "post /aid-projects/{id}/steps/grant",
  "get /notes",
  "post /notes",
  "get /notes/{id}",
  "patch /notes/{id}",
  "post /notes/{id}/steps/take-back",
  ..."get |post |get /{id}|patch /{id}|get /gaps|post /gaps|get /symbols|post /symbols|post /symbols/{id}/edit"
    .split("|")
    .map((one) => one.replace(" ", " /registers")),
  "get /paper-templates",
  "post /paper-templates",
  "post /paper-templates/force",
  ...NAMED.register_step.map((step) => `post /registers/{id}/steps/${step}`),
  "get /imports",
  "post /imports",
  "get /imports/{id}",
  "post /imports/{id}/steps/commit",
  "post /imports/{id}/steps/undo",
  "post /imports/{id}/undo",
  "get /signatures",
  "post /signatures",
  "post /signatures/{id}/end",
  "post /imports/read",
  ...Object.entries(BELOW)
    .flatMap(([list, names]) => names.map((name) => `post /${list}/{id}/${name}`))
    .filter((one) => !/proposal|approval/.test(one)),
  ...Object.entries(HELD).flatMap(([list, names]) =>
    names.flatMap((name) => ["get", "patch", "delete"].map((method) => `${method} /${list}/{id}/${name}/{partId}`)),
  ),
  ...Object.entries(ENDED).flatMap(([list, names]) => names.map((name) => `post /${list}/{id}/${name}/{partId}`)),
  ...Object.entries(FILES).flatMap(([list, names]) => names.map((name) => `get /${list}/{id}/${name}/{partId}`)),
  ...["requests", "commitments", "hostings"].map((name) => `get /delegations/{id}/${name}/{partId}`),
  "get /delegations/{id}/papers/{paper}",
  "get /delegations/routes",
  "post /delegations/routes",
  "post /delegations/routes/{id}/end",
  "get /activities/kinds",
  "post /activities/kinds",
  "post /activities/kinds/{id}/edit",
  "get /activities/series",
  "post /activities/series",
  ...["get /me", "get /security-events"],
  ...["get /letters", "post /letters/{id}/resend", "post /letters/test", "post /backups"],
  "get /people",
  "post /people/appoint",
  "post /people/{id}/end",
  "get /people/accounts/{id}",
  ...NAMED.account_step.map((step) => `post /people/accounts/{id}/${step}`),
  ...NAMED.invitation_step.map((step) => `post /people/invitations/{id}/${step}`),
  "post /people/{id}/rename",
  ...["post /people/{id}/body", "get /people/bodies", "post /people/bodies", "post /people/bodies/{id}/edit"],
  "get /requests",
  "get /people/invite",
  "post /people/invite",
  ...["find", "export", "erase"].map((act) => `post /personal/${act}`),
  "get /keys",
  "post /keys/{id}/revoke",
  "get /facts",
  "post /facts/complete",
  "post /facts/packs/{key}/bring",
  ...NAMED.fact_kind.flatMap((kind) => [
    `get /facts/${kind}`,
    `get /facts/${kind}/{key}`,
    `patch /facts/${kind}/{key}`,
    `post /facts/${kind}/{key}/take-back`,
  ]),
  ...NAMED.fact_added.flatMap((kind) => [`post /facts/${kind}`, `post /facts/${kind}/{key}/take-out`]),
  "get /reports/annual/text",
  "post /reports/annual/text",
  "get /commitments",
  "get /search",
  "get /indicators",
  "get /indicators/{key}/records",
  "get /reports/annual",
  "post /reports/annual/freeze",
  "get /reports",
  "get /reports/{id}",
  "get /reports/{id}/corrections",
  "post /deadlines/calculate",
  "get /calendar/{token}.ics",
];

test("the interface has these calls and no others, and each says what it does", () => {
  expect(CALLS.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(INTERFACE.toSorted());
  expect(CALLS.filter((call) => !/^[A-Z]/.test(call.summary))).toEqual([]);
});

test("the addresses that one route serves for many are still there", () => {
  const one = "/delegations/[delegationId]";
  expect(addresses).toEqual(
    expect.arrayContaining([
      ...NAMED.delegation_step.map((step) => `${one}/${step}`),
      ...NAMED.delegation_list.map((list) => `${one}/${list}/new`),
      ...NAMED.delegation_part.flatMap((part) => [`${one}/change/${part}/[partId]`, `${one}/remove/${part}/[partId]`]),
      ...NAMED.activity_step.map((step) => `/activities/[activityId]/${step}`),
      ...NAMED.resource.flatMap((list) =>
        ["sharing", "sharing/change", "history"].map((page) => `/${list}/[id]/${page}`),
      ),
      ...NAMED.partner_list.map((list) => `/partners/[partnerId]/${list}/new`),
      ...NAMED.partner_part.map((part) => `/partners/[partnerId]/change/${part}/[partId]`),
      "/partners/[partnerId]/contacts/[contactId]/remove",
      "/api/v1/delegations/[id]/proposal",
      "/api/v1/delegations/[id]/approval",
    ]),
  );
});
