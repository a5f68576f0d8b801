import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAnchors } from "#platform/anchors.ts";
import { config } from "#platform/config.ts";
import { checkHistory, sealAndSend } from "#platform/history-check.server.ts";
import { deliverMail } from "#platform/mail.server.ts";
import { sealHistory } from "#platform/seal.server.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { keyOf } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";
import { aMailServer } from "./smtp.ts";

// What leaves the house each night, what comes of it, and what the auditor reads of it.

const demo = useDatabase("demo");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-anchor-"));
const before = { anchorMail: config.anchorMail, anchorFile: config.anchorFile, smtpUrl: config.smtpUrl };
let mail: Awaited<ReturnType<typeof aMailServer>>;
beforeAll(async () => {
  mail = await aMailServer();
  config.smtpUrl = mail.url;
  config.anchorMail = ["auditor@state.example", "archive@state.example"];
  config.anchorFile = path.join(folder, "anchors.txt");
});
afterAll(() => {
  Object.assign(config, before);
  mail.close();
  fs.rmSync(folder, { recursive: true });
});

const owner = <Result>(run: Parameters<typeof asOwner<Result>>[1]) => asOwner(demo.ownerUrl(), run);
/** By whoever owns the database, past Amity; the rows are counted, so that nothing is proven by doing nothing. */
const change = (sql: string) =>
  owner(async (client) => {
    await client.query("set session_replication_role = replica");
    expect((await client.query(sql)).rowCount).toBeGreaterThan(0);
  });
/** As they were saved by whoever got them, with all their headers. */
const letters = () => mail.delivered.map((one) => one.data).join("\n");
const anchorsSent = () => readAnchors(letters());
const found = (anchors: ReturnType<typeof readAnchors>) =>
  owner(async (client) => {
    await client.query("begin");
    for (const setting of VERIFYING) await client.query(setting);
    return (await verifyHistory(client, anchors)).found.map((one) => one.what);
  });

const SLOW = { timeout: 240_000 };

test("the newest seal goes by mail to everybody named, and into the file, once", SLOW, async () => {
  await sealAndSend();
  await sealAndSend();
  await deliverMail();
  const newest = await owner(
    async (client) =>
      (await client.query("select last_id, hash from history_seal where form = 2 order by last_id desc limit 1"))
        .rows[0],
  );
  const file = readAnchors(fs.readFileSync(config.anchorFile ?? "", "utf8"));
  expect(file).toEqual([{ day: expect.any(String), last: Number(newest.last_id), hash: newest.hash }]);
  expect(anchorsSent()).toEqual([file[0], file[0]]);
  expect(await found(anchorsSent())).toEqual([]);
});

const checked = async (role: "auditor" | "office") => {
  const key = await keyOf(await aPerson(role, "vufo"));
  const answer = await ask(
    new Request("http://amity.test/history/checked", { headers: { authorization: `Bearer ${key}` } }),
  );
  return { status: answer.status, text: await answer.text() };
};

test("the check of a night that finds nothing says so to the auditor, and to nobody else", SLOW, async () => {
  await checkHistory();
  const { status, text } = await checked("auditor");
  expect([status, text.includes('"found_in_all":0')]).toEqual([200, true]);
  expect((await checked("office")).status).toBe(403);
});

test(
  "what was changed since is found by the check of the night, and stands on the auditor's page in words",
  SLOW,
  async () => {
    await change("update history set user_name = 'X' where id = (select max(id) from history)");
    await change("update report set content = '{}' where id = (select min(id::text)::uuid from report)");
    await checkHistory();
    const { text } = await checked("auditor");
    expect(text).toContain("đã bị sửa sau khi ghi");
    expect(text).toMatch(/report [0-9a-f-]{36}: content đã bị sửa mà nhật ký không ghi/);
  },
);

test(
  "a chain made anew, which agrees with itself, is found by the check of the night from the file, and by the letters",
  SLOW,
  async () => {
    await change("delete from history_seal where form = 2");
    await owner((client) => sealHistory(client, "2999-01-01"));
    expect(await found([])).not.toContain("seal_hash");
    expect(await found(anchorsSent())).toContain("anchor_differs");
    await checkHistory();
    expect((await checked("auditor")).text).toContain("khác với dấu đã gửi ra ngoài");
  },
);
