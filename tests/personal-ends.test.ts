import { beforeEach, expect, test } from "vitest";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { endPersonal } from "#platform/personal-ends.server.ts";
import { MARK } from "#platform/person-texts.ts";
import { addDays, startOf, today } from "#platform/time.ts";
import { asOwner, useDatabase } from "./database.ts";

/** What ends by itself ends on its day: docs/security/personal-data.md says which. */
const database = useDatabase();
const owner = async <Row extends object>(sql: string, values: unknown[] = []) =>
  (await asOwner(database.ownerUrl(), (client) => client.query<Row>(sql, values))).rows;
const ago = (days: number) => new Date(startOf(addDays(today(), -days)).getTime() + 3_600_000);
beforeEach(() => owner("delete from mail_outbox"));

/** The last day that is kept, and the first that is not. */
const KEPT: [what: string, days: number, write: string, left: string][] = [
  [
    "letters that left",
    90,
    "insert into mail_outbox (recipient, subject, body, state, created_at, answered_at) values ('a@b', $1, 'x', 'sent', $2, $2)",
    "select subject as one from mail_outbox",
  ],
  [
    "notices",
    180,
    "insert into notification (user_id, kind, subject_kind, subject_id, created_at) select id, $1, 'x', id, $2 from auth_user limit 1",
    "select kind as one from notification",
  ],
  [
    "invitations that nobody took",
    90,
    "insert into access_invitation (email, name, unit_id, unit_path, role, token_hash, expires_at) select 'a@b', $1, id, path, 'press', 'open ' || $1, $2 from unit where code = 'vufo'",
    `select name as one from access_invitation where token_hash like 'open %' and name <> '${MARK}'`,
  ],
];
test.each(KEPT)("%s are kept for %i days and no longer", async (_what, days, write, left) => {
  await owner("insert into auth_user (name, email) values ('Lan', 'lan@ends.example') on conflict do nothing");
  await owner(write, ["kept", ago(days)]);
  await owner(write, ["over", ago(days + 1)]);
  await inWork(system, endPersonal);
  expect(await owner(left)).toEqual([{ one: "kept" }]);
});

test("whom an invitation brought in is still named by it", async () => {
  await owner(
    "insert into access_invitation (email, name, unit_id, unit_path, role, token_hash, expires_at, accepted_at) select 'c@d', 'Lan', id, path, 'press', 'taken', $1, $1 from unit where code = 'vufo'",
    [ago(400)],
  );
  await inWork(system, endPersonal);
  expect(await owner("select name, email from access_invitation where token_hash = 'taken'")).toEqual([
    { name: "Lan", email: "c@d" },
  ]);
});
