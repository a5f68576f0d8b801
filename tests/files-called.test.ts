import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import { addDays, today } from "#platform/time.ts";
import { caller, keyOf } from "./caller.ts";
import { aPerson, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";

// Photos, scans and papers go up and come down by calls; what is owed is read by whoever owes it.

useDatabase();
beforeEach(emptyBooks);
const keys: Record<string, string> = {};
let acting = "officer";
const send = caller(() => keys[acting] ?? "");
const as = (who: string, ...[method, path, sent]: Parameters<typeof send>) => {
  acting = who;
  return send(method, path, sent);
};
beforeAll(async () => {
  keys.office = await keyOf(await aPerson("office", "vufo"));
  keys.leader = await keyOf(await aPerson("leader", "vufo"));
  keys.officer = await keyOf(await aPerson("unit_officer", "ha_noi"));
  keys.other = await keyOf(await aPerson("unit_officer", "can_tho"));
});

const PNG = "\u0089PNG\r\n\u001A\n anh";

describe("files", () => {
  const upload = async (who: string, path: string, fields: Record<string, string | File>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const headers = { authorization: `Bearer ${keys[who] ?? ""}` };
    const answer = await ask(new Request(`http://amity.test/api/v1${path}`, { method: "POST", headers, body: form }));
    return { status: answer.status, said: (await answer.json()) as Record<string, unknown>, cause: answer.cause };
  };
  const download = async (who: string, path: string) => {
    const headers = { authorization: `Bearer ${keys[who] ?? ""}` };
    const answer = await ask(new Request(`http://amity.test/api/v1${path}`, { headers }));
    const bytes = Buffer.from(await answer.arrayBuffer());
    return {
      status: answer.status,
      bytes,
      type: answer.headers.get("content-type"),
      name: answer.headers.get("content-disposition"),
      cache: answer.headers.get("cache-control"),
    };
  };

  test("a photo goes up with its consent, and comes down to whoever sees the activity", async () => {
    const talk = { kind: "seminar", title: "Hội thảo", starts_on: "2024-09-05", countries: ["FR"], was_held: true };
    const id = String((await as("officer", "POST", "/activities", { body: talk })).said.id);
    const photo = new File([Buffer.from(PNG, "latin1")], "ảnh 1.png", { type: "image/png" });
    const without = await upload("officer", `/activities/${id}/photos`, { photo });
    expect([without.status, Object.keys(without.said.errors ?? {})]).toEqual([422, ["has_consent"]]);
    const other = { photo, has_consent: "true", colour: "red" };
    expect((await upload("officer", `/activities/${id}/photos`, other)).said.errors).toHaveProperty("colour");
    expect((await upload("other", `/activities/${id}/photos`, { photo, has_consent: "true" })).status).toBe(403);
    expect(await upload("officer", `/activities/${id}/photos`, { photo, has_consent: "true" })).toMatchObject({
      status: 201,
    });
    const { photos } = (await as("other", "GET", `/activities/${id}`)).said as { photos: { id: string }[] };
    const down = await download("other", `/activities/${id}/photos/${photos[0]?.id ?? ""}`);
    expect([down.status, down.type, down.bytes.toString("latin1")]).toEqual([200, "image/png", PNG]);
    expect(down.name).toContain(encodeURIComponent("ảnh 1.png"));
    // Of people, so nobody keeps it on the way; from its page too.
    const headers = { authorization: `Bearer ${keys.other ?? ""}` };
    const shown = await ask(new Request(`http://amity.test/activities/photos/${photos[0]?.id ?? ""}`, { headers }));
    for (const cache of [down.cache, shown.headers.get("cache-control")]) expect(cache).toBe("private, no-store");
    expect(shown.headers.get("content-disposition")).toContain(encodeURIComponent("ảnh 1.png"));
    expect((await download("officer", `/activities/${crypto.randomUUID()}/photos/${photos[0]?.id ?? ""}`)).status).toBe(
      404,
    );
    await as("officer", "POST", `/activities/${id}/sharing`, {
      body: { visibility: "unit" },
      headers: { "if-match": "*" },
    });
    expect((await download("other", `/activities/${id}/photos/${photos[0]?.id ?? ""}`)).status).toBe(404);
  });

  test("the scan of a decision goes up with its number; it and the decided papers come down to whoever sees the visit", async () => {
    const visit = {
      direction: "outgoing",
      title: "Thăm Pháp",
      countries: ["FR"],
      purpose: "Hữu nghị",
      departs_on: addDays(today(), 30),
      returns_on: addDays(today(), 35),
    };
    const id = String((await as("officer", "POST", "/delegations", { body: visit })).said.id);
    const step = (who: string, name: string) => as(who, "POST", `/delegations/${id}/steps/${name}`, { body: {} });
    expect((await step("officer", "propose")).status).toBe(201);
    expect((await step("leader", "approve")).status).toBe(201);
    const scan = new File(["%PDF-1.7 quyết định"], "qđ.pdf", { type: "application/pdf" });
    const wrong = new File(["x"], "x.exe", { type: "application/x-msdownload" });
    const number = (file: File) => upload("office", `/delegations/${id}/steps/number`, { number: "12/QĐ", scan: file });
    expect((await number(wrong)).said.errors).toHaveProperty("scan");
    expect([(await number(scan)).status]).toEqual([201]);
    const { decisions } = (await as("officer", "GET", `/delegations/${id}`)).said as {
      decisions: Record<string, unknown>[];
    };
    const fileId = String(decisions.find((one) => one.number === "12/QĐ")?.file_id);
    const down = await download("officer", `/delegations/${id}/files/${fileId}`);
    expect([down.status, down.type, down.bytes.toString()]).toEqual([200, "application/pdf", "%PDF-1.7 quyết định"]);
    const paper = await download("officer", `/delegations/${id}/papers/decision`);
    expect([paper.status, paper.bytes.subarray(0, 2).toString()]).toEqual([200, "PK"]);
    for (const path of [`files/${fileId}`, "papers/decision"])
      expect([path, (await download("other", `/delegations/${id}/${path}`)).status]).toEqual([path, 404]);
    expect((await download("officer", `/delegations/${id}/papers/__proto__`)).status).toBe(404);
  });
});

test("whoever owes a promise or an answer reads it by a call, without the visit that it is about, and ends it", async () => {
  const visit = {
    direction: "outgoing",
    title: "Thăm Lào",
    countries: ["LA"],
    departs_on: "2025-05-03",
    returns_on: "2025-05-09",
  };
  const id = String((await as("officer", "POST", "/delegations", { body: visit })).said.id);
  const { items } = (await as("officer", "GET", "/units?limit=200")).said as { items: { id: string; code: string }[] };
  const lead_unit_id = items.find((one) => one.code === "can_tho")?.id;
  const promise = { content: "Gửi sách", lead_unit_id, due_on: addDays(today(), 5) };
  expect((await as("officer", "POST", `/delegations/${id}/commitments`, { body: promise })).status).toBe(201);
  const { commitments } = (await as("officer", "GET", `/delegations/${id}`)).said as { commitments: { id: string }[] };
  const path = `/delegations/${id}/commitments/${commitments[0]?.id ?? ""}`;
  expect((await as("other", "GET", `/delegations/${id}`)).status).toBe(404);
  expect((await as("other", "GET", path)).said).toMatchObject({ title: "Gửi sách", due_on: promise.due_on });
  expect((await as("other", "GET", path.replace(id, crypto.randomUUID()))).status).toBe(404);
  expect((await as("other", "POST", path, { body: { outcome: "Đã gửi" } })).status).toBe(201);
  expect((await as("other", "GET", path)).said).toMatchObject({ settled_on: today() });
});
