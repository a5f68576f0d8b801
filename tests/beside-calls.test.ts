import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { addDays, today } from "#platform/time.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";
import { caller, keyOf } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

// What is kept beside records: facts, roles, rules of approval, series, paragraphs of reports, by the calls of the interface.

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
    const all = (await as("officer", "GET", `/facts/${kind}${kind === "days" ? "?year=2026" : ""}`)).said as Items;
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
      "fact_holds_again",
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

describe("whose union this is", () => {
  test("is read as described by who works here, and said anew at the version that was read", async () => {
    const read = await as("officer", "GET", "/union");
    asDescribed("/union", read.said);
    expect(read.header("etag")).toBe(`"${String(read.said.version)}"`);
    const body = { accent: "#7a1f3d", short_name_in: { fr: "Union" } };
    expect((await as("administrator", "PATCH", "/union", { body })).status).toBe(428);
    const match = { headers: { "if-match": read.header("etag") ?? "" } };
    expect((await as("administrator", "PATCH", "/union", { body, ...match })).status).toBe(200);
    const after = (await as("administrator", "GET", "/union")).said;
    expect(after).toMatchObject({ accent: "#7a1f3d", short_name_en: "The union", zone: "Asia/Ho_Chi_Minh" });
    expect((await as("administrator", "PATCH", "/union", { body: { seal: "X" }, ...match })).status).toBe(412);
    const faint = await as("administrator", "PATCH", "/union", { body: { accent: "#ffcc00", version: after.version } });
    expect([faint.status, Object.keys((faint.said.errors ?? {}) as object)]).toEqual([422, ["accent"]]);
    expect(await lines("identity")).toEqual(["identity_said", "identity_said"]);
  });

  test("is nobody else's to say", async () => {
    const { version } = (await as("officer", "GET", "/union")).said;
    for (const who of ["office", "leader", "officer", "guest"])
      expect([who, (await as(who, "PATCH", "/union", { body: { seal: "X", version } })).status]).toEqual([who, 403]);
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

test("kinds of activities are kept by the administrator and read by all", async () => {
  const kind = { name: "Hội chợ", kind: "charity", rank: 5 };
  expect((await as("officer", "POST", "/activities/kinds", { body: kind })).status).toBe(403);
  const made = await as("administrator", "POST", "/activities/kinds", { body: kind });
  const path = `/activities/kinds/${String(made.said.id)}/edit`;
  const ended = { ...kind, until_on: today(), version: 1 };
  expect((await as("officer", "POST", path, { body: ended })).status).toBe(403);
  expect((await as("administrator", "POST", path, { body: ended })).status).toBe(201);
  const all = (await as("officer", "GET", "/activities/kinds")).said as Items;
  asDescribed("/activities/kinds", all);
  expect(all.items).toContainEqual(expect.objectContaining({ id: made.said.id, is_offered: false }));
  expect(await lines("activity_own_kind")).toEqual(["kind_added", "kind_changed"]);
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

test("a call acts in the role that it names, of those that its owner holds", async () => {
  const both = await aPerson("unit_officer", "ha_noi");
  const { items } = (await as("administrator", "GET", "/units?limit=200")).said as Items;
  const unit_id = items.find((one) => one.code === "can_tho")?.id;
  const role = { email: both.email, unit_id, role: "unit_officer", from_on: today() };
  await as("administrator", "POST", "/people/appoint", { body: role });
  keys.both = await keyOf(both);
  const me = (await as("both", "GET", "/me")).said as {
    unit_id: string;
    appointments: { id: string; unit_id: string }[];
  };
  asDescribed("/me", me);
  expect([me.unit_id, me.appointments.length]).toEqual([both.unitId, 2]);
  const acting = me.appointments.find((one) => one.unit_id === unit_id)?.id ?? "";
  const body = { kind: "university", name: "Université de Brest", country_iso2: "FR" };
  const headers = { "amity-acting": acting, "idempotency-key": "acting-1" };
  const made = await as("both", "POST", "/partners", { body, headers });
  expect((await as("both", "GET", `/partners/${String(made.said.id)}`)).said).toMatchObject({ unit_id });
  // The same key in another role is another sending.
  const again = await as("both", "POST", "/partners", { body, headers: { "idempotency-key": "acting-1" } });
  expect(again.said.code).toBe("rule_key_spent");
  const others = (await as("officer", "GET", "/me")).said as { appointments: { id: string }[] };
  for (const id of [others.appointments[0]?.id ?? "", "x", ""]) {
    const refused = await as("both", "GET", "/partners", { headers: { "amity-acting": id } });
    expect([id, refused.status]).toEqual([id, 400]);
  }
});
