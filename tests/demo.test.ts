import { verify } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { ACCOUNTS } from "#demo/people.ts";
import { DEMO } from "#modules/access/access.model.ts";
import { findActor, listDemoAccounts } from "#modules/access/access.queries.server.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase("demo");
const asked = (text: string) => asOwner(database.ownerUrl(), (client) => client.query<Record<string, string>>(text));

test("the sign-in page offers every account of the demo with its role, each once", async () => {
  const offered = await inReading(system, listDemoAccounts);
  const known = ACCOUNTS.map(({ email, role }) => ({ email, role }));
  expect(offered.toSorted((one, other) => one.email.localeCompare(other.email))).toEqual(
    known.toSorted((one, other) => one.email.localeCompare(other.email)),
  );
  expect(offered[0]?.role).toBe("leader");
});

test("its password opens them, and each acts for the first of its units", async () => {
  const people = await asked(
    "select auth_user.id, email, password from auth_user join auth_account on auth_account.user_id = auth_user.id",
  );
  expect(people.rows).toHaveLength(ACCOUNTS.length);
  expect(await verify(people.rows[0]?.password ?? "", DEMO.password)).toBe(true);
  for (const { email, units } of ACCOUNTS) {
    const actor = await findActor(people.rows.find((one) => one.email === email)?.id ?? "", undefined);
    const own = actor?.appointments.map((one) => one.unitPath.split(".").at(-1) ?? "");
    expect([email, own?.length, own?.[0]?.startsWith(units[0] ?? "")]).toEqual([email, units.length, true]);
    expect(actor?.unitPath?.split(".").at(-1)).toBe(own?.[0]);
  }
});

test("roles are given as a person would give them: each with its line in the history", async () => {
  const lines = await asked("select id from history where action = 'appointed'");
  expect(lines.rows).toHaveLength(ACCOUNTS.flatMap((one) => one.units).length);
});
