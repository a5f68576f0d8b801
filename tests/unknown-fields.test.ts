import { beforeAll, expect, test } from "vitest";
import { keyOf } from "./caller.ts";
import { aPerson, useDatabase } from "./database.ts";
import type { Planned } from "./fuzz-calls.ts";
import { plannedCalls } from "./fuzz-calls.ts";
import { ask } from "./handler.ts";

// What a call sends and nothing reads was taken for done: every operation that writes says so, by the name of the field.

useDatabase();
let key: string;
beforeAll(async () => {
  key = await keyOf(await aPerson("administrator", "vufo"));
});

const NOWHERE = "0197a3c0-1111-7222-8333-444455556666";
const UNKNOWN = ["colour", "unit_path", "__proto__", "constructor", "Title"];
const WRITES = plannedCalls().filter((one) => one.method !== "GET");

/** As the call is described: JSON, or a form with files. */
function bodyOf({ operation }: Planned, names: readonly string[]): BodyInit {
  const content = operation.requestBody?.content ?? {};
  if (operation.requestBody && !content["application/json"]) {
    const form = new FormData();
    for (const name of names) form.set(name, "x");
    return form;
  }
  return `{${names.map((name) => `${JSON.stringify(name)}: null`).join(", ")}}`;
}

async function send(planned: Planned, names: readonly string[]) {
  const path = planned.path.replaceAll(/\{(\w+)\}/g, NOWHERE);
  const answer = await ask(
    new Request(`http://amity.test/api/v1${path}`, {
      method: planned.method,
      headers: { authorization: `Bearer ${key}`, "if-match": "*" },
      body: bodyOf(planned, names),
    }),
  );
  const said = (await answer.json()) as { errors?: Record<string, string> };
  return { status: answer.status, errors: said.errors ?? {}, cause: answer.cause };
}

test.each(WRITES.map((one) => [`${one.method} ${one.path}`, one] as const))(
  "%s refuses what it has no field for, each by its name",
  async (_call, planned) => {
    const { status, errors, cause } = await send(planned, UNKNOWN);
    expect([status, Object.keys(errors), cause]).toEqual([422, UNKNOWN, undefined]);
    for (const name of UNKNOWN) expect(errors[name]).toContain(`“${name}”`);
  },
);

test("and knows every field that it is described with", async () => {
  const refused: string[] = [];
  for (const planned of WRITES) {
    const content = planned.operation.requestBody?.content;
    const described = Object.keys(Object.values(content ?? {})[0]?.schema.properties ?? {});
    const { errors } = await send(planned, [...described, "colour"]);
    expect([planned.path, Object.keys(errors)]).toEqual([planned.path, ["colour"]]);
    const names = described.filter((name) => (errors[name] ?? "").includes(`“${name}”`));
    refused.push(...names.map((name) => `${planned.path} ${name}`));
  }
  expect(WRITES.length).toBeGreaterThan(60);
  expect(refused).toEqual([]);
});

test("a number and a text are no body, and a list has not the fields", async () => {
  for (const [body, status] of [
    ["[]", 422],
    ['[{"colour": 1}]', 422],
    ["5", 400],
    ['"x"', 400],
    ["null", 400],
    ["{", 400],
  ] as const) {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await ask(new Request("http://amity.test/api/v1/partners", { method: "POST", headers, body }));
    expect([body, answer.status]).toEqual([body, status]);
  }
});
