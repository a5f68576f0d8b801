import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { addDays, today } from "#platform/time.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";
import { caller, keyOf } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";

// What is kept beside records: facts, roles, rules of approval, series, paragraphs of reports, photos and scans, by the calls of the interface.

const { ownerUrl } = useDatabase();
const keys: Record<string, string> = {};
let acting = "administrator";
const send = caller(() => keys[acting] ?? "");
const as = (who: string, ...[method, path, sent]: Parameters<typeof send>) => {
  acting = who;
  return send(method, path, sent);
};
beforeAll(async () => {
  keys.administrator = await keyOf(await aPerson("administrator", "vufo"));
  keys.office = await keyOf(await aPerson("office", "vufo"));
  keys.leader = await keyOf(await aPerson("leader", "vufo"));
  keys.officer = await keyOf(await aPerson("unit_officer", "ha_noi"));
  keys.other = await keyOf(await aPerson("unit_officer", "can_tho"));
  keys.guest = await keyOf(await aPerson("partner", "vufo"));
});

const lines = (kind: string) =>
  asOwner(ownerUrl(), async (client) =>
    (
      await client.query<{ action: string }>("select action from history where subject_kind = $1 order by id", [kind])
    ).rows.map((row) => row.action),
  );
type Items = { items: Record<string, unknown>[] };
const itemsOf = async (who: string, path: string) => ((await as(who, "GET", path)).said as Items).items;

/** To the field as it is described. */
function asDescribed(path: string, said: unknown) {
  const answer = CALLS.find((one) => one.method === "get" && one.path === path)?.answer as z.ZodType;
  const strictly = (type: z.ZodType): z.ZodType => {
    if (type instanceof z.ZodObject)
      return z.strictObject(
        Object.fromEntries(
          Object.entries(type.shape as Record<string, z.ZodType>).map(([name, one]) => [name, strictly(one)]),
        ),
      );
    return type instanceof z.ZodArray ? z.array(strictly(type.element as z.ZodType)) : type;
  };
  const read = strictly(answer).safeParse(said);
  expect([path, read.error?.issues.slice(0, 5)]).toEqual([path, undefined]);
}

describe("facts", () => {
  const day = { on_date: "2026-05-05", kind: "holiday", name: "Ngày nghỉ", is_confirmed: true, source: "QĐ 1" };

  test.each(["days", "relations", "missions", "countries", "provinces"])("%s are read as described", async (kind) => {
    const all = (await as("officer", "GET", `/facts/${kind}`)).said as Items;
    expect(all.items.length).toBeGreaterThan(5);
    asDescribed(`/facts/${kind}`, all);
    const one = await as("officer", "GET", `/facts/${kind}/${String(all.items[0]?.key)}`);
    asDescribed(`/facts/${kind}/{key}`, one.said);
    expect([one.said, one.header("etag")]).toEqual([all.items[0], `"${String(all.items[0]?.version)}"`]);
  });

  test("are added, corrected at the version that was read, taken out and taken back, with history", async () => {
    const added = await as("administrator", "POST", "/facts/days", { body: day });
    expect([added.status, added.said]).toEqual([201, { id: "vn-2026-05-05" }]);
    const path = "/facts/days/vn-2026-05-05";
    const read = await as("administrator", "GET", path);
    expect(read.said).toMatchObject({ ...day, own_source: "QĐ 1" });
    const tag = read.header("etag") ?? "";
    const patch = (body: object, match?: string) =>
      as("administrator", "PATCH", path, { body, ...(match && { headers: { "if-match": match } }) });
    expect((await patch({ name: "Khác" })).status).toBe(428);
    expect((await patch({ name: "Khác" }, '"77"')).status).toBe(412);
    expect((await patch({ colour: "red" }, tag)).said.errors).toHaveProperty("colour");
    expect((await patch({ source: null }, tag)).said.errors).toHaveProperty("source");
    expect((await patch({ name: "Khác", name_en: "Another" }, tag)).status).toBe(200);
    const now = await as("administrator", "GET", path);
    expect(now.said).toMatchObject({ name: "Khác", name_en: "Another", source: "QĐ 1" });
    const act = (name: string, body: object) =>
      as("administrator", "POST", `${path}/${name}`, { body, headers: { "if-match": now.header("etag") ?? "" } });
    expect((await act("take-out", { source: "QĐ 2" })).status).toBe(201);
    expect((await as("administrator", "GET", path)).status).toBe(404);
    const { taken_out } = (await as("administrator", "GET", "/facts/days?year=2026")).said as {
      taken_out: { key: string; version: number }[];
    };
    expect(taken_out.map((one) => one.key)).toContain("vn-2026-05-05");
    expect((await act("take-back", {})).status).toBe(412);
    const version = taken_out.find((one) => one.key === "vn-2026-05-05")?.version;
    const back = await as("administrator", "POST", `${path}/take-back`, { body: { version } });
    expect(back.status).toBe(201);
    expect(await lines("reference_correction")).toEqual([
      "fact_added",
      "fact_corrected",
      "fact_taken_out",
      "fact_taken_back",
    ]);
  });

  test("are put right by the union's administrator alone, and not for guests", async () => {
    for (const who of ["officer", "leader"]) {
      const body = { ...day, on_date: "2026-05-06" };
      expect([who, (await as(who, "POST", "/facts/days", { body })).status]).toEqual([who, 403]);
      const sent = { body: { capital: "X", source: "x" }, headers: { "if-match": "*" } };
      expect([who, (await as(who, "PATCH", "/facts/countries/LA", sent)).status]).toEqual([who, 403]);
    }
    expect((await as("guest", "GET", "/facts/days")).status).toBe(403);
    const none = await as("administrator", "POST", "/facts/countries", { body: {} });
    expect([none.status, none.header("allow")]).toEqual([405, "GET, HEAD"]);
    expect(
      (await as("administrator", "POST", "/facts/days", { body: { ...day, name: "" } })).said.errors,
    ).toHaveProperty("name");
    const few = await as("administrator", "POST", "/facts/complete", { body: { year: 2199, source: "x" } });
    expect([few.status, few.said.code]).toEqual([409, "rule_year_in_turn"]);
    asDescribed("/facts", (await as("officer", "GET", "/facts")).said);
  });
});

describe("people", () => {
  test("are invited, given a role and relieved of it, by who may, with history", async () => {
    const unit = (await itemsOf("administrator", "/units?limit=200")).find((one) => one.code === "ha_noi");
    const unit_id = String(unit?.id);
    const invited = { name: "Trần Mới", email: "moi@example.vn", unit_id, role: "unit_officer" };
    expect((await as("other", "POST", "/people/invite", { body: invited })).status).toBe(403);
    const made = await as("administrator", "POST", "/people/invite", { body: invited });
    expect(made.status).toBe(201);
    const waiting = (await as("administrator", "GET", "/people/invite")).said as Items;
    asDescribed("/people/invite", waiting);
    expect(waiting.items).toEqual([expect.objectContaining({ id: made.said.id, email: invited.email })]);
    const guest = await aPerson("partner", "vufo");
    const role = { email: guest.email, unit_id, role: "press", from_on: today() };
    expect((await as("other", "POST", "/people/appoint", { body: role })).status).toBe(403);
    const appointed = await as("administrator", "POST", "/people/appoint", { body: role });
    const people = (await as("administrator", "GET", "/people?limit=200")).said as Items;
    asDescribed("/people", people);
    expect(people.items).toContainEqual(expect.objectContaining({ id: appointed.said.id, role: "press" }));
    const end = { body: { until_on: addDays(today(), 1) } };
    const path = `/people/${String(appointed.said.id)}/end`;
    expect((await as("other", "POST", path, end)).status).toBeGreaterThan(400);
    expect((await as("administrator", "POST", path, end)).said).toEqual({ id: appointed.said.id });
    expect((await as("guest", "GET", "/people")).status).toBe(403);
    expect(await lines("invitation")).toEqual(["invited"]);
    expect((await lines("appointment")).slice(-2)).toEqual(["appointed", "role_ended"]);
  });
});

test("rules of approval are added and ended by who keeps them", async () => {
  const rule = {
    unit_kind: "central_association",
    approving_kind: "own",
    report_due_working_days: 7,
    from_on: today(),
  };
  expect((await as("officer", "POST", "/delegations/routes", { body: rule })).status).toBe(403);
  const added = await as("administrator", "POST", "/delegations/routes", { body: rule });
  expect([added.status, added.said.errors]).toEqual([201, undefined]);
  const all = (await as("officer", "GET", "/delegations/routes")).said as Items;
  asDescribed("/delegations/routes", all);
  expect(all.items).toContainEqual(expect.objectContaining({ id: added.said.id, report_due_working_days: 7 }));
  const path = `/delegations/routes/${String(added.said.id)}/end`;
  const until_on = addDays(today(), 3);
  expect((await as("officer", "POST", path, { body: { until_on } })).status).toBe(403);
  expect((await as("administrator", "POST", path, { body: { until_on } })).status).toBe(201);
  expect(await lines("delegation_route")).toEqual(["route_added", "route_ended"]);
});

test("series are begun and listed with their editions", async () => {
  expect((await as("guest", "POST", "/activities/series", { body: { name: "x" } })).status).toBe(403);
  const made = await as("officer", "POST", "/activities/series", { body: { name: "Tuần phim Pháp" } });
  const all = (await as("other", "GET", "/activities/series")).said as Items;
  asDescribed("/activities/series", all);
  expect(all.items).toEqual([expect.objectContaining({ id: made.said.id, name: "Tuần phim Pháp", editions: 0 })]);
});

test("a paragraph of a report is written at the version that was read, in its language, for its unit", async () => {
  const at = "/reports/annual/text?year=2025&section=context&language=vi";
  const begun = await as("officer", "GET", at);
  asDescribed("/reports/annual/text", begun.said);
  expect([begun.said, begun.header("etag")]).toEqual([expect.objectContaining({ body: "", version: 0 }), '"0"']);
  const body = { year: 2025, section: "context", language: "vi", body: "Bối cảnh", version: 0 };
  expect((await as("officer", "POST", "/reports/annual/text", { body })).status).toBe(201);
  expect((await as("officer", "POST", "/reports/annual/text", { body })).status).toBe(412);
  expect((await as("officer", "GET", at)).said).toMatchObject({ body: "Bối cảnh", version: 1 });
  expect((await as("other", "POST", "/reports/annual/text", { body: { ...body, unit: "vufo" } })).status).toBe(403);
  expect((await as("officer", "GET", `${at}&colour=red`)).status).toBe(400);
  expect(await lines("report_text")).toEqual(["written"]);
});

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
    };
  };

  test("a photo goes up with its consent, and comes down to whoever sees the activity", async () => {
    const talk = { kind: "seminar", title: "Hội thảo", starts_on: "2024-09-05", countries: ["FR"], was_held: true };
    const id = String((await as("officer", "POST", "/activities", { body: talk })).said.id);
    const photo = new File(["\u0089PNG ảnh"], "ảnh 1.png", { type: "image/png" });
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
    expect([down.status, down.type, down.bytes.toString()]).toEqual([200, "image/png", "\u0089PNG ảnh"]);
    expect(down.name).toContain(encodeURIComponent("ảnh 1.png"));
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
