import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { config } from "#platform/config.ts";
import { inLocale } from "#platform/words.server.ts";
import { handle, handleError } from "../src/hooks.server.ts";
import { asOwner, useDatabase } from "./database.ts";
import { askAsIs } from "./handler.ts";

/** What went wrong at our side is said by one sentence and a number; its cause is for who runs Amity. */
const database = useDatabase("empty");
const CAUSE = "relation auth_account does not hold hunter2 at /srv/amity/src/x.ts:7";

function asked(address: string) {
  const url = new URL(`http://localhost:3000${address}`);
  return {
    url,
    request: new Request(url),
    params: {},
    route: { id: "/x" },
    locals: {} as Record<string, unknown>,
    cookies: { get: () => undefined, set: () => undefined, delete: () => undefined },
    getClientAddress: () => "127.0.0.1",
  };
}

test("no page tells the cause of what broke", async () => {
  const lines = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const event = asked("/sign-in");
  const resolve = async () => {
    const error = new Error(CAUSE);
    const said = await handleError({ kind: "unexpected", error, event, status: 500, message: "x" } as never);
    return Response.json(said, { status: 500 });
  };
  const answer = await inLocale("en", () => handle({ event: event as never, resolve: resolve as never }));
  const text = await answer.text();
  const written = lines.mock.calls.map(([line]) => String(line)).join("");
  lines.mockRestore();
  expect(answer.status).toBe(500);
  expect(text).not.toMatch(/hunter2|auth_account|\/srv|at .*\.ts/);
  expect(text).toContain(String(event.locals.requestId));
  expect(written).toContain("hunter2");
  expect(written).toContain(String(event.locals.requestId));
});

test("no call tells the cause of what broke", async () => {
  await asOwner(database.ownerUrl(), (client) => client.query("alter table access_token rename to hunter2"));
  const lines = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const answer = await askAsIs(new Request(`${config.origin}/api/v1/calendar/amity_unknown.ics`));
  const [text, written] = [await answer.text(), lines.mock.calls.map(([line]) => String(line)).join("")];
  lines.mockRestore();
  const { requestId } = JSON.parse(text) as { requestId: string };
  expect(answer.status).toBe(500);
  expect(text).not.toMatch(/access_token|relation|at .*\.ts/);
  expect(written).toContain("access_token");
  expect(written).toContain(requestId);
});

test("the folder of the database and the file of its keys are the owner's alone", () => {
  const modeOf = (name: string) => fs.statSync(path.join(config.dataFolder, name)).mode & 0o777;
  expect([modeOf("."), modeOf("embedded.json")]).toEqual([0o700, 0o600]);
});
