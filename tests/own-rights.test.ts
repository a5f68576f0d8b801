import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { aPerson, aWritable, asOwner, theSameAgain, useDatabase } from "./database.ts";

/** Tables with rights of their own: who reads, writes and changes one row of Ha Noi's officer, by SQL as the application's role. */
const database = useDatabase();
const WHO = [
  "machine",
  "officer",
  "leader",
  "administrator",
  "neighbour",
  "auditor",
  "auditor there",
  "guest",
  "visitor",
] as const;
type Who = (typeof WHO)[number];
const people: Partial<Record<Who, Actor>> = { machine: system, visitor: anonymous };

beforeAll(async () => {
  people.officer = await aPerson("unit_officer", "ha_noi");
  people.leader = await aPerson("leader", "vufo");
  people.administrator = await aPerson("administrator", "vufo");
  people.neighbour = await aPerson("unit_officer", "can_tho");
  people.auditor = await aPerson("auditor", "vufo");
  people["auditor there"] = await aPerson("auditor", "ha_noi");
  people.guest = await aPerson("partner", "vufo");
  const [officer, auditor] = [people.officer.userId, people.auditor.userId];
  await asOwner(database.ownerUrl(), async (client) => {
    for (const text of [
      "insert into access_signature_delegation (from_user_id, to_user_id, unit_id, unit_path, from_on, until_on) select $1, $2, id, path, '2026-01-01', '2026-02-01' from unit where code = 'ha_noi'",
      "insert into access_token (user_id, name, token_hash, ends_on) select $1, 'x', 'x', '2026-01-01' where $2::uuid is not null",
      "insert into access_invitation (email, name, unit_id, unit_path, role, token_hash, expires_at) select 'x', 'x', id, path, 'press', 'x', now() from unit where code = 'ha_noi' and $1::uuid <> $2::uuid",
      "insert into mail_outbox (user_id, recipient, subject, body) select $1, 'x', 'x', 'x' where $2::uuid is not null",
      "insert into backup_run (kind, is_scheduled) select 'backup', false where $1::uuid <> $2::uuid",
      "insert into notification (user_id, kind, subject_kind, subject_id) select $1, 'x', 'x', $2",
      "insert into idempotency_key (user_id, key) select $1, 'x' where $2::uuid is not null",
      // Whatever its texts are called.
      `insert into unit_post select made.* from unit, jsonb_populate_record(null::unit_post,
        (select jsonb_object_agg(column_name, case data_type when 'jsonb' then '{}' else '"x"' end::jsonb) from information_schema.columns
          where table_schema = 'amity' and table_name = 'unit_post' and data_type in ('text', 'jsonb'))
        || jsonb_build_object('id', new_id(), 'unit_id', unit.id, 'unit_path', unit.path, 'is_full_time', false)) as made
        where unit.code = 'ha_noi' and $1::uuid <> $2::uuid`,
      "insert into unit_succession (predecessor_id, successor_id, on_date) select one.id, other.id, '2020-01-01' from unit as one, unit as other where one.code = 'ha_noi' and other.code = 'can_tho' and $1::uuid <> $2::uuid",
      "insert into history (user_name, unit_id, unit_path, visibility, subject_kind, subject_id, action) select 'x', id, path, 'unit', 'x', $1::uuid, 'x' from unit where code = 'ha_noi' and $1::uuid <> $2::uuid",
    ])
      await client.query(text, [officer, auditor]);
  });
});

const ALL: Who[] = [...WHO];
const SIGNED_IN = ALL.filter((who) => who !== "visitor");
const THERE: Who[] = ["machine", "officer", "leader", "administrator"];
const AT_THE_ROOT: Who[] = ["machine", "leader", "administrator"];
const ADMINISTERS: Who[] = ["machine", "administrator"];
const HIMSELF: Who[] = ["machine", "officer"];
const TREE = { read: SIGNED_IN, write: ADMINISTERS, change: ADMINISTERS };
const THE_UNIT = "unit_id = (select id from unit where code = 'ha_noi')";
const THE_PERSON = "user_id = (select id from auth_user where name = 'unit_officer of ha_noi')";

type Rights = { where: string; read: Who[]; write: Who[]; change: Who[] };
const TABLES: Record<string, Rights> = {
  access_appointment: {
    where: THE_PERSON,
    read: [...THERE, "auditor", "auditor there"],
    write: ADMINISTERS,
    change: ADMINISTERS,
  },
  access_signature_delegation: {
    where: "true",
    read: [...THERE, "auditor", "auditor there"],
    write: HIMSELF,
    change: HIMSELF,
  },
  access_token: { where: "true", read: HIMSELF, write: HIMSELF, change: HIMSELF },
  access_invitation: { where: "true", read: ADMINISTERS, write: ADMINISTERS, change: ADMINISTERS },
  mail_outbox: { where: "recipient = 'x'", read: HIMSELF, write: ["machine"], change: ["machine"] },
  notification: {
    where: "kind = 'x'",
    read: HIMSELF,
    write: ["machine"],
    change: HIMSELF,
  },
  // Where backups lie and why one failed is for who keeps the whole union's place in order.
  backup_run: { where: "true", read: [...AT_THE_ROOT, "auditor"], write: ["machine"], change: ["machine"] },
  idempotency_key: { where: "key = 'x'", read: HIMSELF, write: ["officer"], change: ["officer"] },
  history: {
    where: "subject_kind = 'x'",
    read: [...THERE, "auditor", "auditor there"],
    write: ["machine"],
    // Who may see a line follows its record; what it says stays.
    change: ["machine"],
  },
  unit: { where: "code = 'ha_noi'", ...TREE },
  unit_place: { where: THE_UNIT, ...TREE },
  unit_name: { where: THE_UNIT, ...TREE },
  unit_membership: { where: "true", ...TREE },
  unit_accreditation: { where: "true", ...TREE },
  unit_succession: { where: "true", ...TREE },
  unit_post: { where: "true", ...TREE },
  activity_own_kind: { where: "true", read: SIGNED_IN, write: ADMINISTERS, change: ADMINISTERS },
  delegation_route: { where: "true", read: SIGNED_IN, write: AT_THE_ROOT, change: AT_THE_ROOT },
};

class Tried extends Error {
  readonly rows: number;
  constructor(rows: number) {
    super("tried only");
    this.rows = rows;
  }
}

/** How many rows a statement reaches, or what the database says against it; nothing of it stays. */
async function reached(who: Who, text: string, values: unknown[] = []): Promise<number | string> {
  const trying = inWork(people[who] ?? anonymous, async (work) => {
    throw new Tried((await work.client.query(text, values)).rowCount ?? 0);
  });
  return trying.catch((cause: Error) => (cause instanceof Tried ? cause.rows : cause.message));
}

async function whoMay(does: (who: Who) => Promise<boolean>): Promise<Who[]> {
  const may: Who[] = [];
  for (const who of WHO) if (await does(who)) may.push(who);
  return may;
}
const inOrder = (some: Who[]) => WHO.filter((who) => some.includes(who));

describe.each(Object.entries(TABLES))("%s", (table, { where, read, write, change }) => {
  test("is read by", async () => {
    const may = await whoMay(async (who) => Number(await reached(who, `select from ${table} where ${where}`)) > 0);
    expect(may).toEqual(inOrder(read));
  });

  test("is written by", async () => {
    const [again, values] = await theSameAgain(database.ownerUrl(), table, where);
    const may = await whoMay(async (who) => {
      const said = await reached(who, again, values);
      return typeof said === "number" || !said.includes("row-level security");
    });
    expect(may).toEqual(inOrder(write));
  });

  test("is changed by", async () => {
    const column = await aWritable(database.ownerUrl(), table);
    const may = await whoMay(
      async (who) => Number(await reached(who, `update ${table} set ${column} = ${column} where ${where}`)) > 0,
    );
    expect(may).toEqual(inOrder(change));
  });
});

test("a line of history, a letter and a notice are written by the machine alone, in whosever name", async () => {
  const texts = [
    `insert into history (user_id, user_name, unit_id, unit_path, visibility, subject_kind, subject_id, action)
      select $1, 'x', id, path, 'unit', 'y', id, 'y' from unit where code = 'ha_noi'`,
    "insert into mail_outbox (user_id, recipient, subject, body) values ($1, 'x', 'x', 'x')",
    "insert into notification (user_id, kind, subject_kind, subject_id) select id, 'x', 'x', id from auth_user where id = $1",
  ];
  for (const text of texts) {
    const own = await whoMay(
      async (who) => (await reached(who, text, [(people[who] ?? people.officer)?.userId])) === 1,
    );
    expect([text, own]).toEqual([text, text.includes("from auth_user") ? [] : ["machine"]]);
    const asOther = await whoMay(async (who) => (await reached(who, text, [people.neighbour?.userId])) === 1);
    expect([text, asOther]).toEqual([text, ["machine"]]);
  }
});

const SIGN_IN = [
  "auth_account",
  "auth_passkey",
  "auth_rate_limit",
  "auth_session",
  "auth_two_factor",
  "auth_verification",
];
test.each(SIGN_IN)("%s is opened to nobody who acts", async (table) => {
  const column = await aWritable(database.ownerUrl(), table);
  for (const who of WHO.filter((one) => one !== "machine"))
    expect([
      who,
      await reached(who, `select from ${table}`),
      await reached(who, `update ${table} set ${column} = ${column}`),
    ]).toEqual([who, 0, 0]);
});

test("who has an account is known inside the union and to that person, and changed by nobody else", async () => {
  const all = await reached("machine", "select from auth_user");
  expect(all).toBeGreaterThan(1);
  for (const who of WHO) {
    const isInside = !["guest", "visitor"].includes(who);
    expect([who, await reached(who, "select from auth_user")]).toEqual([who, isInside ? all : who === "guest" ? 1 : 0]);
    if (who !== "machine")
      expect([who, await reached(who, "update auth_user set name = 'President'")]).toEqual([who, 0]);
  }
});

test("a guest reads the own role, and nobody else's role or letters", async () => {
  const { guest } = people;
  const own = await inWork(guest ?? anonymous, async (work) => {
    const roles = await work.client.query<{ user_id: string }>("select user_id from access_appointment");
    const letters = await work.client.query("select 1 from mail_outbox");
    return { roles: roles.rows.map((row) => row.user_id), letters: letters.rowCount };
  });
  expect(own).toEqual({ roles: [guest?.userId], letters: 0 });
});
