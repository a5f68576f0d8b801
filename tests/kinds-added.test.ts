import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { CURSORS, paging } from "#platform/filter.ts";
import type { Kind, KindName } from "#platform/kinds.ts";
import type { Resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { carried } from "./carried.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

/** The register with one more line: what lists kinds shows the new one, and nothing else has to be told of it. */
vi.mock("#platform/kinds.ts", async (original) => {
  const register = await original<{ KINDS: Record<string, Kind> }>();
  register.KINDS.medal = {
    list: "medals",
    pages: ["staff"],
    api: ["staff"],
    rail: ["staff"],
    search: { title: "title", detail: "given_on" },
    told: true,
    logged: true,
    counted: "medal",
    imported: true,
    exported: true,
  };
  return register;
});

type Medal = { id: string; title: string; given_on: string };
const readMedals = async (work: Work, where = "true") =>
  (await work.client.query<Medal>(`select id, title, given_on from medal where ${where}`)).rows;
const titled = z.object({ title: z.string() });
const rename = act(titled, async (work, medalId, { title }) => {
  await work.client.query("update medal set title = $2 where id = $1", [medalId, title]);
});

/** And the register of resources with its line: what a kind gives is asked for wherever kinds are shown. */
vi.mock("#modules/resources.server.ts", async (original) => {
  const register = await original<{ RESOURCES: Record<string, Resource> }>();
  register.RESOURCES.medal = {
    says: { list: "Medals given", one: "One medal" },
    list: {
      filter: z.object({ year: z.string().optional(), ...paging(CURSORS.id) }),
      list: async (work) => ({ items: await readMedals(work), next_cursor: null }),
    },
    find: async (work, id) => (await readMedals(work, `id = '${id}'`))[0],
    parts: async () => ({ ribbons: [{ colour: "red" }] }),
    add: { says: "Give a medal", form: titled, take: async () => "made" },
    edit: { ...rename, says: "Rename a medal" },
    steps: { hand_back: rename },
    below: { ribbon: { ...rename, says: "Add a ribbon" } },
    granted: true,
    counts: async (work) => ({ medals: (await readMedals(work)).length }),
    years: {
      name: "medals",
      list: async () => [{ year: 2026, gold: 2_500_000 }],
      chart: {
        title: "country_partners",
        source: "source_records",
        value: "gold",
        inMillions: true,
        only: { metal: "gold" },
      },
    },
  };
  return register;
});

const { KINDS, kindsWith } = await import("#platform/kinds.ts");
const medal = "medal" as "partner";
const database = useDatabase();
let office: Actor;
let id: string;
const asked = (address: string) =>
  ({ locals: { actor: office, locale: "vi" }, url: new URL(`http://amity.example${address}`), params: {} }) as never;

afterEach(() => vi.unstubAllEnvs());

beforeAll(async () => {
  await asOwner(database.ownerUrl(), (client) =>
    client.query(`create table medal (id uuid primary key default new_id(), title text not null, given_on date not null,
        search_text text generated always as (reference.words(title)) stored);
      call own_rows('medal'); grant select, insert, update on medal to amity_app;
      create view medal_fact with (security_invoker = true) as select id, id as record_id, title, given_on as on_date, unit_id, unit_path,
        3::numeric as amount from medal;
      grant select on medal_fact to amity_app`),
  );
  office = await aPerson("office", "vufo");
  const { ownRights, recordHistory } = await import("#platform/history.server.ts");
  const { tellPeople } = await import("#modules/access/notification.commands.server.ts");
  const other = await aPerson("leader", "vufo");
  id = await inWork(office, async (work) => {
    const rights = ownRights(work, "union");
    const made = await work.client.query<{ id: string }>(
      "insert into medal (title, given_on, unit_id, unit_path, visibility) values ('Vì hòa bình, hữu nghị', '2026-03-05', $1, $2, 'union') returning id",
      [rights.unit_id, rights.unit_path],
    );
    const made_id = made.rows[0]?.id ?? "";
    await recordHistory(work, {
      subject: [medal, made_id],
      action: "registered",
      rights,
      after: { title: "Vì hòa bình" },
    });
    await tellPeople({ ...work, actor: other }, [office.userId ?? ""], {
      kind: "medal_given",
      subject: [medal, made_id],
      title: "Vì hòa bình",
      visibility: "union",
    });
    return made_id;
  });
});

test("is found by pages, interface and the box that jumps", async () => {
  const { GET } = await import("../src/routes/api/v1/search/call.server.ts");
  const { load } = await import("../src/routes/(desk)/search/+page.server.ts");
  const hit = { name: "Vì hòa bình, hữu nghị", href: `/medals/${id}`, note: "medal · 5/3/2026" };
  const answer = (await (await carried(GET(asked("/api/v1/search?q=hoa+binh")))).json()) as { items: unknown[] };
  expect(answer.items).toContainEqual(expect.objectContaining({ kind: "medal", id, ...hit }));
  expect(await load(asked("/search?q=hoa+binh"))).toMatchObject({ hits: expect.arrayContaining([hit]) });
});

test("is told on the desk, in the log and in its filter", async () => {
  const desk = await import("../src/routes/(desk)/+page.server.ts");
  const log = await import("../src/routes/(desk)/history/+page.server.ts");
  // By what it is called now.
  const line = { kind: "medal", title: "Vì hòa bình, hữu nghị", href: `/medals/${id}` };
  expect(await desk.load(asked("/"))).toMatchObject({ changes: [line] });
  expect(await log.load(asked("/history?kind=medal"))).toMatchObject({
    bar: {
      boxes: expect.arrayContaining([
        expect.objectContaining({
          name: "kind",
          options: expect.arrayContaining([expect.objectContaining({ value: "medal" })]),
        }),
      ]),
    },
    items: [line],
  });
});

test("is linked from notifications and from the letter of the day", async () => {
  const { system } = await import("#platform/actor.ts");
  const { sendDigests } = await import("#modules/access/notification.commands.server.ts");
  const { listLetters } = await import("#modules/access/notification.queries.server.ts");
  const { load } = await import("../src/routes/(desk)/notifications/+page.server.ts");
  await inWork(system, sendDigests);
  expect((await inWork(office, (work) => listLetters(work))).items[0]?.body).toContain(`/medals/${id}`);
  expect(await load(asked("/notifications"))).toMatchObject({ lines: [{ href: `/medals/${id}` }] });
});

const MEDALS = { href: "/medals", word: "medals", name: "medals", group: "work" };
test("has its doors and its place in the rail", async () => {
  const { doorTo, mayEnter } = await import("#platform/doors.ts");
  const { railFor } = await import("../src/routes/rail.server.ts");
  for (const address of [`/medals/${id}`, "/medals", "/api/v1/medals"]) {
    expect(mayEnter(doorTo(address), "staff")).toBe(true);
    expect(mayEnter(doorTo(address), "outside")).toBe(false);
  }
  expect(railFor(office)).toContainEqual(MEDALS);
  expect(railFor({ ...office, reach: "reader", role: "auditor" })).not.toContainEqual(MEDALS);
});

test("is offered by imports and exports, on pages and on the command line", async () => {
  const { uploadForm } = await import("#modules/imports/import.forms.ts");
  const { load } = await import("../src/routes/(desk)/imports/new/+page.server.ts");
  const { COMMANDS } = await import("../src/cli/commands.ts");
  const { exportList } = await import("../src/cli/export.ts");
  expect(uploadForm.shape.kind.safeParse("medals").success).toBe(true);
  expect(await load(asked("/imports/new"))).toMatchObject({
    kinds: expect.arrayContaining([{ value: "medals", label: "medals" }]),
  });
  expect(COMMANDS.import?.usage).toContain("|medals ");
  expect(COMMANDS.export?.usage).toContain("|medals ");
  const file = path.join(os.tmpdir(), "amity-no-such-list.csv");
  await expect(inWork(office, (work) => exportList(work, "metals", file))).rejects.toThrow("|medals");
  expect(fs.existsSync(file)).toBe(false);
});

test("moves the figures when it changes", async () => {
  const { keptFigure } = await import("#modules/reports/kept-figure.queries.server.ts");
  const { ownRights, recordHistory } = await import("#platform/history.server.ts");
  let counted = 0;
  const ask = () => inReading(office, (work) => keptFigure(work, "medals", async () => (counted += 1)));
  expect([await ask(), await ask()]).toEqual([1, 1]);
  const rights = await inWork(office, async (work) => ownRights(work));
  await inWork(office, (work) => recordHistory(work, { subject: [medal, id], action: "edited", rights }));
  expect(await ask()).toBe(2);
  expect(kindsWith("counted")).toContain("medal" as KindName);
  expect(KINDS).toHaveProperty("medal");
});

test("is read and written through the interface, which describes it", async () => {
  const list = await import("../src/routes/api/v1/[kind=resource]/call.server.ts");
  const one = await import("../src/routes/api/v1/[kind=resource]/[id]/call.server.ts");
  const below = await import("../src/routes/api/v1/[kind=resource]/[id]/[below]/call.server.ts");
  const steps = await import("../src/routes/api/v1/[kind=resource]/[id]/steps/[step]/call.server.ts");
  const { params } = await import("../src/params.ts");
  const { openApi } = await import("../src/routes/api/openapi.server.ts");
  const call = async (handler: (event: never) => unknown, more = {}, body?: object) => {
    const method = body ? "POST" : "GET";
    const request = new Request("http://amity.example", { method, ...(body && { body: JSON.stringify(body) }) });
    const event = { ...(asked("/") as object), request, params: { kind: "medal", id, ...more } };
    const answer = await carried(handler(event as never) as Promise<Response>);
    return [answer.status, answer.status < 400 ? await answer.json() : undefined];
  };
  expect(await params.resource["~standard"].validate("medals")).toEqual({ value: "medal" });
  const title = "Vì hòa bình, hữu nghị";
  expect(await call(list.GET)).toMatchObject([200, { items: [{ id, title }], next_cursor: null }]);
  expect(await call(one.GET)).toMatchObject([200, { id, title, ribbons: [{ colour: "red" }] }]);
  expect(await call(list.POST, {}, { title })).toEqual([201, { id: "made" }]);
  expect(await call(list.POST, {}, {})).toEqual([422, undefined]);
  for (const [handler, more] of [
    [one.PATCH, {}],
    [steps.POST, { step: "hand-back" }],
    [below.POST, { below: "ribbon" }],
  ] as const) {
    expect(await call(handler, more, { title: `${title}!` })).toEqual([201, { id }]);
    expect(await call(one.GET)).toMatchObject([200, { title: `${title}!` }]);
    await call(one.PATCH, {}, { title });
  }
  const paths = openApi().paths as Record<string, Record<string, { summary: string; requestBody?: object }>>;
  const said = Object.entries(paths).flatMap(([path, calls]) =>
    path.startsWith("/medals") ? Object.entries(calls).map(([method, { summary }]) => [method, path, summary]) : [],
  );
  expect(said).toEqual([
    ["get", "/medals", "Medals given"],
    ["post", "/medals", "Give a medal"],
    ["get", "/medals/{id}", "One medal"],
    ["patch", "/medals/{id}", "Rename a medal"],
    ["get", "/medals/{id}/history", "What happened to it, from what to what"],
    ["get", "/medals/{id}/sharing", "Who can see one of them, and why"],
    ["post", "/medals/{id}/ribbon", "Add a ribbon"],
    ["post", "/medals/{id}/steps/hand-back", "hand_back"],
  ]);
  expect(JSON.stringify(paths["/medals/{id}/steps/hand-back"]?.post?.requestBody)).toContain('"title"');
});

test("is written to a file by the command line", async () => {
  const { exportList } = await import("../src/cli/export.ts");
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "amity-export-")), "medals.json");
  expect(await inWork(office, (work) => exportList(work, "medals", file))).toBe(1);
  expect(JSON.parse(fs.readFileSync(file, "utf8"))).toMatchObject([{ id, title: "Vì hòa bình, hữu nghị" }]);
  fs.rmSync(path.dirname(file), { recursive: true });
});

test("is in a country's dossier, and among what was granted to somebody outside the union", async () => {
  const dossier = await import("../src/routes/api/v1/countries/[iso2]/call.server.ts");
  const page = await import("../src/routes/(desk)/countries/[iso2]/+page.server.ts");
  const desk = await import("../src/routes/(desk)/+page.server.ts");
  const france = { ...(asked("/countries/FR") as object), params: { iso2: "FR" } } as never;
  const answer = (await (await carried(dossier.GET(france))).json()) as object;
  expect(answer).toMatchObject({
    counts: { medals: 1, partners: 0 },
    medals_by_year: [{ year: 2026, gold: 2_500_000 }],
  });
  const href = "/medals?country=FR&year=2026&metal=gold";
  const bars = [{ label: "2026", value: 2_500_000, text: "2,5", href }];
  expect(await page.load(france)).toMatchObject({ charts: [{ bars }] });
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update medal set named_user_ids = array[$1::uuid]", [office.userId]),
  );
  const guest = { ...office, reach: "outside", role: "partner" };
  const granted = await desk.load({ ...(asked("/") as object), locals: { actor: guest, locale: "vi" } } as never);
  expect(granted).toMatchObject({ granted: { items: [{ kind: "medal", id, href: `/medals/${id}` }] } });
});

test("opens as the records behind a figure of it", async () => {
  vi.stubEnv("AMITY_NOW", "2027-01-08T05:00:00Z");
  const { listFigureRecords } = await import("#modules/reports/figure.queries.server.ts");
  const { readScope } = await import("#modules/reports/indicator.queries.server.ts");
  const indicator = { source: medal, filter: "true", value: "count(*)" } as never;
  const records = (value: string) =>
    inReading(office, async (work) => {
      const scope = await readScope(work, { year: "2026", as_of: "2026-12-31" });
      const asked = { indicator: { ...(indicator as object), value } as never, scope };
      return (await listFigureRecords(work, asked, { limit: 5 })).items;
    });
  expect(await records("count(*)")).toMatchObject([{ id, on_date: "2026-03-05", amount: null }]);
  expect(await records("sum(fact.amount)")).toMatchObject([{ id, amount: 3 }]);
});
