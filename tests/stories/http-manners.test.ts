import http from "node:http";
import { expect, test } from "vitest";
import { address } from "./story.ts";

// How the application as it is run answers what a browser of its own would never send.

const OFFICE = "office@demo.example";
const form = (body: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  redirect: "manual",
  body: new URLSearchParams(body),
  headers: { origin: address(), accept: "text/html", ...headers },
});
const enter = (next: string) => fetch(`${address()}/sign-in`, form({ as: OFFICE, next }));

function asked(method: string, path: string): Promise<number> {
  const { hostname, port } = new URL(address());
  return new Promise((resolve, reject) => {
    const request = http.request({ method, path, hostname, port }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    request.on("error", reject).end();
  });
}

test.each([
  ["a form of another site", form({ as: OFFICE }, { origin: "https://elsewhere.example" })],
  [
    "text from another site",
    { method: "POST", body: "as=x", headers: { origin: "https://elsewhere.example", "content-type": "text/plain" } },
  ],
  [
    "a form without a place it comes from",
    { method: "POST", body: new URLSearchParams({ as: OFFICE }), headers: { origin: "null" } },
  ],
])("%s is refused", async (_name, sent: RequestInit) => {
  const answer = await fetch(`${address()}/sign-in`, { redirect: "manual", ...sent });
  expect(answer.status).toBe(403);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test.each(["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example/", "javascript:alert(1)"])(
  "signing in leads to no other house: %s",
  async (next) => {
    const answer = await enter(next);
    expect(answer.status).toBe(303);
    expect(new URL(answer.headers.get("location") ?? "", address()).href).toBe(`${address()}/`);
  },
);

test("a cookie is for this house alone and out of reach of script", async () => {
  const session = (await enter("/")).headers.getSetCookie().filter((one) => one.includes("session"));
  expect(session.length).toBeGreaterThan(0);
  for (const cookie of session) {
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=(?:Lax|Strict)/i);
    expect(cookie).not.toMatch(/; Domain=/i);
  }
});

test("nothing of the folder it runs in is served", async () => {
  const paths = [
    "/.git/config",
    "/package.json",
    "/.amity/embedded.json",
    "/_app/",
    "/_app/immutable/",
    "/..%2fpackage.json",
    "/%2e%2e/package.json",
  ];
  for (const path of paths)
    expect([path, await asked("GET", path)]).toEqual([
      path,
      expect.toSatisfy((status: number) => (status >= 400 && status < 500) || status === 303),
    ]);
});

test("methods that nothing uses are refused, and looking at an address changes nothing", async () => {
  expect(await asked("TRACE", "/")).toBeGreaterThanOrEqual(400);
  expect(await asked("GET", "/sign-out")).toBe(405);
  expect(await asked("PUT", "/")).toBeGreaterThanOrEqual(400);
});

test("a parameter that comes twice is read once or refused, never broken", async () => {
  const cookie = (await enter("/")).headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  for (const query of [
    "limit=1&limit=2",
    "q=a&q=b",
    "unit=x&unit=y",
    "sort=name&sort=-name",
    "__proto__=1&constructor=2",
  ]) {
    const answer = await fetch(`${address()}/api/v1/partners?${query}`, { headers: { cookie } });
    expect([query, answer.status]).toEqual([
      query,
      expect.toSatisfy((status: number) => status === 200 || status === 400),
    ]);
  }
});
