import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../tests/database.ts";
import type { Actor } from "./actor.ts";
import { inWork } from "./db.server.ts";
import { ownRights, recordHistory, recordMany } from "./history.server.ts";

const database = useDatabase();
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

/** What only the row itself may say, by every name that such a column has. */
const SECRETS = [
  "passport_number",
  "passport_expires_on",
  "passport_erase_on",
  "password",
  "new_password",
  "token_hash",
];

describe("what may be erased, or opens a door, is in no line", () => {
  const secret = Object.fromEntries(SECRETS.map((name) => [name, "C7654321"]));
  const said = { name: "Lan", ...secret, members: [{ name: "Lan", ...secret }], imported: { name: "Lan", ...secret } };

  test.each([
    ["one line", (work, line) => recordHistory(work, line)],
    ["many lines", (work, line) => recordMany(work, [line])],
  ] as [string, typeof recordHistory][])("%s", async (_how, record) => {
    const id = crypto.randomUUID();
    await inWork(office, (work) =>
      record(work, {
        subject: ["delegation", id],
        action: "edited",
        rights: ownRights(work),
        before: said,
        after: { ...said, name: null },
      }),
    );
    const { rows } = await asOwner(database.ownerUrl(), (client) =>
      client.query("select before, after from history where subject_id = $1", [id]),
    );
    const kept = { members: [{ name: "Lan" }], imported: { name: "Lan" } };
    expect(rows).toEqual([{ before: { name: "Lan", ...kept }, after: { name: null, ...kept } }]);
  });

  test("whatever a table calls it", async () => {
    const { rows } = await asOwner(database.ownerUrl(), (client) =>
      client.query<{ name: string }>(
        `select distinct attname::text as name from pg_attribute join pg_class on pg_class.oid = attrelid
          where relnamespace = 'amity'::regnamespace and relkind = 'r' and attname ~ 'passport|password|token_hash' and attname <> 'has_passport'`,
      ),
    );
    expect(rows.map((row) => row.name).filter((name) => !SECRETS.includes(name))).toEqual([]);
  });
});
