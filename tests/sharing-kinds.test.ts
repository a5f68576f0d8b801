import { beforeAll, describe, expect, test } from "vitest";
import { eachResource } from "#modules/resources.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { lineOf } from "#platform/kinds.ts";
import { caller, keyOf } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";

// Who can see a record is for the unit that keeps it to say, of every kind whose records may differ in that.

const { ownerUrl } = useDatabase();
type Who = "keeper" | "colleague" | "above" | "other" | "further" | "guest";
const people = {} as Record<Who, Actor>;
const keys = {} as Record<Who, string>;
let acting: Who = "keeper";
const send = caller(() => keys[acting]);
const as = (who: Who, ...[method, path, sent]: Parameters<typeof send>) => {
  acting = who;
  return send(method, path, sent);
};

beforeAll(async () => {
  people.keeper = await aPerson("unit_officer", "ha_noi");
  people.colleague = await aPerson("unit_officer", "ha_noi");
  people.above = await aPerson("leader", "vufo");
  people.other = await aPerson("unit_officer", "can_tho");
  people.further = await aPerson("association_officer", "association_fr");
  people.guest = await aPerson("partner", "vufo");
  for (const who of Object.keys(people) as Who[]) keys[who] = await keyOf(people[who]);
});

/** By hand: a record of each kind that may be shown to more or to fewer, and of the others the rule that holds for all. */
const OPEN = {
  partner: { kind: "university", name: "Université de Nantes", country_iso2: "FR" },
  activity: { kind: "seminar", title: "Hội thảo Nantes", starts_on: "2024-09-05", countries: ["FR"], was_held: true },
  aid_project: {
    title: "Nước sạch Nantes",
    ngo_name: "GRET",
    ngo_country: "FR",
    sector: "health",
    starts_on: "2024-01-01",
  },
} as const;
type Open = keyof typeof OPEN;
const FIXED = ["unit", "import", "note", "register_entry"];
const pathOf = (kind: ResourceKind, id = "") => `/${lineOf(kind).list}${id && `/${id}`}`;

async function made(kind: Open, more: object = {}) {
  const answer = await as("keeper", "POST", pathOf(kind), {
    // Others of the same name were made before it.
    body: { ...OPEN[kind], ...(kind === "partner" && { is_another: true }), ...more },
  });
  expect([answer.status, answer.said.errors]).toEqual([201, undefined]);
  return String(answer.said.id);
}
async function seenBy(kind: Open, id: string) {
  const seen: Who[] = [];
  for (const who of Object.keys(people) as Who[]) {
    const one = (await as(who, "GET", pathOf(kind, id))).status === 200;
    // Whoever opens it finds it, reads what happened to it and who sees it; whoever does not, does not.
    const found = JSON.stringify((await as(who, "GET", "/search?q=nantes&limit=40")).said).includes(id);
    const past = await as(who, "GET", `${pathOf(kind, id)}/history`);
    if (who !== "guest") expect([who, one, found, past.status]).toEqual([who, one, one, one ? 200 : 404]);
    if (one) seen.push(who);
  }
  return seen;
}
const share = (kind: Open, id: string, body: object, who: Who = "keeper") =>
  as(who, "POST", `${pathOf(kind, id)}/sharing`, { body, headers: { "if-match": "*" } });
const ofUnion: Who[] = ["keeper", "colleague", "above", "other", "further"];

test("the kinds are these and no others", () => {
  const open = eachResource().flatMap(([kind, one]) => (one.sharing ? [kind] : []));
  expect(open.toSorted()).toEqual([...Object.keys(OPEN), "delegation"].toSorted());
  expect(
    eachResource()
      .flatMap(([kind, one]) => (one.sharing ? [] : [kind]))
      .toSorted(),
  ).toEqual(FIXED.toSorted());
});

describe.each(Object.keys(OPEN) as Open[])("%s", (kind) => {
  test("is shown to its unit alone, to units it is shared with, to persons named, and to all again, with history", async () => {
    const id = await made(kind);
    expect(await seenBy(kind, id)).toEqual(ofUnion);
    const unit = await share(kind, id, { visibility: "unit" });
    expect([unit.status, unit.said]).toEqual([201, { id }]);
    expect(await seenBy(kind, id)).toEqual(["keeper", "colleague", "above"]);
    expect((await share(kind, id, { shared_ids: [people.other.unitId] })).status).toBe(201);
    expect(await seenBy(kind, id)).toEqual(["keeper", "colleague", "above", "other"]);
    const closed = { visibility: "confidential", shared_ids: [], named_ids: [people.further.userId] };
    expect((await share(kind, id, closed)).status).toBe(201);
    expect(await seenBy(kind, id)).toEqual(["keeper", "further"]);
    const { readers } = (await as("further", "GET", `${pathOf(kind, id)}/sharing`)).said as {
      readers: { user_id: string; why: string[] }[];
    };
    expect(readers.map((one) => one.user_id).toSorted()).toEqual(
      [people.keeper, people.further].map((one) => one.userId ?? "").toSorted(),
    );
    expect(readers.flatMap((one) => one.why)).toEqual(["named", "named"]);
    expect((await share(kind, id, { visibility: "union", named_ids: [] })).status).toBe(201);
    expect(await seenBy(kind, id)).toEqual(ofUnion);
    const { items } = (await as("other", "GET", `${pathOf(kind, id)}/history`)).said as {
      items: { sentence: string; changes: string[] }[];
    };
    const changes = items.filter((one) => one.sentence.includes("ai xem được"));
    expect(changes.map((one) => one.changes.length > 0)).toEqual([true, true, true, true]);
  });

  test("is not for others to open or to close, and not at a version that is no more", async () => {
    const id = await made(kind);
    for (const who of ["other", "further"] as const)
      expect([who, (await share(kind, id, { visibility: "unit" }, who)).status]).toEqual([who, 403]);
    const stale = { body: { visibility: "unit" }, headers: { "if-match": '"7"' } };
    expect((await as("keeper", "POST", `${pathOf(kind, id)}/sharing`, stale)).status).toBe(412);
    expect((await as("keeper", "POST", `${pathOf(kind, id)}/sharing`, { body: {} })).status).toBe(422);
    expect((await share(kind, id, { visibility: "public" })).said.errors).toHaveProperty("visibility");
    expect(await seenBy(kind, id)).toEqual(ofUnion);
  });

  test("is counted as before, for everybody, however few see it", async () => {
    const figures = async (who: Who) => {
      const { items } = (await as(who, "GET", "/indicators?year=2024")).said as {
        items: { key: string; value: number }[];
      };
      return Object.fromEntries(items.map((one) => [one.key, one.value]));
    };
    const id = await made(kind);
    const before = await figures("other");
    expect((await share(kind, id, { visibility: "confidential", named_ids: [] })).status).toBe(201);
    expect(await figures("other")).toEqual(before);
  });

  test("has a page that changes it, and one that says who may", async () => {
    const id = await made(kind);
    const open = async (who: Who, path: string) => {
      const answer = await ask(
        new Request(`http://amity.test${path}`, { headers: { authorization: `Bearer ${keys[who]}` } }),
      );
      return { status: answer.status, said: (await answer.json()) as Record<string, unknown> };
    };
    const page = `${pathOf(kind, id)}/sharing`;
    expect((await open("keeper", page)).said).toMatchObject({ mayChange: true, isFixed: false });
    expect((await open("other", page)).said).toMatchObject({ mayChange: false, isFixed: false });
    expect([(await open("keeper", `${page}/change`)).status, (await open("other", `${page}/change`)).status]).toEqual([
      200, 403,
    ]);
  });
});

test.each(FIXED)("of %s the rule of the kind holds, and every reader is told why", async (kind) => {
  await asOwner(ownerUrl(), (client) =>
    client.query(`insert into import (kind, status, file_name, file_sha256, unit_id, unit_path)
      select 'partners', 'tried', 'x.xlsx', 'x', id, path from unit where code = 'ha_noi'`),
  );
  const note = { kind: "call", on_date: "2025-01-01", body: "Đã gọi", country: "LA" };
  if (kind === "note") expect((await as("keeper", "POST", "/notes", { body: note })).status).toBe(201);
  const paper = { kind: "notice", on_date: "2025-01-01", subject: "Thông báo" };
  if (kind === "register_entry") expect((await as("keeper", "POST", "/registers", { body: paper })).status).toBe(201);
  const list = pathOf(kind as ResourceKind);
  const { items } = (await as("keeper", "GET", list)).said as { items: { id: string }[] };
  const sharing = `${list}/${items[0]?.id ?? ""}/sharing`;
  expect((await as("keeper", "GET", sharing)).said).toMatchObject({ isFixed: true, mayChange: false });
  const refused = await as("keeper", "POST", sharing, { body: { visibility: "unit", version: 1 } });
  expect([refused.status, refused.header("allow")]).toEqual([405, "GET, HEAD"]);
});

test("units that host an activity too go on seeing it when it is shown to fewer, until they are taken out", async () => {
  const id = await made("activity", { co_host_ids: [people.other.unitId] });
  await share("activity", id, { visibility: "unit" });
  expect(await seenBy("activity", id)).toEqual(["keeper", "colleague", "above", "other"]);
  await share("activity", id, { shared_ids: [] });
  expect(await seenBy("activity", id)).toEqual(["keeper", "colleague", "above"]);
});

test("a partner that a unit keeps to itself stays where others named it, is not named to them, and is not taken out by their edits", async () => {
  const hidden = await made("partner");
  const known = await made("partner", { name: "Université de Nantes Ouest" });
  const body = { ...OPEN.activity, partner_ids: [hidden, known] };
  const activity = String((await as("other", "POST", "/activities", { body })).said.id);
  await share("partner", hidden, { visibility: "unit" });
  const read = async (who: Who) => (await as(who, "GET", `/activities/${activity}`)).said;
  expect(await read("other")).toMatchObject({ partners: [{ id: known }], hidden_partners: 1 });
  const sent = { body: { partner_ids: [known], result: "Ký" }, headers: { "if-match": "*" } };
  expect((await as("other", "PATCH", `/activities/${activity}`, sent)).status).toBe(200);
  const { partners, hidden_partners } = (await read("keeper")) as { partners: { id: string }[]; hidden_partners: 0 };
  expect([partners.map((one) => one.id).toSorted(), hidden_partners]).toEqual([[hidden, known].toSorted(), 0]);
});

test("a visit goes on naming whom it meets", async () => {
  const partner = await made("partner");
  const visit = {
    direction: "outgoing",
    title: "Thăm Pháp",
    countries: ["FR"],
    departs_on: "2025-05-03",
    returns_on: "2025-05-09",
  };
  const id = String((await as("other", "POST", "/delegations", { body: visit })).said.id);
  const meeting = { partner_id: partner, on_date: "2025-05-04" };
  expect((await as("other", "POST", `/delegations/${id}/meetings`, { body: meeting })).status).toBe(201);
  await share("partner", partner, { visibility: "confidential", named_ids: [] });
  expect((await as("other", "GET", `/partners/${partner}`)).status).toBe(404);
  expect((await as("other", "GET", `/delegations/${id}`)).said).toMatchObject({
    meetings: [{ partner_id: partner, partner_name: OPEN.partner.name }],
  });
});

test("a guest stays named whatever a form says of colleagues, sees it however few do, and is let out by the step of its own", async () => {
  const id = await made("partner");
  const grant = (access: string) =>
    as("keeper", "POST", `/partners/${id}/steps/grant`, { body: { user_id: people.guest.userId, access } });
  expect((await grant("give")).status).toBe(201);
  await share("partner", id, { visibility: "confidential", named_ids: [] });
  expect(await seenBy("partner", id)).toEqual(["keeper", "guest"]);
  expect((await grant("end")).status).toBe(201);
  expect(await seenBy("partner", id)).toEqual(["keeper"]);
});
