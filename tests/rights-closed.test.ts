import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editPartner, registerPartner } from "#modules/partners/partner.commands.server.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { keyOf } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";
import { closedFields } from "./rights-closed.ts";
import { dice } from "./rights-generated.ts";
import { CLOSED } from "./rights-told.ts";

/** Fields that are closed (docs/rights.md): given to whom the table says, and by no way around the functions that give them. */
const MANY = process.env.AMITY_RIGHTS === "whole" ? 2000 : 120;
const database = useDatabase("demo");
let client: pg.Client;
const people: Record<string, Actor> = {};
let id = "";

/** A value of its own for each field, that stands nowhere else. */
const SAID: Record<string, string> = {
  next_step: "Zurbaran one",
  closed_reason: "Zurbaran two",
  introduced_by: "Zurbaran three",
  next_step_on: "2019-03-17",
  birth_year: "1917",
  imported: "Zurbaran four",
};

beforeAll(async () => {
  client = new pg.Client({ connectionString: database.ownerUrl() });
  await client.connect();
  await client.query("set search_path = amity, public");
  for (const [name, role, code] of [
    ["keeper", "office", "vufo"],
    ["colleague", "desk_officer", "can_tho"],
    ["auditor", "auditor", "vufo"],
    ["mission", "mission_officer", "thanh_hoa_ru"],
    ["press", "press", "ha_noi"],
    ["partner", "partner", "vufo"],
    ["agency", "consulted_agency", "vufo"],
    ["NGO", "foreign_ngo", "vufo"],
  ] as const)
    people[name] = await aPerson(role, code);
  id = await inWork(people.keeper as Actor, async (work) => {
    const facts = { name: "Nguyen Closed", kind: "individual_friend", country_iso2: "FR" } as const;
    const made = await registerPartner(work, facts as never);
    const before = await findPartner(work, made);
    const edit = {
      next_step: SAID.next_step,
      next_step_on: SAID.next_step_on,
      birth_year: 1917,
      introduced_by: SAID.introduced_by,
    };
    await editPartner(work, made, { ...facts, ...edit, version: before?.version } as never);
    return made;
  });
  await asOwner(database.ownerUrl(), (owner) =>
    owner.query(
      `update partner set closed_reason = $2, imported = jsonb_build_object('name', $3::text), named_user_ids = $4 where id = $1`,
      [
        id,
        SAID.closed_reason,
        SAID.imported,
        `{${["partner", "agency", "NGO"].map((name) => people[name]?.userId).join(",")}}`,
      ],
    ),
  );
});
afterAll(() => client.end());

test("the functions that give closed fields give them to whom the table says, and nobody becomes another by saying so", async () => {
  const roll = dice(Number(process.env.AMITY_RIGHTS_SEED ?? 20_261_126));
  const differing: string[] = [];
  for (let asked = 0; asked < MANY; asked += 1) {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    differing.push(...(await closedFields(client, new URL(database.appUrl()).username, roll)));
    await client.query("rollback");
  }
  expect(differing.slice(0, 5)).toEqual([]);
});

const fields = CLOSED.flatMap(({ Table = "", Fields = "" }) =>
  Fields.split(", ").map((name) => [Table, name] as const),
);

test.each(fields)("%s.%s is selected by nobody, not as a whole row and not in a condition", async (table, name) => {
  for (const sql of [
    `select "${name}" from ${table}`,
    `select * from ${table}`,
    `select ${table} from ${table}`,
    `select to_jsonb(one) from ${table} as one`,
    `select id from ${table} where "${name}" is not null`,
    `select id from ${table} order by "${name}"`,
    `update ${table} set version = version returning "${name}"`,
  ])
    await expect(inWork(people.keeper as Actor, (work) => work.client.query(sql))).rejects.toThrow("permission denied");
});

/** Every way by which a field of a partner could come to somebody. */
const WAYS = {
  call: () => `/api/v1/partners/${id}`,
  "list of calls": () => "/api/v1/partners?q=Nguyen+Closed",
  page: () => `/partners/${id}`,
  "list page": () => "/partners?q=Nguyen+Closed",
  export: () => "/partners/export.csv?q=Nguyen+Closed",
  "search for what it says": () => "/search?q=Zurbaran",
  "search by call": () => "/api/v1/search?q=Zurbaran",
  history: () => "/history?kind=partner",
  "history of the record": () => `/history/partner/${id}`,
  dossier: () => "/countries/FR",
  "country by call": () => "/api/v1/countries/FR",
  desk: () => "/",
};

async function toldTo(name: string, path: string): Promise<string> {
  const bearer = await keyOf(people[name] as Actor);
  const answer = await ask(new Request(`http://amity.test${path}`, { headers: { authorization: `Bearer ${bearer}` } }));
  expect([path, answer.status < 500]).toEqual([path, true]);
  return answer.text();
}
const saidIn = (text: string) =>
  Object.keys(SAID).filter((name) => new RegExp(`\\b${SAID[name] ?? "-"}\\b`).test(text));

describe.each(["mission", "press", "partner", "agency", "NGO"])("%s", (name) => {
  test.each(Object.entries(WAYS))("reads no closed field by: %s", async (_way, path) => {
    expect(saidIn(await toldTo(name, path()))).toEqual([]);
  });
});

test.each(["keeper", "colleague", "auditor"])(
  "%s reads them with the partner, so that the others' emptiness means something",
  async (name) => {
    const given = ["next_step", "closed_reason", "introduced_by", "next_step_on", "birth_year"];
    expect(saidIn(await toldTo(name, `/api/v1/partners/${id}`))).toEqual(expect.arrayContaining(given));
    expect(await toldTo(name, "/history?kind=partner")).toContain("Nguyen Closed");
  },
);

test("a mission reads and writes them of the partner it keeps", async () => {
  const found = await inWork(people.mission as Actor, async (work) => {
    const facts = { name: "Kept by us", kind: "university", country_iso2: "RU", next_step: "call" } as const;
    return findPartner(work, await registerPartner(work, facts as never));
  });
  expect(found?.next_step).toBe("call");
});

test("missions and press read no opinion, statement or suggestion about others' partners and aid; who keeps relations does", async () => {
  const asked = async (name: string) => {
    const { rows } = await inWork(people[name] as Actor, (work) =>
      work.client.query<{ count: number }>(
        "select count(*)::integer as count from exchange where visibility = 'union'",
      ),
    );
    return Number(rows[0]?.count);
  };
  expect(await asked("colleague")).toBeGreaterThan(0);
  expect([await asked("mission"), await asked("press")]).toEqual([0, 0]);
});
