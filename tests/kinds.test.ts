import fs from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { DECISION_ACTS, STEPS } from "#modules/delegations/delegation.model.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { doorTo, mayEnter } from "#platform/doors.ts";
import { KINDS, addressOf, kindsCountedAs, kindsWith, lineOf } from "#platform/kinds.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";
import { load as loadDesk } from "../src/routes/(desk)/+page.server.ts";
import { railFor } from "../src/routes/rail.server.ts";
import { load as loadLog } from "../src/routes/(desk)/history/+page.server.ts";
import { load as loadPartner } from "../src/routes/(desk)/partners/[partnerId]/+page.server.ts";
import { load as loadFigure } from "../src/routes/(desk)/reports/figures/[key]/+page.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase("demo");
const kinds = kindsWith("list").concat(kindsWith("address"), kindsWith("logged"));
const lists = kindsWith("list");

const INSIDE = [
  "/",
  "/calendar",
  "/glance",
  "/countries",
  "/partners",
  "/delegations",
  "/activities",
  "/aid-projects",
  "/notes",
  "/registers",
  "/units",
];

type Figure = { items: { href: string | null }[] };
type Matched = { match: Record<string, string> }[];
const wordsIn = (language: string) =>
  JSON.parse(fs.readFileSync(`messages/${language}.json`, "utf8")) as Record<string, unknown>;
const sources = fs
  .readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.ts$/.test(name) && !/^words|\.test\.ts$/.test(name))
  .map((name) => fs.readFileSync(`src/${name}`, "utf8"));
const pages = fs
  .readdirSync("src/routes", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith("+page.svelte"))
  .map((name) => `/${name.replaceAll(/\([^)]*\)\/|\/?\+page\.svelte/g, "").replaceAll(/\[\w+\]/g, "x")}`);

test("every line of the register is of use to somebody", () => {
  expect(Object.keys(KINDS).toSorted()).toEqual([...new Set<string>(kinds)].toSorted());
});

describe.each(["vi", "en"])("in %s", (language) => {
  const words = wordsIn(language);
  test("every kind and every list has a name", () => {
    const matched = (key: string, of: readonly string[]) => {
      const names = (words[key] as Matched)[0]?.match ?? {};
      return of.filter((kind) => !names[`kind=${kind}`]);
    };
    expect(matched("kind", Object.keys(KINDS))).toEqual([]);
    expect(lists.filter((kind) => !words[`nav_${lineOf(kind).list?.replaceAll("-", "_")}`])).toEqual([]);
  });
  test("every act that history tells has a sentence", () => {
    const silent = actsTold().filter(
      ([kind, act]) => !(`history_${kind}_${act}` in words) && !(`history_${act}` in words),
    );
    expect(silent).toEqual([]);
  });
});

test("every address of a kind is a page", () => {
  const made = Object.keys(KINDS).map((kind) => addressOf(kind, "x"));
  expect(made.filter((address) => address !== null && !pages.includes(address))).toEqual([]);
  expect(lists.filter((kind) => !pages.includes(`/${lineOf(kind).list}`))).toEqual([]);
  expect(addressOf("aid_project", "7")).toBe("/aid-projects/7");
  expect(addressOf("toString", "7")).toBeNull();
});

test("history is written of kinds of the register alone, and every kind that the log offers has some", async () => {
  const written = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/subject: \["([^"]+)"|insert into history \([^`]*?'(\w+)', [\w.]*id, '/g)].map(
        ([, said, inSql]) => said ?? inSql ?? "",
      ),
    ),
  );
  expect([...written].filter((kind) => !(kind in KINDS))).toEqual([]);
  expect(kindsWith("logged").filter((kind) => !written.has(kind))).toEqual([]);
  const inDemo = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ kind: string }>(
      "select distinct subject_kind as kind from history union select distinct subject_kind from notification",
    ),
  );
  expect(inDemo.rows.map((row) => row.kind).filter((kind) => !(kind in KINDS))).toEqual([]);
});

test("these areas are closed to people outside the union, and no others", () => {
  const called = CALLS.map((call) => `/api/v1${call.path}`);
  const areas = [...pages, ...called]
    .map((one) => /^(\/api\/v1)?\/[^/]*/.exec(one)?.[0] ?? "")
    // What stands below every kind's record is behind that kind's own door.
    .filter((one) => one !== "/api" && !one.includes("[kind=resource]"));
  const isClosed = (area: string) => [area, `${area}/x`].every((one) => !mayEnter(doorTo(one), "outside"));
  const closed = [...new Set(areas)].filter((area) => isClosed(area));
  expect(closed.toSorted()).toEqual([
    "/api/v1/aid-projects",
    "/api/v1/commitments",
    "/api/v1/facts",
    "/api/v1/imports",
    "/api/v1/indicators",
    "/api/v1/letters",
    "/api/v1/notes",
    "/api/v1/paper-templates",
    "/api/v1/people",
    "/api/v1/personal",
    "/api/v1/registers",
    "/api/v1/reports",
    "/api/v1/security-events",
    "/api/v1/units",
    "/backups",
    "/facts",
    "/glance",
    "/history",
    "/identity",
    "/imports",
    "/letters",
    "/my-week",
    "/notes",
    "/paper-templates",
    "/people",
    "/registers",
    "/reports",
    "/security",
    "/set-up",
    "/settings",
    "/units",
  ]);
  expect(doorTo("/units-x")).toBeUndefined();
});

test.each([
  ["partner", ["/", "/calendar", "/countries", "/partners", "/activities"]],
  ["foreign_ngo", ["/", "/calendar", "/countries", "/activities", "/aid-projects"]],
  ["consulted_agency", ["/", "/calendar", "/countries", "/activities"]],
  ["auditor", [...INSIDE, "/reports/annual", "/history", "/security"]],
  ["unit_officer", [...INSIDE.toSpliced(1, 0, "/my-week"), "/reports/annual", "/imports"]],
  [
    "administrator",
    [
      ...INSIDE,
      "/reports/annual",
      "/imports",
      "/history",
      "/security",
      "/letters",
      "/settings",
      "/facts",
      "/identity",
      "/people",
      "/backups",
    ],
  ],
] as const)("the rail leads a %s there", async (role, places) => {
  const rail = railFor(await aPerson(role, "vufo"));
  expect(rail.map((one) => one.href)).toEqual(places);
  expect(rail.every((one) => one.word !== one.href.slice(1))).toBe(true);
});

test.each(lists)("the interface describes how to read a %s", (kind) => {
  const one = new RegExp(`^/${lineOf(kind).list}/\\{\\w+\\}$`);
  expect(CALLS.filter((call) => call.method === "get" && one.test(call.path))).toHaveLength(1);
});

test("a write past the application is noticed of every kind that figures count", async () => {
  const watched = await asOwner(database.ownerUrl(), async (client) => {
    const found = await client.query<{ prosrc: string }>("select prosrc from pg_proc where proname = 'rows_touched'");
    return found.rows[0]?.prosrc ?? "";
  });
  const counted = kindsWith("counted").filter((kind) => kind !== "import");
  expect(counted.filter((kind) => !watched.includes(`'${kind}'`))).toEqual([]);
  expect(kindsCountedAs("aid")).toEqual(["aid_project"]);
});

test.each([
  ["fngo_aid", "/aid-projects/"],
  ["partners_active", "/partners/"],
  ["onsite_activities", "/activities/"],
  ["delegations_out", "/delegations/"],
])("the records behind %s open under %s", async (key, place) => {
  const actor = await aPerson("office", "vufo");
  const url = new URL("http://amity.example/reports/figures/x?year=2025");
  const { items } = (await loadFigure({ locals: { actor, locale: "en" }, url, params: { key } } as never)) as Figure;
  expect(items.length).toBeGreaterThan(0);
  expect(items.filter((one) => !one.href?.startsWith(place))).toEqual([]);
});

test("every task of the desk opens where it is done", async () => {
  const actor = await aPerson("leader", "vufo");
  const event = { locals: { actor, locale: "en" }, url: new URL("http://amity.example/?all=due") } as never;
  const { due } = (await loadDesk(event)) as unknown as { due: { items: { kind: string; href: string }[] } };
  const places = due.items.map(({ kind, href }) => `${kind} ${href.replaceAll(/[0-9a-f-]{36}/g, "x")}`);
  const allowed = [
    "report /delegations/x/report",
    "commitment /delegations/commitments/x",
    "hosting /delegations/hostings/x",
    "hosting_waits /delegations/hostings/x",
    "request_answered /delegations/requests/x",
    "request_waits /delegations/requests/x",
    "visa /delegations/x#members",
    "activity /activities/x/hold",
    "edition /activities/new?next=x",
    "next_step /notes/new?partner=x&done=1",
    "suggestion /partners/x/suggestions/x",
    "statement /aid-projects/x/statements/x",
  ];
  expect(places.filter((place) => !allowed.includes(place))).toEqual([]);
  expect(places).toEqual(expect.arrayContaining(allowed.filter((place) => /^(comm|sugg|stat)/.test(place))));
});

test("what was done with a partner opens from its page", async () => {
  const actor = await aPerson("office", "vufo");
  const [told] = await asOwner(
    database.ownerUrl(),
    async (client) =>
      (
        await client.query<{ partner_id: string; subject_id: string }>(
          "select * from partner_event where subject_kind = 'activity' limit 1",
        )
      ).rows,
  );
  const url = new URL("http://amity.example/partners/x");
  const event = { url, locals: { actor, locale: "en" }, params: { partnerId: told?.partner_id } } as never;
  const { events } = (await loadPartner(event)) as unknown as { events: { href: string }[] };
  expect(events.map((one) => one.href)).toContain(`/activities/${told?.subject_id}`);
});

describe("an aid project", () => {
  let officer: Actor;
  let id: string;
  const asked = (path: string) =>
    ({ locals: { actor: officer, locale: "en" }, url: new URL(`http://amity.example${path}`), params: {} }) as never;

  beforeAll(async () => {
    officer = await aPerson("ngo_officer", "paccom");
    const project = {
      title: "Nước sạch bản Tà Xùa",
      ngo_name: "Œuvre d'Eau",
      ngo_country: "FR",
      sector: "health",
      starts_on: "2026-01-01",
    };
    id = await inWork(officer, (work) => registerAidProject(work, aidProjectForm.parse(project)));
  });

  test("is among what changed on the desk, with a sentence and a link", async () => {
    const { changes } = (await loadDesk(asked("/"))) as { changes: Record<string, unknown>[] };
    expect(changes[0]).toMatchObject({
      kind: "aid_project",
      title: "Nước sạch bản Tà Xùa",
      href: `/aid-projects/${id}`,
      sentence: "đã ghi",
    });
  });

  test("is in the log, by itself when its kind is picked", async () => {
    const { items: lines } = (await loadLog(asked("/history?kind=aid_project"))) as {
      items: Record<string, unknown>[];
    };
    expect(lines[0]).toMatchObject({ kind: "aid_project", href: `/aid-projects/${id}` });
    expect(new Set(lines.map((line) => line.kind))).toEqual(new Set(["aid_project"]));
  });
});

/** The kind and the act of every line of history, as far as the source says them in words. */
function actsTold(): [kind: string, act: string][] {
  const lines = sources.flatMap((source) => [
    ...source.matchAll(/subject: \["(\w+)"[^\]]*\],\s*action:([^\n]+?)(?:, rights|,?\n)/g),
    ...source.matchAll(/insert into history \([^`]*?'(\w+)', [\w.]*id, ('\w+')/g),
  ]);
  const acts = lines.flatMap(([, kind = "", said = ""]) =>
    [...said.matchAll(/(?<!=== )["'](\w+)["']/g)].map(([, act = ""]): [string, string] => [kind, act]),
  );
  const steps = Object.keys(STEPS).map((step): [string, string] => ["delegation", step]);
  const decided = DECISION_ACTS.map((act): [string, string] => ["delegation", act]);
  return [...acts, ...steps, ...decided, ["activity", "move"], ["activity", "hold"], ["activity", "cancel"]];
}
