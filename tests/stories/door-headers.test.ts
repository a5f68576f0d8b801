import { expect, test } from "vitest";
import { address } from "./story.ts";

const EVERY = [
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
  "referrer-policy",
  "permissions-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
];

const form = (body: BodyInit, origin = address()) => ({
  method: "POST",
  headers: { origin, "content-type": "application/x-www-form-urlencoded" },
  body,
});
const ANSWERS: [what: string, path: string, status: number, options?: () => RequestInit][] = [
  ["a page", "/sign-in", 200],
  ["a page that is not there", "/nowhere", 404],
  ["a redirect at the door", "/partners", 303],
  ["a form from another site", "/sign-in", 403, () => form("email=a", "https://evil.example")],
  ["a wrong method", "/sign-out", 405],
  ["a wrong sign-in", "/sign-in", 422, () => form("email=a@b.example&password=wrong-one")],
  ["a static file", "/plain.css", 200],
  ["a static file, written to", "/plain.css", 405, () => ({ method: "POST" })],
  ["an icon", "/favicon.svg", 200],
  ["the interface", "/api/v1/openapi.json", 200],
  ["the interface without a key", "/api/v1/partners", 401],
  ["a call that is not there", "/api/v1/nothing", 404],
  ["the sign-in library, open", "/api/auth/passkey/generate-authenticate-options", 200],
  ["the sign-in library, closed", "/api/auth/list-sessions", 404],
  ["an address that nobody can read", "/%E0%A4%A", 400],
];

test.each(ANSWERS)("every header is on the answer: %s", async (_what, path, status, options) => {
  const answer = await fetch(address() + path, { redirect: "manual", ...options?.() });
  expect(answer.status).toBe(status);
  const missing = EVERY.filter((name) => !answer.headers.has(name));
  expect(missing).toEqual([]);
  expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  const kind = answer.headers.get("content-type") ?? "";
  if (/^text|xml/.test(kind)) expect(kind).toMatch(/charset=utf-8/i);
});

test("no script reads any cookie, and none is of another host", async () => {
  const answer = await fetch(`${address()}/language`, { redirect: "manual", ...form("language=en") });
  for (const cookie of answer.headers.getSetCookie())
    expect(cookie).toMatch(/HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/i);
  expect(answer.headers.getSetCookie().join()).not.toMatch(/domain=/i);
});

test("sixty wrong tries with made-up forwarding headers: ten are looked at", async () => {
  const tries = Array.from({ length: 60 }, (_, number) =>
    fetch(`${address()}/sign-in`, {
      ...form(`email=sixty@union.example&password=wrong-${number}`),
      headers: { ...form("").headers, "x-forwarded-for": `203.0.113.${number}` },
      redirect: "manual",
    }),
  );
  const said = await Promise.all((await Promise.all(tries)).map((answer) => answer.text()));
  expect(
    said.filter((text) => text.includes("Đã thử sai quá nhiều lần") || text.includes("Too many wrong tries")),
  ).toHaveLength(50);
});
