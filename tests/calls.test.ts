import { beforeAll, describe, expect, test } from "vitest";
import { createToken } from "#modules/access/access.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { aPerson, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";

useDatabase();
let key: string, france: Actor, paccom: string;
const keyOf = (actor: Actor) => inWork(actor, (work) => createToken(work, actor.userId ?? "", "calls"));
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  key = await keyOf(france);
  paccom = await keyOf(await aPerson("ngo_officer", "paccom"));
});

type Sent = { body?: unknown; headers?: Record<string, string>; bearer?: string };
async function call(method: string, path: string, { body, headers = {}, bearer = key }: Sent = {}) {
  const answer = await ask(
    new Request(`http://amity.test/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, "accept-language": "en", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  const said = (answer.status === 204 ? {} : await answer.json()) as Record<string, unknown>;
  return { status: answer.status, said, header: (name: string) => answer.headers.get(name), cause: answer.cause };
}
/** A form of a page, as a browser without script sends it. */
async function post(path: string, values: Record<string, string>) {
  const answer = await ask(
    new Request(`http://amity.test${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "accept-language": "en" },
      body: new URLSearchParams(values),
    }),
  );
  const said = answer.status === 303 ? {} : ((await answer.json()) as { refusal?: Record<string, never> });
  return { status: answer.status, location: answer.headers.get("location"), refusal: said.refusal ?? {} };
}

const PARTNER = { kind: "university", name: "Université de Brest", country_iso2: "FR", city: "Brest" };
const TALK = { kind: "seminar", title: "Hội thảo", starts_on: "2024-09-05", countries: ["FR"], was_held: true };
const VISIT = {
  direction: "outgoing",
  title: "Đi",
  countries: ["FR"],
  departs_on: "2026-05-03",
  returns_on: "2026-05-09",
};
const newPartner = async () => String((await call("POST", "/partners", { body: PARTNER })).said.id);

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
    const edit = async (match?: string) =>
      (
        await call("PATCH", `/partners/${id}`, {
          body: { city: "X" },
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

describe("what is out of reach", () => {
  const known = crypto.randomUUID();
  test.each([
    ["/partners", PARTNER, "country_iso2", ["ZZ", "XX", "F", 5, null, "\uD800"]],
    ["/partners", PARTNER, "first_contact_on", ["0001-01-01", "9999-12-31", "0000-02-29", "1899-12-31", "2201-01-01"]],
    ["/partners", PARTNER, "birth_year", [45, "45", 2101, 1e300, 1950.5]],
    ["/activities", TALK, "countries", [["ZZ"], ["FR", "XX"], "ZZ", [5], [{ toString: 1 }], ["\uDC00"]]],
    ["/activities", TALK, "starts_on", ["0001-01-01", "9999-12-31", "0000-02-29", "2024-02-30"]],
    ["/activities", TALK, "partner_ids", [[known], "x", [1]]],
    ["/activities", TALK, "co_host_ids", [[known], ["\uD800"]]],
    ["/activities", TALK, "series_id", [known, "x"]],
    ["/activities", TALK, "occasion_country", ["ZZ"]],
    ["/activities", TALK, "edition", [0, -1, 1e9]],
    ["/activities", TALK, "participants", [-1, 1.5, 1e300, 3_000_000_000]],
    ["/delegations", VISIT, "countries", [["ZZ"], [], ["xx"]]],
    ["/delegations", VISIT, "partner_id", [known]],
    ["/delegations", VISIT, "returns_on", ["2026-05-02", "0001-01-01", "9999-12-31"]],
    ["/delegations", VISIT, "expected_members", [0, 501]],
  ] as const)("POST %s: %#", async (path, whole, field, values) => {
    for (const value of values) {
      const { status, said, cause } = await call("POST", path, { body: { ...whole, [field]: value } });
      expect([field, value, status, Object.keys(said.errors ?? {}), cause]).toEqual([
        field,
        value,
        422,
        [field],
        undefined,
      ]);
    }
  });

  test("of a project: its country, province, days and sums", async () => {
    const project = { title: "Nước", ngo_name: "GRET", ngo_country: "FR", sector: "health", starts_on: "2026-01-02" };
    for (const [field, value] of [
      ["ngo_country", "ZZ"],
      ["province_code", "99"],
      ["ends_on", "2026-01-01"],
    ] as const) {
      const refused = await call("POST", "/aid-projects", { bearer: paccom, body: { ...project, [field]: value } });
      expect([refused.status, Object.keys(refused.said.errors ?? {})]).toEqual([422, [field]]);
    }
    const { id } = (await call("POST", "/aid-projects", { bearer: paccom, body: { ...project, province_code: "01" } }))
      .said;
    for (const amount_usd of [1e300, 0.001, 100.005, 20_000_000_000_000, -1, 0, "NaN", "Infinity"]) {
      const amount = { kind: "commitment", on_date: "2026-02-01", amount_usd };
      const refused = await call("POST", `/aid-projects/${String(id)}/amounts`, { bearer: paccom, body: amount });
      expect([amount_usd, refused.status, Object.keys(refused.said.errors ?? {})]).toEqual([
        amount_usd,
        422,
        ["amount_usd"],
      ]);
    }
  });

  test("on a page stands beside its field, and what was typed stays", async () => {
    const typed = { kind: "university", name: "Université de Dinan", country_iso2: "ZZ", birth_year: "" };
    const unknown = await post("/partners/new", typed);
    expect(unknown).toMatchObject({ status: 422, refusal: { values: typed } });
    expect(Object.keys(unknown.refusal.errors ?? {})).toEqual(["country_iso2"]);
    const young = await post("/partners/new", { ...typed, country_iso2: "FR", birth_year: "45" });
    expect([young.status, Object.keys(young.refusal.errors ?? {})]).toEqual([422, ["birth_year"]]);
    const future = await post("/activities/new", {
      kind: "visit",
      title: "x",
      starts_on: "2199-01-01",
      was_held: "on",
    });
    expect([future.status, Object.keys(future.refusal.errors ?? {})]).toEqual([409, ["starts_on"]]);
  });

  test("and what is no form at all is no fault of ours", async () => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "multipart/form-data; boundary=x" };
    const answer = await ask(
      new Request("http://amity.test/partners/new", { method: "POST", headers, body: "--y\r\n\r\n" }),
    );
    expect(answer.status).toBe(400);
  });
});
