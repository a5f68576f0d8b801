import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "./database.ts";
import { caller, keyOf, poster } from "./caller.ts";
import { ask } from "./handler.ts";

useDatabase();
let key: string, paccom: string;
beforeAll(async () => {
  key = await keyOf(await aPerson("association_officer", "association_fr"));
  paccom = await keyOf(await aPerson("ngo_officer", "paccom"));
});
const call = caller(() => key);
const post = poster(() => key);

const PARTNER = { kind: "university", name: "Université de Brest", country_iso2: "FR", city: "Brest" };
const TALK = { kind: "seminar", title: "Hội thảo", starts_on: "2024-09-05", countries: ["FR"], was_held: true };
const VISIT = {
  direction: "outgoing",
  title: "Đi",
  countries: ["FR"],
  departs_on: "2026-05-03",
  returns_on: "2026-05-09",
};

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
      const amount = { kind: "commitment", on_date: "2025-02-01", amount_usd };
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
