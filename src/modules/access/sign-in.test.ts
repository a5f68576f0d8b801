import { expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { openAccount } from "./access.commands.server.ts";
import { signIn } from "./sign-in.server.ts";

const database = useDatabase();
const HERE = "http://localhost";
const call = (path: string, body: object, cookie = "") =>
  signIn().handler(
    new Request(`${HERE}/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: HERE, cookie },
      body: JSON.stringify(body),
    }),
  );

test("a name told to the sign-in library is as clean as any other", async () => {
  const account = { name: "Lan", email: "lan.clean@test.example", password: "mat-khau-dai" };
  await inWork(system, (work) => openAccount(work, account));
  const entered = await call("sign-in/email", { email: account.email, password: account.password });
  expect(entered.status).toBe(200);
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  expect((await call("update-user", { name: "Lan\0 \v Trần\uFFFE\uD83D" }, cookie)).status).toBe(200);
  const kept = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ name: string }>("select name from auth_user where email = $1", [account.email]),
  );
  expect(kept.rows).toEqual([{ name: "Lan Trần\uFFFD" }]);
});
