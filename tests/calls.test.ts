import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { aPerson, useDatabase } from "./database.ts";
import { caller, keyOf, poster } from "./caller.ts";
import { ask } from "./handler.ts";

useDatabase();
let key: string, france: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  key = await keyOf(france);
});

const call = caller(() => key);
const post = poster(() => key);

const PARTNER = { kind: "university", name: "Université de Brest", country_iso2: "FR", city: "Brest" };
const TALK = { kind: "seminar", title: "Hội thảo", starts_on: "2024-09-05", countries: ["FR"], was_held: true };
const newPartner = async () =>
  String((await call("POST", "/partners", { body: { ...PARTNER, is_another: true } })).said.id);

describe("a key for sending once", () => {
  test("stands for one body at one address: another is refused, and nothing is called done that was not", async () => {
    const headers = { "idempotency-key": "calls-1" };
    const first = await call("POST", "/partners", { body: PARTNER, headers });
    expect(await call("POST", "/partners", { body: PARTNER, headers })).toMatchObject({
      status: 201,
      said: first.said,
    });
    for (const [path, body] of [
      ["/partners", { ...PARTNER, name: "Another" }],
      ["/activities", TALK],
      [`/partners/${String(first.said.id)}/steps/close`, { reason: "x" }],
    ] as const) {
      const refused = await call("POST", path, { body, headers });
      expect([path, refused.status, refused.said.code, refused.said.id]).toEqual([
        path,
        422,
        "rule_key_spent",
        undefined,
      ]);
    }
  });

  test("answers for its own address alone, also where the same is sent to another", async () => {
    const headers = { "idempotency-key": "calls-address" };
    const [one, other] = [await newPartner(), await newPartner()];
    const close = (id: string) => call("POST", `/partners/${id}/steps/close`, { body: { reason: "x" }, headers });
    expect((await close(one)).status).toBe(201);
    expect(await close(other)).toMatchObject({ status: 422, said: { code: "rule_key_spent" } });
    expect((await call("GET", `/partners/${other}`)).said).toMatchObject({ status: "active", version: 1 });
  });

  test("does so in forms: what another title says is not lost, and the next sending has a key of its own", async () => {
    const values = { kind: "university", name: "Université de Quimper", country_iso2: "FR", _key: "calls-form" };
    const first = await post("/partners/new", values);
    expect(first.status).toBe(303);
    expect(await post("/partners/new", values)).toEqual(first);
    const other = await post("/partners/new", { ...values, name: "Université de Vannes" });
    expect(other).toMatchObject({ status: 422, refusal: { values: { name: "Université de Vannes" } } });
    const { key: fresh, message } = other.refusal as { key?: string; message?: string };
    expect(message).toMatch(/./);
    const again = await post("/partners/new", { ...values, name: "Université de Vannes", _key: fresh ?? "" });
    expect([again.status, again.location === first.location]).toEqual([303, false]);
  });

  test("is not endless", async () => {
    const headers = { "idempotency-key": "k".repeat(5000) };
    expect(await call("POST", "/partners", { body: PARTNER, headers })).toMatchObject({ status: 422 });
  });
});

describe("a change", () => {
  test.each([null, ""])("empties an optional field by %j, and leaves alone what is not sent", async (nothing) => {
    const id = await newPartner();
    const before = await call("GET", `/partners/${id}`);
    expect(before.header("etag")).toBe('"1"');
    const headers = { "if-match": before.header("etag") ?? "" };
    const edited = await call("PATCH", `/partners/${id}`, { body: { city: nothing }, headers });
    expect([edited.status, edited.header("etag")]).toEqual([200, '"2"']);
    expect((await call("GET", `/partners/${id}`)).said).toMatchObject({ city: null, name: PARTNER.name, version: 2 });
  });

  test("refuses by name what there is not, what is not to be edited, and to empty what is needed", async () => {
    const id = await newPartner();
    const headers = { "if-match": "*" };
    const refused = async (body: object) => {
      const { status, said } = await call("PATCH", `/partners/${id}`, { body, headers });
      return [status, Object.keys(said.errors ?? {})];
    };
    expect(await refused({ colour: "red", status: "closed", city: "Rezé" })).toEqual([422, ["colour", "status"]]);
    expect(await refused({ id, unit_path: "vufo" })).toEqual([422, ["id", "unit_path"]]);
    expect(await refused({ name: null })).toEqual([422, ["name"]]);
    expect(await refused({ country_iso2: "" })).toEqual([422, ["country_iso2"]]);
    expect(await refused({ country_iso2: "ZZ" })).toEqual([422, ["country_iso2"]]);
    expect((await call("GET", `/partners/${id}`)).said).toMatchObject({ version: 1, city: "Brest" });
    expect(await refused({ country_iso2: "DE", name_en: "University of Brest" })).toEqual([200, []]);
    expect((await call("GET", `/partners/${id}`)).said).toMatchObject({
      country_iso2: "DE",
      name_en: "University of Brest",
    });
  });

  test("asks for the version that was read: strong, weak, bare or of several; another is stale", async () => {
    const id = await newPartner();
    let edits = 0;
    const edit = async (match?: string) =>
      (
        await call("PATCH", `/partners/${id}`, {
          body: { city: `X${(edits += 1)}` },
          ...(match && { headers: { "if-match": match } }),
        })
      ).status;
    expect(await edit()).toBe(428);
    expect([await edit('"7"'), await edit("abc"), await edit('W/"9", "8"')]).toEqual([412, 412, 412]);
    expect([await edit('W/"1"'), await edit('"1", W/"2"'), await edit("3"), await edit("*")]).toEqual([
      200, 200, 200, 200,
    ]);
  });

  test("of a record by a step may ask for it too", async () => {
    const id = await newPartner();
    const close = (match: string) =>
      call("POST", `/partners/${id}/steps/close`, { body: { reason: "Giải thể" }, headers: { "if-match": match } });
    expect((await close('"4"')).status).toBe(412);
    const closed = await close('"1"');
    expect([closed.status, closed.header("etag"), closed.header("location")]).toEqual([
      201,
      '"2"',
      `/api/v1/partners/${id}`,
    ]);
  });

  test("a list among the fields is emptied, too, and ticks stay", async () => {
    const made = await call("POST", "/activities", { body: { ...TALK, is_in_plan: true } });
    expect([made.header("etag"), made.header("location")]).toEqual([
      '"1"',
      `/api/v1/activities/${String(made.said.id)}`,
    ]);
    const path = `/activities/${String(made.said.id)}`;
    await call("PATCH", path, { body: { countries: [], occasion: null }, headers: { "if-match": '"1"' } });
    expect((await call("GET", path)).said).toMatchObject({
      countries: [],
      is_in_plan: true,
      title: TALK.title,
      version: 2,
    });
  });
});

describe("refusals of HTTP", () => {
  test("401 says how to be known, and whether the key that came is none", async () => {
    const without = await ask(new Request("http://amity.test/api/v1/partners"));
    expect([without.status, without.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="Amity"']);
    const wrong = await call("GET", "/partners", { bearer: "amity_nothing" });
    expect([wrong.status, wrong.header("www-authenticate")]).toEqual([
      401,
      'Bearer realm="Amity", error="invalid_token"',
    ]);
  });

  test.each([
    ["PUT", "/partners", "GET, POST"],
    ["DELETE", "/partners/0197a3c0-1111-7222-8333-444455556666", "GET, PATCH"],
    ["POST", "/imports/0197a3c0-1111-7222-8333-444455556666", "GET"],
    ["PATCH", "/imports/0197a3c0-1111-7222-8333-444455556666", "GET, HEAD"],
    ["DELETE", "/search", "GET"],
  ])("405 for %s %s says what is allowed", async (method, path, allowed) => {
    const refused = await call(method, path, method === "DELETE" ? {} : { body: {} });
    expect([refused.status, refused.said.status]).toEqual([405, 405]);
    expect(refused.header("allow")).toContain(allowed);
    expect(refused.header("content-type")).toContain("application/problem+json");
  });

  test("what an address asks and cannot mean is 400", async () => {
    const lists = ["units", "partners", "delegations", "activities", "imports"];
    const wrong = [`cursor=${"a".repeat(5000)}`, "sort=colour", "colour=red", "limit=-1", "limit=x"];
    for (const list of lists)
      for (const asked of [...wrong, `cursor=9999-99-99,${crypto.randomUUID()}`])
        expect([list, asked, (await call("GET", `/${list}?${asked}`)).status]).toEqual([list, asked, 400]);
  });
});

describe("what stands below a record", () => {
  const row = (path: string, headers?: Record<string, string>) => (method: string, body?: unknown) =>
    call(method, path, { ...(body !== undefined && { body }), ...(headers && { headers }) });

  test("is added, shown with its version, corrected by what is sent, and taken out", async () => {
    const id = await newPartner();
    const name = { name: "UBO", language: "fr", kind: "abbreviation", from_on: "2001-01-01" };
    expect((await call("POST", `/partners/${id}/names`, { body: name })).status).toBe(201);
    const { names } = (await call("GET", `/partners/${id}`)).said as { names: { id: string; name: string }[] };
    const path = `/partners/${id}/names/${names.find((one) => one.name === "UBO")?.id ?? ""}`;
    expect(await row(path)("GET")).toMatchObject({ status: 200, said: name });
    expect((await row(path)("GET")).header("etag")).toBe('"1"');
    expect((await row(path)("PATCH", { kind: "alias" })).status).toBe(428);
    expect((await row(path, { "if-match": '"3"' })("PATCH", { kind: "alias" })).status).toBe(412);
    const wrong = await row(path, { "if-match": "*" })("PATCH", { until_on: "2000-01-01" });
    expect([wrong.status, Object.keys(wrong.said.errors ?? {})]).toEqual([422, ["until_on"]]);
    expect((await row(path, { "if-match": 'W/"1"' })("PATCH", { kind: "alias", from_on: null })).status).toBe(200);
    expect((await row(path)("GET")).said).toMatchObject({ name: "UBO", kind: "alias", from_on: null, version: 2 });
    expect((await row(path, { "if-match": '"1"' })("DELETE")).status).toBe(412);
    expect((await row(path)("DELETE")).status).toBe(200);
    expect((await row(path)("GET")).status).toBe(404);
  });

  test("and what it does not have is not found, or not done there", async () => {
    const id = await newPartner();
    expect((await call("POST", `/partners/${id}/colours`, { body: {} })).status).toBe(404);
    expect((await call("GET", `/partners/${id}/colours/${id}`)).status).toBe(404);
    const refused = await call("POST", `/partners/${id}/names/${id}`, { body: {} });
    expect([refused.status, refused.header("allow")]).toEqual([405, "GET, HEAD, PATCH, DELETE"]);
  });

  test("a step taken at the version that was read writes nothing but what it says", async () => {
    const office = await keyOf(await aPerson("office", "vufo"));
    const body = { title: "Chủ tịch", holder_name: "Trần Thị Lan" };
    const headers = { "if-match": "*" };
    const filled = await call("POST", `/units/${france.unitId ?? ""}/posts`, { bearer: office, body, headers });
    expect([filled.status, filled.cause]).toEqual([201, undefined]);
  });
});
