import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import * as listPage from "../src/routes/(desk)/reports/+page.server.ts";
import * as frozenPage from "../src/routes/(desk)/reports/[reportId]/+page.server.ts";
import * as figurePage from "../src/routes/(desk)/reports/[reportId]/figures/[key]/+page.server.ts";
import * as paperFile from "../src/routes/(desk)/reports/[reportId]/[paper]/+server.ts";
import * as annualPage from "../src/routes/(desk)/reports/annual/+page.server.ts";
import * as freezePage from "../src/routes/(desk)/reports/annual/freeze/+page.server.ts";
import { carried } from "./carried.ts";
import * as frozen from "../src/routes/api/v1/reports/call.server.ts";
import * as one from "../src/routes/api/v1/reports/[id]/call.server.ts";
import * as corrections from "../src/routes/api/v1/reports/[id]/corrections/call.server.ts";
import * as indicators from "../src/routes/api/v1/indicators/call.server.ts";
import * as freeze from "../src/routes/api/v1/reports/annual/freeze/call.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { wordText } from "./word-text.ts";

const database = useDatabase("demo");
const usual = config.dataFolder;
const store = fs.mkdtempSync(path.join(os.tmpdir(), "amity-frozen-calls-"));
let office: Actor, hanoi: Actor;
beforeAll(async () => {
  config.dataFolder = store;
  office = await aPerson("office", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});
afterAll(() => {
  config.dataFolder = usual;
  fs.rmSync(store, { recursive: true });
});

type Asked = { address?: string; params?: object; body?: object; key?: string; actor?: Actor; locale?: "vi" | "en" };
const eventOf = ({ address = "/", params = {}, body, key, actor = office, locale = "vi" }: Asked) =>
  ({
    url: new URL(address, "http://amity.example"),
    params,
    locals: { actor, locale },
    request: new Request("http://amity.example", {
      method: body ? "POST" : "GET",
      ...(key ? { headers: { "idempotency-key": key } } : {}),
      ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
    }),
  }) as never;
const call = (handler: (event: never) => unknown, asked: Asked = {}) =>
  inLocale(asked.locale ?? "vi", async () => carried(handler(eventOf(asked)) as Promise<Response>));
const read = async (handler: (event: never) => unknown, asked: Asked = {}) => {
  const answer = await call(handler, asked);
  return [answer.status, (await answer.json()) as unknown];
};
const bytesOf = async (handler: (event: never) => unknown, asked: Asked) =>
  Buffer.from(await (await call(handler, asked)).arrayBuffer());

test("a report is frozen, listed, opened and compared by calls; sent twice it is frozen once", async () => {
  const body = { year: 2024, as_of: "2024-12-15", unit: "vufo", language: "en" };
  const key = crypto.randomUUID();
  const [[status, made], again] = await Promise.all([
    read(freeze.POST, { body, key }),
    read(freeze.POST, { body, key }),
  ]);
  expect([status, again]).toEqual([201, [201, made]]);
  const { id } = made as { id: string };
  expect(await read(frozen.GET, { address: "/?year=2024" })).toMatchObject([
    200,
    {
      items: [{ id, year: 2024, as_of: "2024-12-15", status: "interim", tree: "now", language: "en" }],
      next_cursor: null,
    },
  ]);
  expect(await read(frozen.GET, { address: "/?year=2019" })).toMatchObject([200, { items: [] }]);
  expect(await read(frozen.GET, { address: "/?year=2024&unit=ha_noi" })).toMatchObject([200, { items: [] }]);

  const open = (query: string, locale: "vi" | "en" = "vi") =>
    bytesOf(one.GET, { address: `/${query}`, params: { id }, locale });
  const word = await open("?format=docx");
  expect(wordText(word).join(" ")).toContain("Annual report 2024");
  expect(wordText(await open("?format=docx&language=vi")).join(" ")).toContain("Kết quả công tác năm 2024");
  expect((await open("?format=pdf")).subarray(0, 5).toString()).toBe("%PDF-");
  expect(JSON.parse((await open("")).toString())).toMatchObject({ id, year: 2024, language: "en", status: "interim" });
  // Whoever asks, in whatever language they read, gets the bytes that were sent.
  for (const format of ["json", "docx", "pdf"])
    expect((await open(`?format=${format}`, "en")).equals(await open(`?format=${format}`))).toBe(true);
  const page = (paper: string) => bytesOf(paperFile.GET, { params: { reportId: id, paper } });
  expect((await page("en.docx")).equals(word)).toBe(true);
  await expect(page("en.exe")).rejects.toMatchObject({ status: 404 });
  expect(await read(corrections.GET, { params: { id } })).toEqual([200, { items: [], definitions: [] }]);
});

test("a call that cannot be freezes nothing and says why", async () => {
  const refused = (body: object, actor = office) => read(freeze.POST, { body, actor });
  expect(await refused({})).toMatchObject([422, { errors: { year: expect.any(String) as string } }]);
  expect(await refused({ year: 2024, as_of: "2023-05-01" })).toMatchObject([
    422,
    { errors: { as_of: expect.stringContaining("đầu năm") as string } },
  ]);
  expect(await refused({ year: 2024, as_of: "soon" })).toMatchObject([
    422,
    { errors: { as_of: expect.any(String) as string } },
  ]);
  expect((await refused({ year: 2024, unit: "atlantis" }))[0]).toBe(400);
  expect((await refused({ year: 2024, unit: "vufo" }, hanoi))[0]).toBe(403);
  const [status, own] = await refused({ year: 2024 }, hanoi);
  expect(status).toBe(201);
  expect(await read(frozen.GET, { actor: hanoi })).toMatchObject([
    200,
    { items: [{ ...(own as object), unit_id: hanoi.unitId }] },
  ]);
  const [listed] = ((await read(frozen.GET, { address: "/?year=2024&unit=vufo" }))[1] as { items: { id: string }[] })
    .items;
  for (const handler of [one.GET, corrections.GET])
    expect((await read(handler, { params: { id: listed?.id }, actor: hanoi }))[0]).toBe(404);
});

test("the office freezes on its page, and finds the report there and among all, in both languages as it was sent", async () => {
  const query = "?year=2022&as_of=2022-12-31";
  const looks = (await freezePage.load(eventOf({ address: `/reports/annual/freeze${query}` }))) as { status: string };
  expect(looks).toMatchObject({ status: "final", scope: { year: 2022, asOf: "2022-12-31", unitId: office.unitId } });
  const sent = () => {
    const form = new FormData();
    form.set("language", "vi");
    form.set("_key", "4f0c3b52-6f2c-4b7f-9a55-0d1f3b6a7c11");
    const asked = { address: `/reports/annual/freeze${query}`, body: form };
    return freezePage.actions.default?.(eventOf(asked)) as Promise<unknown>;
  };
  const targets = await Promise.all([sent().catch(locationOf), sent().catch(locationOf)]);
  expect(targets[0]).toBe(targets[1]);
  const [, id = ""] = /^\/reports\/([\w-]+)\?did=report_frozen$/.exec(String(targets[0])) ?? [];
  expect(await annualPage.load(eventOf({ address: `/reports/annual${query}` }))).toMatchObject({
    frozen: { more: false, items: [{ id, who: office.name, status: "final", language: "vi" }] },
  });
  expect(await listPage.load(eventOf({ address: "/reports?year=2022" }))).toMatchObject({ items: [{ id }] });
  for (const [locale, title] of [
    ["vi", "Báo cáo công tác năm 2022"],
    ["en", "Annual report 2022"],
  ] as const)
    expect(await frozenPage.load(eventOf({ params: { reportId: id }, locale }))).toMatchObject({
      report: { status: "final", who: office.name, day: expect.any(String) as string },
      page: { title },
      corrections: [],
      count: 0,
    });
});

test("a figure of a report that was sent opens to the records it counted, and says how many the reader may open", async () => {
  const [, made] = await read(freeze.POST, { body: { year: 2024, unit: "vufo" } });
  const { id } = made as { id: string };
  const open = (key: string, query = "") =>
    figurePage.load(eventOf({ address: `/${query}`, params: { reportId: id, key } })) as Promise<{
      figure: { value: number };
      count: number;
      open: number;
      next_cursor: string | null;
      items: { gave: number; href: string | null }[];
    }>;
  for (const key of ["delegations_out", "delegations_in", "onsite_activities", "intl_conferences", "partners_active"]) {
    const page = await open(key);
    expect([key, page.count, page.open]).toEqual([key, page.figure.value, page.figure.value]);
    expect(page.items.filter((item) => !item.href)).toEqual([]);
  }
  const members = await open("delegation_members");
  expect(members.items.reduce((sum, item) => sum + item.gave, 0)).toBe(members.figure.value);
  const next = await open(
    "onsite_activities",
    `?limit=200&cursor=${(await open("onsite_activities", "?limit=200")).next_cursor}`,
  );
  expect(next.items).toHaveLength(200);
  await expect(open("happiness")).rejects.toMatchObject({ status: 404 });
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      "update delegation set visibility = 'confidential', named_user_ids = '{}' where direction = 'outgoing' and departs_on between '2024-01-01' and '2024-03-31'",
    ),
  );
  const fewer = await open("delegations_out");
  expect(fewer.count).toBe(43);
  expect(fewer.open).toBe(fewer.items.filter((item) => item.href).length);
  expect(fewer.open).toBeLessThan(43);
});

test("the demo's report of 2023 went out twice, each as it was", async () => {
  const [, { items }] = (await read(frozen.GET, { address: "/?year=2023" })) as [number, { items: { id: string }[] }];
  expect(items).toMatchObject([
    { as_of: "2023-12-31", status: "final", frozen_by: "Trần Thu Hà", frozen_at: "2024-01-08T03:00:00.000Z" },
    { as_of: "2023-12-15", status: "interim", frozen_by: "Trần Thu Hà", frozen_at: "2023-12-15T03:00:00.000Z" },
  ]);
  for (const { id } of items)
    expect(await read(corrections.GET, { params: { id } })).toEqual([200, { items: [], definitions: [] }]);
});

const locationOf = (thrown: { location?: string }) => thrown.location;

test("figures of a year that runs are interim, those of one that is over are final at its end", async () => {
  const statuses = async (query: string) => {
    const [, { items }] = (await read(indicators.GET, { address: `/${query}` })) as [
      number,
      { items: { status: string }[] },
    ];
    return [...new Set(items.map((item) => item.status))];
  };
  const next = Number(today().slice(0, 4)) + 1;
  expect(await statuses(`?year=${next}&as_of=${next}-12-31`)).toEqual(["interim"]);
  expect(await statuses("")).toEqual(["interim"]);
  expect(await statuses("?year=2024")).toEqual(["final"]);
  expect(await statuses("?year=2024&as_of=2024-12-30")).toEqual(["interim"]);
});
