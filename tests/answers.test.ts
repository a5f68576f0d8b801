import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createToken } from "#modules/access/key.commands.server.ts";
import { importAccount, readingsAnswer } from "#modules/imports/import.answers.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { annualReportAnswer } from "#modules/reports/report.answers.ts";
import { RESOURCES, eachResource } from "#modules/resources.server.ts";
import { sharingAnswer } from "#modules/sharing/sharing.answers.ts";
import { pastAnswer, problemDocument } from "#platform/answers.ts";
import { lineOf } from "#platform/kinds.ts";
import { judged } from "#platform/typed-texts.fixtures.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";

const { ownerUrl } = useDatabase("demo");
let key: string;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-answers-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeAll(async () => {
  config.dataFolder = folder;
  const leader = await aPerson("leader", "vufo");
  key = await inWork(leader, (work) => createToken(work, leader.userId ?? "", "answers"));
});

async function read(path: string): Promise<unknown> {
  const answer = await ask(
    new Request(`http://amity.test/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } }),
  );
  expect([path, answer.status, answer.cause]).toEqual([path, 200, undefined]);
  return answer.json();
}

/** What was answered beside what is described; a field that nobody described is as wrong as one that is missing. */
function differences(described: z.ZodType, answered: unknown): string[] {
  const read = strict(described).safeParse(answered);
  return read.success ? [] : read.error.issues.slice(0, 9).map((one) => `${one.path.join(".")}: ${one.message}`);
}

function strict(type: z.ZodType): z.ZodType {
  if (type instanceof z.ZodObject) {
    if (type.def.catchall instanceof z.ZodUnknown) return type;
    const shape = type.shape as Record<string, z.ZodType>;
    return z.strictObject(Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, strict(one)])));
  }
  if (type instanceof z.ZodArray) return z.array(strict(type.element as z.ZodType));
  if (type instanceof z.ZodNullable) return strict(type.unwrap() as z.ZodType).nullable();
  if (type instanceof z.ZodOptional) return strict(type.unwrap() as z.ZodType).optional();
  return type;
}

type Page = { items: { id: string }[] };

describe.each(eachResource())("%s", (kind) => {
  const path = `/${lineOf(kind).list}`;

  test("is listed and shown as the interface's description says, to the field", async () => {
    const { answers } = RESOURCES[kind];
    expect(answers).toBeDefined();
    if (!answers) return;
    const list = (await read(`${path}?limit=200`)) as Page;
    expect(differences(z.array(answers.row), list.items)).toEqual([]);
    const rows = [...list.items.slice(0, 25), ...list.items.slice(-10)];
    for (const { id } of rows) expect([id, differences(answers.one, await read(`${path}/${id}`))]).toEqual([id, []]);
    for (const { id } of rows.slice(0, 3))
      for (const [below, answer] of [
        ["history", pastAnswer],
        ["sharing", sharingAnswer],
      ] as const)
        expect([id, differences(answer, await read(`${path}/${id}/${below}`))]).toEqual([id, []]);
  });
});

const OTHERS = [
  "/health",
  "/countries/FR",
  "/countries/LA",
  "/anniversaries?from=2026-01-01&to=2026-12-31",
  "/search?q=lao",
  "/indicators?year=2025",
  "/indicators/onsite_activities/records?year=2025",
  "/reports/annual?year=2025&language=en",
  "/reports?year=2023",
  "/signatures",
  "/commitments?side=led&state=open",
];
test.each(OTHERS)("%s answers what is described", async (asked) => {
  const path = asked.split("?")[0] ?? "";
  const call = CALLS.find((one) => new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path));
  const answered = await read(asked);
  // The report has other media types beside.
  const described = call?.answer instanceof z.ZodType ? call.answer : annualReportAnswer;
  expect(differences(described, answered)).toEqual([]);
});

test("no list of the demo is empty, so that something was compared", async () => {
  const { rows } = await asOwner(ownerUrl(), (client) =>
    client.query<{ empty: boolean }>("select count(*) = 0 as empty from partner"),
  );
  expect(rows).toEqual([{ empty: false }]);
  for (const [kind] of eachResource().filter(([one]) => one !== "import"))
    expect([kind, ((await read(`/${lineOf(kind).list}?limit=1`)) as Page).items.length]).toEqual([kind, 1]);
});

const send = (path: string, body: BodyInit, language = "vi") =>
  ask(
    new Request(`http://amity.test/api/v1${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "accept-language": language },
      body,
    }),
  );

describe.each(["day", "amount", "count", "country"] as const)("how an import reads a %s", (kind) => {
  test.each(["vi", "en"] as const)("is answered as described, text by text, in %s", async (language) => {
    const table = { day: "days", amount: "amounts", count: "counts", country: "countries" } as const;
    const texts = [...judged(table[kind]).map((one) => one.text), "", "5/9/2024", "x".repeat(1000)];
    const answer = await send("/imports/read", JSON.stringify({ kind, texts, language }));
    const said = (await answer.json()) as { items: { value: unknown; verdict: string; message: string }[] };
    expect([answer.status, said.items.length]).toEqual([200, texts.length]);
    expect(differences(readingsAnswer, said)).toEqual([]);
    const verdicts = new Set(said.items.map((one) => one.verdict));
    expect([...verdicts].toSorted()).toEqual(["asked", "refused", "understood"]);
    expect(said.items.filter((one) => (one.verdict === "understood") === (one.value === null))).toEqual([]);
    expect(said.items.some((one) => one.message.startsWith(language === "vi" ? "Hiểu là" : "Read as"))).toBe(true);
    const wrong = await send("/imports/read", JSON.stringify({ kind, texts: [5], language }));
    expect([wrong.status, differences(problemDocument, await wrong.json())]).toEqual([422, []]);
  });
});

test("an import is answered as described, when it is sent, read and listed", async () => {
  const body = new FormData();
  const sheet = "Tên hoạt động,Ngày,Nước,Kinh phí\nGặp gỡ,5/9/2024,Pháp,5\nHội thảo,hôm qua,Pháp,5\n";
  body.set("file", new File([sheet], "a.csv"));
  const sent = await send("/imports?kind=activities&try=true", body);
  const account = (await sent.json()) as { id: string; columns: unknown[] };
  expect([sent.status, differences(importAccount, account)]).toEqual([201, []]);
  expect(account.columns).toContainEqual({ heading: "Ngày", number: 2, column: "starts_on", read_as: "Ngày" });
  const { answers } = RESOURCES.import;
  expect(differences(answers?.one ?? z.never(), await read(`/imports/${account.id}`))).toEqual([]);
  const list = (await read("/imports?limit=5")) as Page;
  expect([list.items.length, differences(z.array(answers?.row ?? z.never()), list.items)]).toEqual([1, []]);
});

test("a refusal is a problem document, and is described for every call but the open ones", async () => {
  const refused = await ask(new Request("http://amity.test/api/v1/partners"));
  expect(differences(problemDocument, await refused.json())).toEqual([]);
});
