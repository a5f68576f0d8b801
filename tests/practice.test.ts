import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { practiceCommand } from "../src/cli/practice.ts";
import { unionCommand } from "../src/cli/union.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { sendsLetters } from "#platform/mail-transport.server.ts";
import { deliverMail, sendMail } from "#platform/mail.server.ts";
import { isErasedSince, noteErasure } from "#platform/erasures.server.ts";
import { addDays, now, today } from "#platform/time.ts";
import { OWN, inUnion, serveUnions, unionsServed } from "#platform/union.server.ts";
import { learnUnions } from "#platform/unions.server.ts";
import { config } from "#platform/config.ts";
import { asOwner, useDatabase } from "./database.ts";

const source = useDatabase("demo");
const database = () => ({
  ownerUrl: source.ownerUrl(),
  appUrl: source.appUrl(),
  stop: () => undefined,
  end: () => undefined,
  keepUp: () => Promise.resolve(),
});

/** What a command says, as a program reads it. */
async function said(run: typeof unionCommand, words: string[], options: Record<string, string> = {}) {
  let value: unknown;
  await inUnion(OWN, () => run({ database: database(), words, options }, (shown) => (value = shown)));
  return value as Record<string, string>;
}
const union = (...words: string[]) => said(unionCommand, words);
const unionAt = (address: string, ...words: string[]) => said(unionCommand, words, { address });
const practice = (options: Record<string, string> = {}, ...words: string[]) => said(practiceCommand, words, options);
const codes = () => unionsServed().map(({ code }) => code);
const count = (table: string) =>
  inReading(system, ({ client }) => client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).then(
    ({ rows }) => rows[0]?.n,
  );

beforeAll(() => learnUnions());
// What closes them belongs to none of them.
afterAll(() => serveUnions([]));

test("a union is made, moved, closed and opened, and one address is one union's", async () => {
  const made = await unionAt("https://choirs.example.org", "create", "choirs");
  expect(made).toMatchObject({ code: "choirs", origin: "https://choirs.example.org" });
  expect(made.begins).toMatch(/^https:\/\/choirs\.example\.org\/first\?key=[\w-]{20}$/);
  await learnUnions();
  expect(codes()).toEqual(["", "choirs"]);
  await expect(unionAt("https://choirs.example.org", "create", "twins")).rejects.toThrow(
    "The union choirs is at choirs.example.org already.",
  );
  // Whoever lost the key before anybody could sign in is given another.
  const again = await unionAt("https://choirs.example.org", "create", "choirs");
  expect(again.begins).not.toBe(made.begins);
  await expect(unionAt("https://other.example.org", "create", "choirs")).rejects.toThrow("There is a union choirs");
  await expect(unionAt(OWN.origin, "create", "twins")).rejects.toThrow("The union of the settings is at");
  await expect(unionAt("https://x.example/path", "create", "twins")).rejects.toThrow("--address must be the address");
  await expect(unionAt("https://x.example", "create", "x_jobs")).rejects.toThrow("A code is 2 to 31 small letters");
  await unionAt("https://singers.example.org", "address", "choirs");
  await learnUnions();
  expect(unionsServed()[1]?.origin).toBe("https://singers.example.org");
  await union("close", "choirs");
  await learnUnions();
  expect(codes()).toEqual([""]);
  await union("open", "choirs");
  await learnUnions();
  expect(codes()).toEqual(["", "choirs"]);
  await expect(union("close", "nobody")).rejects.toThrow("There is no union nobody here.");
}, 120_000);

test(
  "a copy to practise with holds what the union holds, sends nothing, is made anew and is taken away",
  () =>
    inUnion(OWN, async () => {
      const copied = await practice();
      expect(copied).toMatchObject({ code: "practice", practiceUntil: addDays(today(), 14) });
      await learnUnions();
      const copy = unionsServed().find(({ code }) => code === "practice") ?? OWN;
      expect(copy).not.toBe(OWN);
      for (const table of ["activity", "partner", "delegation", "auth_user", "history"])
        expect([table, await inUnion(copy, () => count(table))]).toEqual([
          table,
          await inUnion(OWN, () => count(table)),
        ]);
      const before = await inUnion(OWN, () => count("mail_outbox"));
      await inUnion(copy, async () => {
        await inWork(system, (work) => sendMail(work, { recipient: "a@b.example", subject: "x", body: "x" }));
        const usual = config.smtpUrl;
        config.smtpUrl = "smtp://127.0.0.1:1";
        // No page promises a letter there.
        expect(sendsLetters()).toBe(false);
        await deliverMail();
        config.smtpUrl = usual;
        const letters = await inReading(system, ({ client }) =>
          client.query(
            "select from mail_outbox where recipient = 'a@b.example' and state = 'waiting' and attempts = 0",
          ),
        );
        expect(letters.rowCount).toBe(1);
      });
      expect(await inUnion(OWN, () => count("mail_outbox"))).toBe(before);
      await practice({ until: addDays(today(), 3) });
      expect(await inUnion(copy, () => count("mail_outbox where recipient = 'a@b.example'"))).toBe(0);
      await expect(practice({ until: addDays(today(), -1) })).rejects.toThrow("--until must be a day ahead");
      await expect(practice({ until: addDays(today(), 91) })).rejects.toThrow("90 days at most");
      // Past its last day it is not found any more, and goes.
      await asOwner(source.ownerUrl(), (client) =>
        client.query("update union_practice.union_address set practice_until = $1", [addDays(today(), -2)]),
      );
      await learnUnions();
      expect(codes()).toEqual(["", "choirs"]);
      await practice({}, "end");
      const left = await asOwner(source.ownerUrl(), (client) =>
        client.query("select from pg_namespace where nspname like 'union_practice%'"),
      );
      expect(left.rowCount).toBe(0);
      await practice({}, "end");
    }),
  180_000,
);

test("what is erased of the union is in no copy that was made before", async () => {
  const usual = config.backup.folder;
  config.backup.folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-erased-"));
  const before = new Date(now().getTime() - 1000);
  await inUnion(OWN, async () => {
    expect(await isErasedSince(before)).toBe(false);
    await noteErasure({ case: crypto.randomUUID(), at: now().toISOString(), letter: "12", texts: [], rows: [] });
    expect(await isErasedSince(before)).toBe(true);
    expect(await isErasedSince(new Date(now().getTime() + 60_000))).toBe(false);
  });
  fs.rmSync(config.backup.folder, { recursive: true });
  config.backup.folder = usual;
});
