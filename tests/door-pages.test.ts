import { afterEach, expect, test } from "vitest";
import { anAccount, PASSWORD } from "../src/modules/access/account.fixtures.ts";
import { cookieRules } from "#platform/cookie.server.ts";
import { config } from "#platform/config.ts";
import { passOn, safeNext } from "../src/routes/sign-in/session.server.ts";
import { useDatabase } from "./database.ts";
import { askAsIs } from "./handler.ts";

/** What the pages of the door answer, and under which headers. */
useDatabase("demo");
const usual = config.isDemo;
afterEach(() => {
  config.isDemo = usual;
});
const HERE = config.origin;
const form = (path: string, values: Record<string, string>) =>
  askAsIs(new Request(`${HERE}${path}`, { method: "POST", body: new URLSearchParams(values) }));
const page = (path: string) => askAsIs(new Request(`${HERE}${path}`));

test("a way back after the sign-in leads nowhere but into this house", () => {
  expect(["/partners?q=a", "/"].map(safeNext)).toEqual(["/partners?q=a", "/"]);
  for (const next of ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", null])
    expect([next, safeNext(next)]).toEqual([next, "/"]);
});

test("a role of the demo is entered by one click in the demo, and by nobody in real work", async () => {
  expect((await form("/sign-in", { as: "office@demo.example" })).status).toBe(303);
  config.isDemo = false;
  const refused = await form("/sign-in", { as: "office@demo.example" });
  expect([refused.status, refused.headers.get("location")]).toEqual([422, null]);
});

test("the cookie of a session is out of reach of script, of this house and of nobody else's pages", async () => {
  const { email } = await anAccount("office");
  const set: [name: string, how: Record<string, unknown>][] = [];
  const answer = await passOn(
    {
      getClientAddress: () => "192.0.2.1",
      locals: { actor: {} },
      request: new Request(HERE),
      cookies: {
        get: () => undefined,
        set: (name: string, _value: string, how: object) => set.push([name, { ...how }]),
      },
    } as never,
    "/sign-in/email",
    { email, password: PASSWORD },
  );
  expect(answer.status).toBe(200);
  expect(set.map(([name]) => name)).toEqual(["amity.session_token", "amity_known"]);
  for (const [name, { path, httpOnly, sameSite, secure, domain }] of set)
    expect([name, path, httpOnly, sameSite, secure, domain]).toEqual([
      name,
      "/",
      true,
      "lax",
      cookieRules(0).secure,
      undefined,
    ]);
});

test("signing out tells the browser to forget what pages kept", async () => {
  const answer = await form("/sign-out", {});
  expect([answer.status, answer.headers.get("clear-site-data")]).toEqual([303, '"cache", "storage"']);
});

test("a form without script keeps its origin; no answer is kept on the way", async () => {
  // A form without script under "no-referrer" would be sent without its origin, and refused; bin/serve.ts says "same-origin" of every answer.
  for (const path of ["/invitation/a-key", "/password/a-key"])
    expect([path, (await page(path)).headers.get("referrer-policy")]).toEqual([path, null]);
  for (const path of ["/sign-in", "/partners", "/api/v1/partners", "/nowhere", "/invitation/a-key"])
    expect([path, (await page(path)).headers.get("cache-control")]).toEqual([path, "private, no-store"]);
});

test("a record's address that is none is not there, whoever asks", async () => {
  for (const path of ["/partners/1", "/api/v1/partners/x'--", "/delegations/%00"])
    expect([path, (await page(path)).status]).toEqual([path, 404]);
});
