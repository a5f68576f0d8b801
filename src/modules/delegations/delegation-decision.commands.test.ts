import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { removePart } from "#platform/part.server.ts";
import { today } from "#platform/time.ts";
import { approveDelegation, cancelDelegation, returnDelegation } from "./delegation.commands.server.ts";
import { aPart, aProposedDelegation } from "./delegation.fixtures.ts";
import { approveForm } from "./delegation.forms.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";
import { edit, found } from "./delegation-version.fixtures.ts";
import { markOf, readFile } from "./delegation-version.queries.server.ts";
import { findFile, listParts } from "./delegation-parts.queries.server.ts";

const database = useDatabase();
beforeEach(emptyBooks);
const usual = config.dataFolder;
const store = fs.mkdtempSync(path.join(os.tmpdir(), "amity-scans-"));
let leader: Actor, france: Actor;

beforeAll(async () => {
  config.dataFolder = store;
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
});
afterAll(() => {
  config.dataFolder = usual;
  fs.rmSync(store, { recursive: true });
});

const decision = { number: "12/QĐ-LHHN", decided_on: today() };
const decisionsOf = (id: string) => inReading(leader, async (work) => (await listParts(work, id)).decisions);

test("a decision says who decided, on which day, and in whose name if not in the own", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work));
  await inWork(leader, (work) => returnDelegation(work, id, { reason: "Trùng lịch" }));
  await inWork(france, (work) => cancelDelegation(work, id, { reason: "Đối tác hoãn" }));
  const rows = (await decisionsOf(id)).map((one) => [one.step, one.decided_by, one.decided_on, one.on_behalf_of]);
  expect(rows).toEqual([
    ["return", leader.userId, today(), null],
    ["cancel", france.userId, today(), null],
  ]);
});

test("the scan of a signed decision hangs on the decision, and on this visit alone", async () => {
  const propose = () => inWork(france, (work) => aProposedDelegation(work));
  const [id, other] = [await propose(), await propose()];
  const scan = new File([new Uint8Array([1, 2, 3])], "quyet-dinh.pdf", { type: "application/pdf" });
  await inWork(leader, (work) => approveDelegation(work, id, approveForm.parse({ ...decision, scan })));
  const [row] = await decisionsOf(id);
  const file = await inReading(france, (work) => findFile(work, id, row?.file_id ?? ""));
  expect(file?.media_type).toBe("application/pdf");
  expect([...(await readBytes(file?.sha256 ?? ""))]).toEqual([1, 2, 3]);
  expect(await inReading(france, (work) => findFile(work, other, row?.file_id ?? ""))).toBeUndefined();
});

test("without a scan no file hangs on the decision", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work));
  await inWork(leader, (work) => approveDelegation(work, id, decision));
  const [row] = await decisionsOf(id);
  expect(row?.file_id).toBeNull();
});

test("a member who is taken out again leaves no passport in the history", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work));
  const member = { name: "Trần Thị B", role: "head", passport_number: "C1234567", passport_expires_on: "2031-05-06" };
  await inWork(france, (work) => aPart(work, id, "member", member));
  const { members } = await inReading(france, (work) => listParts(work, id));
  const place = { recordId: id, name: "member", id: members[0]?.id ?? "" } as const;
  await inWork(france, (work) => removePart(work, DELEGATION_PARTS, place));
  const lines = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ action: string; text: string }>(
      "select action, concat(before, after) as text from history where subject_id = $1 order by id",
      [id],
    ),
  );
  const removed = lines.rows.find((line) => line.action === "member_removed");
  expect(removed?.text).toContain("Trần Thị B");
  for (const { text } of lines.rows) expect(text).not.toMatch(/C1234567|2031-05-06/);
});

test("a proposal that was changed while it was open is not approved unseen", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work));
  const seen = markOf(await inReading(leader, async (work) => readFile(work, await found(leader, id))));
  await edit(france, id, { departs_on: "2025-05-11" });
  const approve = (mark: string) =>
    inWork(leader, (work) => approveDelegation(work, id, approveForm.parse({ seen: mark })));
  await expect(approve(seen)).rejects.toThrow("rule_changed_meanwhile");
  await approve(markOf(await inReading(leader, async (work) => readFile(work, await found(leader, id)))));
  expect((await found(leader, id)).status).toBe("approved");
});
