import { expect, test } from "vitest";
import { useDatabase } from "../../../tests/database.ts";
import { ask } from "../../../tests/handler.ts";
import { OF_BROWSERS, OF_PAGES } from "./sign-in-surface.ts";
import { signIn } from "./sign-in.server.ts";

useDatabase();

type Registered = Record<string, { path?: string; options?: { method?: string | string[] } }>;

/** Every address that this version of the library would answer, asked of itself: one that comes with the next version is here too. */
const registered = () =>
  Object.values(signIn().api as unknown as Registered).flatMap(({ path, options }) =>
    path === undefined
      ? []
      : [options?.method ?? "GET"].flat().map((method) => ({ method, path: path.replace(/:\w+/, "oidc") })),
  );
const askAt = (method: string, path: string) =>
  ask(
    new Request(`http://localhost:3000/api/auth${path}`, {
      method,
      headers: { "content-type": "application/json", origin: "http://localhost:3000" },
      ...(method === "POST" && { body: "{}" }),
    }),
  );
const isOpen = ({ method, path }: { method: string; path: string }) => OF_BROWSERS[path]?.method === method;

test("of all that the sign-in library would answer a browser reaches what is on the list, and nothing else", async () => {
  const all = registered();
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(isOpen).length).toBe(Object.keys(OF_BROWSERS).length);
  for (const one of all.filter((each) => !isOpen(each))) {
    const answer = await askAt(one.method, one.path);
    expect([one.method, one.path, answer.status]).toEqual([one.method, one.path, 404]);
    expect([one.path, await answer.json()]).toEqual([
      one.path,
      expect.objectContaining({ type: "about:blank", status: 404 }),
    ]);
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
});

test.each([
  "/update-user/",
  "//update-user",
  "/passkey/../update-user",
  "/%75pdate-user",
  "/Update-User",
  "",
  "/constructor",
])("another way to write a closed address is closed too: %s", async (path) => {
  expect((await askAt("POST", path)).status).toBe(404);
});

test("what pages pass on is what the library has, and no page passes on anything else", async () => {
  const known = new Set(registered().map(({ path }) => path));
  // Either of the two ways to a second step is enough.
  const missing = Object.keys(OF_PAGES).filter(
    (path) => !known.has(path) && !/^\/(two-factor|second-step)\//.test(path),
  );
  expect(missing).toEqual([]);
});

test("what is refused below /api/auth is said in our words, without the library's own", async () => {
  const answer = await askAt("POST", "/passkey/verify-registration");
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(Object.keys((await answer.json()) as object).toSorted()).toEqual([
    "detail",
    "requestId",
    "status",
    "title",
    "type",
  ]);
});
