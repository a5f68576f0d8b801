import { expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { ask } from "../../../tests/handler.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { HERE, PASSWORD } from "./account.fixtures.ts";
import { makeFirstKey } from "./first.commands.server.ts";

const database = useDatabase("empty");
const first = { name: "Quản trị", password: PASSWORD, union: "Liên hiệp", kind: "union", code: "lien_hiep" };
const post = (number: number, first_key: string) =>
  ask(
    new Request(`${HERE}/first`, {
      method: "POST",
      body: new URLSearchParams({ ...first, union_in: "", email: `a${number}@union.example`, first_key }),
    }),
  );
const people = () =>
  asOwner(database.ownerUrl(), async (client) => (await client.query("select from auth_user")).rowCount ?? 0);

test("nobody becomes the first administrator without the key that the start printed", async () => {
  const answer = await post(1, "guessed-it");
  const { refusal } = (await answer.json()) as { refusal: { errors: Record<string, string> } };
  expect([answer.status, Object.keys(refusal.errors), await people()]).toEqual([422, ["first_key"], 0]);
});

test("of ten who post at once with keys of two copies one becomes administrator, and no key is left", async () => {
  const keys = [await inWork(system, makeFirstKey), await inWork(system, makeFirstKey)];
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_none, number) => post(number, keys[number % 2] ?? "")),
  );
  expect(answers.map((one) => one.status).toSorted((one, other) => one - other)).toEqual([
    303,
    ...Array.from({ length: 9 }, () => 409),
  ]);
  expect(await people()).toBe(1);
  expect(await inWork(system, makeFirstKey)).toBeUndefined();
  const left = await asOwner(database.ownerUrl(), (client) => client.query("select from access_first_key"));
  expect(left.rowCount).toBe(0);
});
