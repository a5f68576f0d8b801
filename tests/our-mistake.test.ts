import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { config } from "#platform/config.ts";
import { inLocale } from "#platform/words.server.ts";
import { handle, handleError } from "../src/hooks.server.ts";
import { useDatabase } from "./database.ts";

/** What went wrong at our side is said by one sentence and a number; its cause is for who runs Amity. */
useDatabase("empty");
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

test.each(["/sign-in", "/api/v1/openapi.json"])("no answer tells the cause of what broke: %s", async (address) => {
  const lines = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const event = asked(address);
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

test("the folder of the database and the file of its keys are the owner's alone", () => {
  const modeOf = (name: string) => fs.statSync(path.join(config.dataFolder, name)).mode & 0o777;
  expect([modeOf("."), modeOf("embedded.json")]).toEqual([0o700, 0o600]);
});
