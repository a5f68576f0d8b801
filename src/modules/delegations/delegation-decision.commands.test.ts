import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { readBytes } from "#platform/files.server.ts";
import { today } from "#platform/time.ts";
import {
  approveDelegation,
  archiveDelegation,
  askOpinions,
  cancelDelegation,
  postponeDelegation,
  proposeDelegation,
  recordDeparture,
  recordReturn,
  refuseDelegation,
  resumeDelegation,
  returnDelegation,
  settleDelegation,
  startPreparing,
  submitReport,
} from "./delegation.commands.server.ts";
import { addMember, removePart } from "./delegation-parts.commands.server.ts";
import { aDraftDelegation, aProposedDelegation } from "./delegation.fixtures.ts";
import { approveForm, memberForm } from "./delegation.forms.ts";
import type { StepName } from "./delegation.model.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { findFile, listParts } from "./delegation-parts.queries.server.ts";

const database = useDatabase();
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

const decision = { number: "12/QĐ-LHHN", decided_on: "2026-04-20" };
const reason = "Trùng lịch";
const statusOf = (id: string) => inReading(leader, async (work) => (await findDelegation(work, id))?.status);
const decisionsOf = (id: string) => inReading(leader, async (work) => (await listParts(work, id)).decisions);

/** Every step as its command takes it, by the one whose step it is. */
const TAKE: Record<StepName, (id: string) => Promise<unknown>> = {
  propose: (id) => inWork(france, (work) => proposeDelegation(work, id)),
  ask: (id) => inWork(leader, (work) => askOpinions(work, id, { reason })),
  return: (id) => inWork(leader, (work) => returnDelegation(work, id, { reason })),
  refuse: (id) => inWork(leader, (work) => refuseDelegation(work, id, { reason })),
  approve: (id) => inWork(leader, (work) => approveDelegation(work, id, decision)),
  prepare: (id) => inWork(france, (work) => startPreparing(work, id)),
  depart: (id) => inWork(france, (work) => recordDeparture(work, id, { took_part: [] })),
  come_back: (id) => inWork(france, (work) => recordReturn(work, id)),
  report: (id) => inWork(france, (work) => submitReport(work, id, { facts: "Đã ký." })),
  settle: (id) => inWork(france, (work) => settleDelegation(work, id)),
  archive: (id) => inWork(france, (work) => archiveDelegation(work, id)),
  postpone: (id) => inWork(france, (work) => postponeDelegation(work, id, { reason })),
  resume: (id) => inWork(france, (work) => resumeDelegation(work, id)),
  cancel: (id) => inWork(france, (work) => cancelDelegation(work, id, { reason })),
};

async function after(...steps: StepName[]): Promise<string> {
  const id = await inWork(france, (work) => aDraftDelegation(work));
  for (const step of steps) await TAKE[step](id);
  return id;
}

describe("each command takes its own step", () => {
  test.each([
    [["propose"], "proposed"],
    [["propose", "ask"], "opinions"],
    [["propose", "return"], "draft"],
    [["propose", "ask", "return"], "draft"],
    [["propose", "refuse"], "refused"],
    [["propose", "approve"], "approved"],
    [["propose", "ask", "approve"], "approved"],
    [["propose", "approve", "prepare"], "preparing"],
    [["propose", "approve", "depart"], "travelling"],
    [["propose", "approve", "prepare", "depart", "come_back"], "report_due"],
    [["propose", "approve", "depart", "report"], "reported"],
    [["propose", "approve", "depart", "come_back", "report", "settle"], "settled"],
    [["propose", "approve", "depart", "report", "settle", "archive"], "archived"],
    [["propose", "postpone"], "postponed"],
    [["propose", "postpone", "resume"], "draft"],
    [["propose", "approve", "cancel"], "cancelled"],
  ] as [StepName[], string][])("%j: %s", async (steps, status) => {
    expect(await statusOf(await after(...steps))).toBe(status);
  });

  test.each([
    ["a draft", [], ["approve", "refuse", "return", "ask", "depart", "report"]],
    ["what was proposed", ["propose"], ["propose", "depart", "prepare", "report", "resume"]],
    ["what was refused", ["propose", "refuse"], ["approve", "propose", "cancel", "resume"]],
    ["what was cancelled", ["cancel"], ["propose", "approve", "resume", "postpone"]],
    ["who travels", ["propose", "approve", "depart"], ["cancel", "postpone", "return", "approve", "settle"]],
    ["what was reported", ["propose", "approve", "depart", "report"], ["report", "archive", "cancel"]],
  ] as [string, StepName[], StepName[]][])("%s takes no step that does not follow", async (_what, taken, refused) => {
    const id = await after(...taken);
    const before = [await statusOf(id), await decisionsOf(id)];
    for (const step of refused) await expect(TAKE[step](id)).rejects.toThrow(RuleError);
    expect([await statusOf(id), await decisionsOf(id)]).toEqual(before);
  });
});

test("every decision is a row: which, by whom, when and why", async () => {
  const id = await after("propose", "ask", "return", "propose", "approve", "postpone", "cancel");
  const rows = (await decisionsOf(id)).map((one) => [one.step, one.decided_by, one.decided_on, one.number, one.reason]);
  expect(rows).toEqual([
    ["opinion", leader.userId, today(), null, reason],
    ["return", leader.userId, today(), null, reason],
    ["approve", leader.userId, "2026-04-20", "12/QĐ-LHHN", null],
    ["postpone", france.userId, today(), null, reason],
    ["cancel", france.userId, today(), null, reason],
  ]);
  const refused = await decisionsOf(await after("propose", "refuse"));
  expect(refused.map((one) => [one.step, one.reason, one.on_behalf_of])).toEqual([["refuse", reason, null]]);
});

test("the scan of a signed decision hangs on the decision, and on this visit alone", async () => {
  const [id, other] = [await after("propose"), await after("propose")];
  const scan = new File([new Uint8Array([1, 2, 3])], "quyet-dinh.pdf", { type: "application/pdf" });
  await inWork(leader, (work) => approveDelegation(work, id, approveForm.parse({ ...decision, scan })));
  const [row] = await decisionsOf(id);
  const file = await inReading(france, (work) => findFile(work, id, row?.file_id ?? ""));
  expect(file?.media_type).toBe("application/pdf");
  expect([...(await readBytes(file?.sha256 ?? ""))]).toEqual([1, 2, 3]);
  expect(await inReading(france, (work) => findFile(work, other, row?.file_id ?? ""))).toBeUndefined();
});

test("without a scan no file hangs on the decision", async () => {
  const [row] = await decisionsOf(await after("propose", "approve"));
  expect(row?.file_id).toBeNull();
});

test("a member who is taken out again leaves no passport in the history", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work));
  const member = { name: "Trần Thị B", role: "head", passport_number: "C1234567", passport_expires_on: "2031-05-06" };
  await inWork(france, (work) => addMember(work, id, memberForm.parse(member)));
  const { members } = await inReading(france, (work) => listParts(work, id));
  await inWork(france, (work: Work) => removePart(work, id, { name: "member", id: members[0]?.id ?? "" }));
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
