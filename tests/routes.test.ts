import fs from "node:fs";
import { expect, test } from "vitest";
import { DOORS, doorTo } from "#platform/doors.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";

const files = fs
  .readdirSync("src/routes", { recursive: true, encoding: "utf8" })
  .filter((name) => /\+(page|server)(\.server)?\.(ts|svelte)$/.test(name));
const addresses = [
  ...new Set(
    files.map(
      (name) =>
        `/${name
          .split("/")
          .slice(0, -1)
          .filter((part) => !part.startsWith("("))
          .join("/")}`,
    ),
  ),
].map((one) => one.replace(/\/$/, "") || "/");

test("every route declares who may call it", () => {
  expect(addresses.filter((one) => doorTo(one.replaceAll(/\[(\w+)\]/g, "x")) === undefined)).toEqual([]);
});

test("the open routes are these and no others", () => {
  const open = addresses.filter((one) => doorTo(one.replaceAll(/\[(\w+)\]/g, "x"))?.who === "open").toSorted();
  expect(open).toEqual([
    "/api/v1",
    "/api/v1/calendar/[token].ics",
    "/api/v1/health",
    "/api/v1/openapi.json",
    "/first",
    "/invitation/[key]",
    "/language",
    "/sign-in",
    "/sign-in/code",
    "/sign-in/oidc",
    "/sign-out",
  ]);
});

test("every door leads somewhere", () => {
  const paths = [...addresses.map((one) => one.replaceAll(/\[(\w+)\]/g, "x")), "/api/auth/x", "/calendar"];
  expect(DOORS.filter((door) => !paths.some((one) => door.path.test(one) || door.path.test(`${one}/`)))).toEqual([]);
});

test("the interface's description and its files are the same list", () => {
  const described = new Set(CALLS.map((call) => `/api/v1${call.path.replaceAll(/\{(\w+)\}/g, "[$1]")}`));
  const there = addresses.filter((one) => one.startsWith("/api/v1/") && !one.endsWith("openapi.json"));
  expect(there.filter((one) => !described.has(one))).toEqual([]);
  expect([...described].filter((one) => !there.includes(one))).toEqual([]);
});
