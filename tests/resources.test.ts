import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { listHistory } from "#platform/history.server.ts";
import { inLocale } from "#platform/words.server.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import type { Answered } from "#platform/answered.ts";
import { carried } from "./carried.ts";
import * as all from "../src/routes/api/v1/[kind=resource]/call.server.ts";
import * as one from "../src/routes/api/v1/[kind=resource]/[id]/call.server.ts";
import * as below from "../src/routes/api/v1/[kind=resource]/[id]/[below]/call.server.ts";
import * as steps from "../src/routes/api/v1/[kind=resource]/[id]/steps/[step]/call.server.ts";
import { aPerson, useDatabase } from "./database.ts";

useDatabase();
let france: Actor, hanoi: Actor, paccom: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  paccom = await aPerson("ngo_officer", "paccom");
});

type Sent = {
  actor: Actor;
  id?: string;
  below?: string;
  step?: string;
  body?: object;
  headers?: Record<string, string>;
};
type Handler = (event: never) => Answered | Response | Promise<Answered | Response>;

/** A call of the interface about a kind, past sign-in and routing. */
async function call(method: "GET" | "POST" | "PATCH", kind: ResourceKind, { actor, body, headers, ...at }: Sent) {
  const routes: Partial<Record<typeof method, Handler>> = at.step ? steps : at.below ? below : at.id ? one : all;
  const request = new Request("http://amity.test/", {
    method,
    ...(body && { body: JSON.stringify(body) }),
    ...(headers && { headers }),
  });
  const event = { request, url: new URL(request.url), params: { kind, ...at }, locals: { actor, locale: "en" } };
  const answered = await inLocale("en", () => routes[method]?.(event as never));
  const answer = answered && (await carried(answered));
  const said = answer?.headers.has("content-type") ? ((await answer.json()) as Record<string, unknown>) : {};
  return { status: answer?.status, said };
}

const made = async (kind: ResourceKind, sent: Sent) => String((await call("POST", kind, sent)).said.id);
const read = async (kind: ResourceKind, sent: Sent) => (await call("GET", kind, sent)).said;

const PARTNER = {
  kind: "university",
  name: "Université de Nantes",
  country_iso2: "FR",
  city: "Nantes",
  next_step: "Thăm",
  // Made again by every test below.
  is_another: true,
};
const VISIT = {
  direction: "outgoing",
  title: "Thăm Pháp",
  countries: ["FR"],
  departs_on: "2025-05-03",
  returns_on: "2025-05-09",
};
const TALK = { kind: "seminar", title: "Hội thảo", starts_on: "2024-09-05", place: "Hà Nội", was_held: true };
const PROJECT = { title: "Nước sạch", ngo_name: "GRET", ngo_country: "FR", sector: "health", starts_on: "2026-01-01" };

/** By hand: what is added with, what stands below one of it, what an edit sends, and a field that the edit must leave alone. */
const WRITTEN = {
  partner: [PARTNER, ["names", "relations", "events"], { city: "Rezé" }, { next_step: "Thăm" }],
  delegation: [
    VISIT,
    ["members", "programme", "meetings", "budget", "decisions", "commitments", "versions", "changes", "waits", "seen"],
    { host: "AAFV" },
    { title: "Thăm Pháp" },
  ],
  activity: [TALK, ["hosts", "partners", "photos"], { title: "Hội thảo Pháp" }, { place: "Hà Nội" }],
  aid_project: [PROJECT, ["amounts"], { title: "Nước sạch bản Mù" }, { ngo_name: "GRET" }],
} as const;
type Written = keyof typeof WRITTEN;
const keeperOf = (kind: Written) => (kind === "aid_project" ? paccom : france);

describe.each(Object.keys(WRITTEN) as Written[])("%s", (kind) => {
  const [added, parts, sent, left] = WRITTEN[kind];

  test("is added, listed, and shown with what stands below it, without workings", async () => {
    const actor = keeperOf(kind);
    const answer = await call("POST", kind, { actor, body: added });
    expect(answer).toEqual({ status: 201, said: { id: expect.any(String) } });
    const id = String(answer.said.id);
    const shown = await call("GET", kind, { actor, id });
    expect(shown.status).toBe(200);
    expect(shown.said).toMatchObject({ id, ...left, version: 1 });
    expect(Object.keys(shown.said)).toEqual(expect.arrayContaining([...parts]));
    expect(Object.keys(shown.said).filter((name) => /search_text|_paths|import_key/.test(name))).toEqual([]);
    const { items } = (await read(kind, { actor })) as { items: { id: string }[] };
    expect(items.map((row) => row.id)).toContain(id);
  });

  test("is edited by what is sent alone, at the version that was read", async () => {
    const actor = keeperOf(kind);
    const id = await made(kind, { actor, body: added });
    const edit = (headers: Record<string, string>, body: object = sent) =>
      call("PATCH", kind, { actor, id, body, headers });
    expect((await edit({})).status).toBe(428);
    expect(await edit({ "if-match": '"7"' })).toMatchObject({
      status: 412,
      said: { current: { id, ...left, version: 1 } },
    });
    // A weak tag is what a proxy makes of the one that was sent.
    expect(await edit({ "if-match": 'W/"1"' })).toEqual({ status: 200, said: { id } });
    expect(await read(kind, { actor, id })).toMatchObject({ ...left, ...sent, version: 2 });
    expect((await edit({ "if-match": "1" })).status).toBe(412);
    const lines = await inReading(actor, (work) => listHistory(work, id));
    expect(lines.map((line) => line.action)).toHaveLength(2);
  });

  test("is not for others to edit, and what is not there is not found", async () => {
    const id = await made(kind, { actor: keeperOf(kind), body: added });
    const others = await call("PATCH", kind, { actor: hanoi, id, body: { ...sent, version: 1 } });
    expect(others.status).toBe(kind === "delegation" ? 404 : 403);
    const nowhere = { actor: keeperOf(kind), id: "00000000-0000-7000-8000-000000000000" };
    expect((await call("GET", kind, nowhere)).status).toBe(404);
    expect((await call("PATCH", kind, { ...nowhere, body: { ...sent, version: 1 } })).status).toBe(404);
  });

  test("is added once for one key, and refused with every field that is wrong", async () => {
    const actor = keeperOf(kind);
    const headers = { "idempotency-key": `resources-${kind}` };
    const first = await made(kind, { actor, body: added, headers });
    expect(await made(kind, { actor, body: added, headers })).toBe(first);
    const refused = await call("POST", kind, { actor, body: {} });
    expect([refused.status, Object.keys(refused.said.errors as object)]).toEqual([
      422,
      expect.arrayContaining(["title" in added ? "title" : "name"]),
    ]);
  });
});

test("an edited activity keeps whom its form names by ids: co-hosts and partners", async () => {
  const partner = await made("partner", { actor: france, body: PARTNER });
  const body = { ...TALK, co_host_ids: [hanoi.unitId], partner_ids: [partner] };
  const id = await made("activity", { actor: france, body });
  await call("PATCH", "activity", { actor: france, id, body: { result: "Ký", version: 1 } });
  const now = await read("activity", { actor: france, id });
  expect(now).toMatchObject({ result: "Ký", partners: [{ id: partner }] });
  expect((now.hosts as { id: string; is_lead: boolean }[]).map((host) => [host.id, host.is_lead])).toEqual([
    [france.unitId, true],
    [hanoi.unitId, false],
  ]);
});

test("an amount is recorded below a project", async () => {
  const id = await made("aid_project", { actor: paccom, body: PROJECT });
  const amount = { kind: "disbursement", on_date: "2025-02-01", amount_usd: 1500 };
  expect(await call("POST", "aid_project", { actor: paccom, id, below: "amounts", body: amount })).toEqual({
    status: 201,
    said: { id },
  });
  expect(await read("aid_project", { actor: paccom, id })).toMatchObject({ amounts: [amount] });
  expect((await call("POST", "aid_project", { actor: france, id, below: "amounts", body: amount })).status).toBe(403);
});

test("a partner is closed and opened again by steps, and closed no second time", async () => {
  const id = await made("partner", { actor: france, body: PARTNER });
  const step = (name: string, body: object) => call("POST", "partner", { actor: france, id, step: name, body });
  expect((await step("close", {})).status).toBe(422);
  expect(await step("close", { reason: "Giải thể" })).toEqual({ status: 201, said: { id } });
  expect(await read("partner", { actor: france, id })).toMatchObject({ status: "closed" });
  expect((await step("close", { reason: "Giải thể" })).status).toBe(403);
  expect(await step("reopen", {})).toEqual({ status: 201, said: { id } });
  expect(await read("partner", { actor: france, id })).toMatchObject({ status: "active" });
});

test("what a resource does not take is no call of it", async () => {
  const id = "00000000-0000-7000-8000-000000000000";
  expect((await call("POST", "import", { actor: france, body: {} })).status).toBe(405);
  expect((await call("PATCH", "import", { actor: france, id, body: {} })).status).toBe(405);
  expect(
    Object.entries(RESOURCES)
      .filter(([, { granted }]) => granted)
      .map(([kind]) => kind),
  ).toEqual(["partner", "aid_project"]);
});

test("what only the database knows is refused with a sentence: a choice that is gone, a value it cannot keep", async () => {
  const answers = [
    await call("POST", "partner", { actor: france, body: { ...PARTNER, country_iso2: "ZZ" } }),
    await call("POST", "activity", { actor: france, body: { ...TALK, partner_ids: [crypto.randomUUID()] } }),
    await call("POST", "partner", { actor: france, body: { ...PARTNER, first_contact_on: "0000-01-01" } }),
  ];
  expect(answers.map((one) => [one.status, one.said.code])).toEqual([
    [422, "error_no_such_country"],
    [422, "error_no_such_choice"],
    [422, undefined],
  ]);
  expect(answers.map((one) => Object.keys(one.said.errors ?? {}))).toEqual([
    ["country_iso2"],
    ["partner_ids"],
    ["first_contact_on"],
  ]);
});

test("of a unit that is renamed by call, the names that are not sent stay", async () => {
  const office = await aPerson("office", "vufo");
  const id = hanoi.unitId ?? "";
  const before = await read("unit", { actor: office, id });
  const renamed = await call("PATCH", "unit", {
    actor: office,
    id,
    body: { name_in: { fr: "Union de Hanoï" }, from_on: "2026-01-01" },
  });
  expect(renamed.status).toBe(200);
  const { name, name_in } = await read("unit", { actor: office, id });
  expect([name, name_in]).toEqual([before.name, { ...(before.name_in as object), fr: "Union de Hanoï" }]);
});
