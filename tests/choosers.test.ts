import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { anonymous } from "#platform/actor.ts";
import { doorTo, mayEnter } from "#platform/doors.ts";
import type { Offer } from "#platform/offer.ts";
import { ANSWERED, CHOOSERS, SEEK, SOUGHT, isSeeking, wishFor } from "#platform/offer.ts";
import { GET } from "../src/routes/choices/[chooser=chooser]/+server.ts";
import { actions, load } from "../src/routes/(desk)/activities/new/+page.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
const MANY = 1000;
let office: Actor;
let last: Record<(typeof CHOOSERS)[number], string>;
let closed: string;

/** More of everything than a form shows; the last of each stands behind all others. */
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  const ask = async (sql: string) =>
    asOwner(database.ownerUrl(), async (client) => {
      await client.query("set amity.reach = 'system'");
      return (await client.query<{ id: string }>(sql)).rows[0]?.id ?? "";
    });
  const many = `generate_series(1, ${MANY}) as number join unit on unit.code = 'vufo'`;
  const called = (name: string) =>
    `'${name} ' || case when number = ${MANY} then 'ż cuối cùng' else lpad(number::text, 4, '0') end`;
  await ask(`insert into partner (kind, name, country_iso2, unit_id, unit_path)
    select 'foundation', ${called("Quỹ")}, 'FR', unit.id, unit.path from ${many}`);
  await ask(
    `insert into activity_series (name, unit_id, unit_path) select ${called("Chuỗi")}, unit.id, unit.path from ${many}`,
  );
  await ask(`insert into unit (parent_id, path, kind, code, name, name_in)
    select unit.id, unit.path || ('z' || lpad(number::text, 4, '0')), 'provincial_association', 'z' || number, ${called("Hội")}, '{}' from ${many}`);
  closed = await ask(`update partner set status = 'closed' where name = 'Quỹ 0001' returning id`);
  last = {
    partners: await ask("select id from partner where name like 'Quỹ%cuối cùng'"),
    units: await ask("select id from unit where name like 'Hội%cuối cùng'"),
    series: await ask("select id from activity_series where name like 'Chuỗi%cuối cùng'"),
  };
});

const eventOf = (actor: Actor, address: string, params: object = {}) => ({
  locals: { actor, locale: "vi" } as App.Locals,
  url: new URL(`http://amity.example${address}`),
  params,
});
const found = async (address: string, chooser: string, actor = office) =>
  (await (await GET(eventOf(actor, address, { chooser }) as never)).json()) as Offer;
const values = (offer: Offer | undefined) => offer?.options.map((one) => one.value) ?? [];

const CHOSEN = { partners: "partner_ids", units: "co_host_ids", series: "series_id" } as const;

describe.each(CHOOSERS)("%s, of which there are more than a form shows", (chooser) => {
  const offered = async (sent?: Record<string, unknown>) => {
    const event = eventOf(office, "/activities/new");
    const { choices } = (await load({ ...event, locals: { ...event.locals, sent } } as never)) as {
      choices: Record<string, Offer>;
    };
    return choices[chooser];
  };

  test("the form says that there are more and where they are searched; the last one is found there", async () => {
    const offer = await offered();
    expect(offer?.options).toHaveLength(300);
    expect(values(offer)).not.toContain(last[chooser]);
    expect(values(await found(`${offer?.from}&q=cuoi+cung`, chooser))).toEqual([last[chooser]]);
    expect(values(await found(`${offer?.from}&q=!!!`, chooser))).toEqual([]);
  });

  test("without script the form is shown again with what was found; what is chosen stays offered", async () => {
    const field = CHOSEN[chooser];
    expect(values(await offered({ [`${SOUGHT}${field}`]: "cuối cùng" }))).toEqual([last[chooser]]);
    const kept = await offered({ [field]: [last[chooser]], [`${SOUGHT}${field}`]: "khong co" });
    expect([values(kept), kept?.from]).toEqual([[last[chooser]], expect.stringContaining(`/choices/${chooser}?`)]);
    expect(values(await offered({ [field]: [last[chooser]] }))).toContain(last[chooser]);
    expect(values(await offered({ [field]: ["x", ""] }))).toHaveLength(300);
  });

  test("nobody looks through them who is not signed in", () => {
    expect(mayEnter(doorTo(`/choices/${chooser}`), anonymous.reach)).toBe(false);
  });
});

test("an address narrows as the form does", async () => {
  expect(values(await found("/choices/partners?country=BE&q=quy", "partners"))).toEqual([]);
  expect(values(await found(`/choices/partners?without=${last.partners}&q=cuoi`, "partners"))).toEqual([]);
  expect(values(await found("/choices/partners?q=0001", "partners"))).not.toContain(closed);
  const below = await found("/choices/units?below=vufo.z0007&q=hoi", "units");
  expect(below.options.map((one) => one.label)).toEqual(["Hội 0007"]);
  expect(below.from).toContain("below=vufo.z0007");
});

test("a guest finds only what is theirs to see", async () => {
  const guest = await aPerson("partner", "vufo");
  expect(values(await found("/choices/partners?q=quy", "partners", guest))).toEqual([]);
});

test("a search sends nothing: the form comes back with all that was typed, and nothing is made", async () => {
  const send = async (fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const event = eventOf(office, "/activities/new");
    const request = new Request("http://amity.example/activities/new", { method: "POST", body });
    const sent = Promise.resolve(actions.default?.({ ...event, request } as never));
    return (await sent.catch((thrown: unknown) => thrown)) as { status: number; data?: { refusal: object } };
  };
  const typed = { title: "Gặp gỡ", kind: "festival", starts_on: "2024-05-01", was_held: "on", "countries[]": "FR" };
  const box = `${SOUGHT}partner_ids`;
  for (const seeking of [
    { [SEEK]: "partner_ids" },
    { [box]: "cuối" },
    { [box]: "cuối", [`${ANSWERED}partner_ids`]: "cu" },
  ]) {
    const again = await send({ ...typed, ...seeking });
    expect([again.status, again.data?.refusal]).toEqual([
      200,
      { values: expect.objectContaining({ title: "Gặp gỡ", countries: ["FR"], ...seeking }), errors: {} },
    ]);
  }
  const made = () =>
    asOwner(database.ownerUrl(), async (client) => (await client.query("select from activity")).rowCount);
  expect(await made()).toBe(0);
  const answered = { [box]: "cuối", [`${ANSWERED}partner_ids`]: "cuối", "partner_ids[]": last.partners };
  expect((await send({ ...typed, ...answered })).status).toBe(303);
  expect(await made()).toBe(1);
});

test.each([
  [{}, false],
  [{ title: "x" }, false],
  [{ [`${SOUGHT}a`]: "" }, false],
  [{ [`${SOUGHT}a`]: "x", [`${ANSWERED}a`]: "x" }, false],
  [{ [`${SOUGHT}a`]: "x", [`${ANSWERED}b`]: "x" }, true],
  [{ [SEEK]: "a" }, true],
])("%j searches: %s", (sent, expected) => {
  expect(isSeeking(sent)).toBe(expected);
});

test("a field's wish is what was sent, else what the form begins with; only keys are chosen", () => {
  expect(wishFor({}, "a", closed)).toEqual({ q: "", chosen: [closed] });
  expect(wishFor({ sent: {} }, "a", closed)).toEqual({ q: "", chosen: [] });
  expect(wishFor({ sent: { a: [closed, "drop table"], [`${SOUGHT}a`]: " x\n" } }, "a")).toEqual({
    q: "x",
    chosen: [closed],
  });
});
