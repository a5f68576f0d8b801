import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anchorLine } from "#platform/anchors.ts";
import { exportHistory } from "#platform/history-export.server.ts";
import type { Seal } from "#platform/seal.server.ts";
import { sealHistory } from "#platform/seal.server.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { asOwner, useDatabase } from "./database.ts";

/** The verifier of docs/verify, which knows nothing of Amity, against Amity's own. */
const demo = useDatabase("demo");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-verify-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const owner = <Result>(run: (client: pg.Client) => Promise<Result>) => asOwner(demo.ownerUrl(), run);

const file = path.join(folder, "history.jsonl");
const anchorFile = path.join(folder, "anchors.txt");
const run = (): [code: number, said: string] => {
  try {
    return [0, execFileSync(process.execPath, ["docs/verify/verify.mjs", file, anchorFile], { encoding: "utf8" })];
  } catch (cause) {
    return [(cause as { status: number }).status, (cause as { stdout: string }).stdout];
  }
};
beforeAll(async () => {
  await owner((client) => sealHistory(client, "2999-01-01"));
  const anchors = await owner(async (client) =>
    (await client.query<Seal>("select * from history_seal")).rows.map((seal) => anchorLine(seal)).join("\n"),
  );
  fs.writeFileSync(anchorFile, `Dear auditor,\n${anchors}\n`);
  await owner((client) => exportHistory(client, file));
});

test("the verifier says the same of what is whole", async () => {
  const { lines, states } = await owner(async (client) => {
    await client.query("begin");
    for (const setting of VERIFYING) await client.query(setting);
    return verifyHistory(client);
  });
  expect(run()).toEqual([0, expect.stringContaining(`${lines} lines, ${states} states`)]);
});

test.each([
  ["a changed value", (text: string) => text.replace('"action":"appointed"', '"action":"invited"'), "was changed"],
  ["a line that is gone", (text: string) => text.slice(text.indexOf("\n") + 1), "are there"],
  ["a state that is gone", (text: string) => text.replace(/\{"state".*\n/, ""), "are there"],
  ["a changed seal", (text: string) => text.replace(/"hash":"./, '"hash":"g'), "seal"],
  ["seals that are gone", (text: string) => text.replaceAll(/\{"seal".*\n/g, ""), "not there any more"],
])("and finds %s", (_what, harm, sentence) => {
  const whole = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, harm(whole));
  expect(run()).toEqual([1, expect.stringContaining(sentence)]);
  fs.writeFileSync(file, whole);
});

test("and reads anchors out of a letter as mail carries it, and says where one is not whole", () => {
  const plain = fs.readFileSync(anchorFile, "utf8");
  const carried = plain.replaceAll("=", "=3D").replaceAll(" sha256", " =\r\nsha256");
  fs.writeFileSync(anchorFile, carried);
  expect(run()[0]).toBe(0);
  const whole = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, whole.replaceAll(/\{"seal".*\n/g, ""));
  expect(run()).toEqual([1, expect.stringContaining("not there any more")]);
  fs.writeFileSync(file, whole);
  fs.writeFileSync(anchorFile, carried.replace(/sha256=3D../, "sha256=3D"));
  expect(run()).toEqual([1, expect.stringContaining("not whole")]);
  fs.writeFileSync(anchorFile, plain);
});

test("it has no more than 150 lines and nothing of Amity's", () => {
  const source = fs.readFileSync("docs/verify/verify.mjs", "utf8");
  expect(source.split("\n").length).toBeLessThanOrEqual(151);
  expect([...source.matchAll(/from "([^"]+)"/g)].filter(([, from]) => !from?.startsWith("node:"))).toEqual([]);
});
