import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { anonymous } from "#platform/actor.ts";
import { load, show } from "#platform/http.server.ts";
import { transport } from "../src/hooks.ts";
import { aPerson, useDatabase } from "./database.ts";
import { askAsIs, ROUTES } from "./handler.ts";
import { sessionOf } from "./signed-in.ts";

// A page whose components do nothing in the browser is sent as its text: no framework, and no data a second time (docs/decisions/0014).
useDatabase("demo");

const IN_THE_BROWSER = /\bonMount\b|\$app\/(?:forms|navigation)|[\s{]on[a-z]+=\{|\bbind:|\buse:/;
/** A list narrowed by a day has a calendar beside it; other lists have the same boxes and none of that kind. */
const WITH_A_DAY = [
  "/(desk)/history",
  "/(desk)/reports/annual",
  "/(desk)/security",
  "/(desk)/security/breach",
  "/(desk)/units",
];
const BOXES = "src/ui/DayBox.svelte";

const sources = new Map(fs.globSync("src/**/*.svelte").map((file) => [file, fs.readFileSync(file, "utf8")]));

/** The components of a page that do something in the browser, those of its boxes apart. */
function active(file: string, looked = new Set<string>()): string[] {
  const source = sources.get(file) ?? "";
  if (looked.has(file) || file === BOXES) return [];
  looked.add(file);
  const below = [...source.matchAll(/from "([^"]+\.svelte)"/g)].map(([, name = ""]) =>
    name.startsWith("#ui/") ? name.replace("#ui/", "src/ui/") : path.join(path.dirname(file), name),
  );
  return [
    ...(IN_THE_BROWSER.test(source) ? [path.basename(file)] : []),
    ...below.flatMap((one) => active(one, looked)),
  ];
}

const pages = ROUTES.filter((route) => route.page && route.id.startsWith("/(desk)")).map(({ id, page = "" }) => {
  const server = fs.readFileSync(page.slice(3), "utf8");
  return {
    id,
    isPlain: /^export const csr = false;$/m.test(server),
    isKept: /\bshow as read\b/.test(server),
    isRead: /\bload as read\b/.test(server),
    needs: WITH_A_DAY.includes(id)
      ? ["DayBox.svelte"]
      : active(page.slice(3).replace("+page.server.ts", "+page.svelte")),
  };
});

test("a page has the application's script if, and only if, one of its components does something in the browser", () => {
  expect(pages.filter((one) => one.isPlain && one.needs.length > 0)).toEqual([]);
  expect(pages.filter((one) => !one.isPlain && one.needs.length === 0)).toEqual([]);
  expect(pages.filter((one) => one.isPlain).length).toBeGreaterThan(30);
});

test("what a page without script shows is not sent along as data; a page with script has its data", () => {
  expect(pages.filter((one) => one.isPlain && one.isRead)).toEqual([]);
  expect(pages.filter((one) => !one.isPlain && one.isKept)).toEqual([]);
});

test("what is shown is left out where the framework writes down what a page was given, unless it is asked for alone", async () => {
  const locals = { actor: anonymous } as App.Locals;
  const isLeftOut = (given: unknown) => Boolean(transport.kept?.encode(given));
  const rows = () => Promise.resolve({ rows: [1, 2, 3] });
  expect(isLeftOut(await show({ locals, isDataRequest: false }, rows))).toBe(true);
  expect(isLeftOut(await show({ locals, isDataRequest: true }, rows))).toBe(false);
  expect(isLeftOut(await load({ locals }, rows))).toBe(false);
  expect([null, undefined, "rows", { rows: [1, 2, 3] }].filter(isLeftOut)).toEqual([]);
  expect(transport.kept?.decode(true)).toEqual({});
});

test("no list without script is narrowed by a day", async () => {
  const cookie = await sessionOf((await aPerson("administrator", "vufo")).userId ?? "");
  const withDay = [];
  for (const { id } of pages.filter((one) => one.isPlain && !one.id.includes("["))) {
    const address = `http://localhost${id.replace("/(desk)", "") || "/"}`;
    const answer = await askAsIs(new Request(address, { headers: { cookie } }));
    const shown = (await answer.json()) as { bar?: { boxes: { kind: string }[] } };
    if (shown.bar?.boxes.some((box) => box.kind === "date")) withDay.push(id);
  }
  expect(withDay).toEqual([]);
});
