import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { anAccount, PASSWORD } from "../src/modules/access/account.fixtures.ts";
import { cookieRules } from "#platform/cookie.server.ts";
import { config } from "#platform/config.ts";
import { passOn, safeNext } from "../src/routes/sign-in/session.server.ts";
import { anonymous } from "#platform/actor.ts";
import { submit } from "#platform/http.server.ts";
import { sendAgainLater } from "#platform/sign-in-first.server.ts";
import { aPerson, useDatabase } from "./database.ts";
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
  // A form without script under "no-referrer" would be sent without its origin, and refused; src/platform/door-headers.server.ts says "same-origin" of every answer.
  for (const path of ["/invitation/a-key", "/password/a-key"])
    expect([path, (await page(path)).headers.get("referrer-policy")]).toEqual([path, null]);
  for (const path of ["/sign-in", "/partners", "/api/v1/partners", "/nowhere", "/invitation/a-key"])
    expect([path, (await page(path)).headers.get("cache-control")]).toEqual([path, "private, no-store"]);
});

test("a record's address that is none is not there, whoever asks", async () => {
  for (const path of ["/partners/1", "/api/v1/partners/x'--", "/delegations/%00"])
    expect([path, (await page(path)).status]).toEqual([path, 404]);
});

const VISIT = "/delegations/00000000-0000-7000-8000-000000000000/approve";
const GONE = { cookie: "amity.session_token=gone.x" };
const sent = (path: string, body: FormData, headers: Record<string, string>) =>
  askAsIs(new Request(`${HERE}${path}`, { method: "POST", headers, body }));

test("what was typed when the session ended comes back in a page that sends it again, without its secrets", async () => {
  const body = new FormData();
  for (const [name, value] of Object.entries({
    title: `Đoàn "Hữu nghị" <b>&`,
    purpose: "một\nhai",
    password: "bí mật",
    _key: "k",
  }))
    body.append(name, value);
  const answer = await sent("/delegations/new?direction=incoming", body, GONE);
  const page = await answer.text();
  expect(answer.status).toBe(401);
  expect(answer.headers.get("content-security-policy")).toContain("form-action 'self'");
  expect(page).toContain('action="/delegations/new?direction=incoming"');
  expect(page).toContain('name="title" value="Đoàn &quot;Hữu nghị&quot; &lt;b&gt;&amp;"');
  expect(page).toMatch(/name="purpose" value="một\r?\nhai"/);
  expect(page).toContain('name="_key" value="k"');
  expect(page).not.toContain("bí mật");
  expect(page).not.toContain('type="file"');
});

test("a file that was sent when the session ended is asked for again, however large, so that nothing is sent without it", async () => {
  for (const size of [10, 3_000_000]) {
    const body = new FormData();
    body.append("number", "12/QĐ-LHHN");
    body.append("scan", new File([new Uint8Array(size)], "quyết định.pdf", { type: "application/pdf" }));
    const answer = await sent(VISIT, body, GONE);
    const page = await answer.text();
    expect([size, answer.status]).toEqual([size, 401]);
    expect(page).toContain('name="number" value="12/QĐ-LHHN"');
    expect(page).toContain('type="file" name="scan"');
  }
});

test("the script is led to the sign-in page, which says what happened; whoever only looks is led there without a word", async () => {
  const body = new FormData();
  body.append("title", "Đoàn");
  const where = async (headers: Record<string, string>) =>
    (await sent("/delegations/new", body, headers)).headers.get("location");
  expect(await where({ ...GONE, "x-sveltekit-action": "true" })).toBe(
    "/sign-in?did=form_kept&next=%2Fdelegations%2Fnew",
  );
  expect(await where({})).toBe("/sign-in?next=%2Fdelegations%2Fnew");
  expect((await page("/delegations/new")).headers.get("location")).toBe("/sign-in?next=%2Fdelegations%2Fnew");
});

test("where the database does not answer what was typed is given back too, with the sentence", async () => {
  const body = new FormData();
  body.append("purpose", "một <i>");
  body.append("_key", "k");
  const request = new Request(`${HERE}/delegations/new`, { method: "POST", headers: GONE, body });
  const event = { request, url: new URL(request.url), locals: { actor: anonymous } } as never;
  const answer = await sendAgainLater(event, "Cơ sở dữ liệu không trả lời.", () => new Response());
  const page = (await answer?.text()) ?? "";
  expect(answer?.status).toBe(503);
  expect(page).toContain("Cơ sở dữ liệu không trả lời.");
  expect(page).toContain('name="purpose" value="một &lt;i&gt;"');
  expect(page).toContain('name="_key" value="k"');
});

test("a form whose writing was cut off by the database comes back with what was typed", async () => {
  const actor = await aPerson("office", "vufo");
  const body = new URLSearchParams({ title: "Đoàn thăm Pháp" });
  const request = new Request(`${HERE}/delegations/new`, { method: "POST", body });
  const event = { request, url: new URL(request.url), locals: { actor } } as never;
  const answer = await submit(event, z.object({ title: z.string() }), () =>
    Promise.reject(Object.assign(new Error("terminating connection"), { code: "57P01" })),
  );
  expect(answer).toMatchObject({ status: 503, data: { refusal: { values: { title: "Đoàn thăm Pháp" } } } });
});
