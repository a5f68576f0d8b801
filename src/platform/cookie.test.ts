import { afterEach, expect, test } from "vitest";
import { config } from "./config.ts";
import { CLEARED, cookieName, cookieRules } from "./cookie.server.ts";

const usual = config.origin;
afterEach(() => {
  config.origin = usual;
});

test("over https a cookie is bound to this very host and sent over nothing else; on plain localhost it is kept at all", () => {
  config.origin = "https://amity.union.example";
  expect([cookieName("amity_acting"), cookieRules(60).secure]).toEqual(["__Host-amity_acting", true]);
  config.origin = "http://localhost:3000";
  expect([cookieName("amity_acting"), cookieRules(60).secure]).toEqual(["amity_acting", false]);
});

test("no script reads a cookie, no other site sends one, none has a domain; signing out clears what pages kept", () => {
  expect(cookieRules(60)).toEqual({ path: "/", maxAge: 60, sameSite: "lax", httpOnly: true, secure: false });
  expect(CLEARED).toEqual({ "clear-site-data": '"cache", "storage"' });
});
