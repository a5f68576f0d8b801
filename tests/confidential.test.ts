import { acceptChanges } from "#modules/delegations/delegation-change.commands.server.ts";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sendDigests } from "#modules/access/notification.commands.server.ts";
import { listLetters, listNotifications } from "#modules/access/notification.queries.server.ts";
import { addCommitment, finishCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import {
  approveDelegation,
  archiveDelegation,
  proposeDelegation,
  recordDeparture,
  recordReturn,
  returnDelegation,
  settleDelegation,
  startPreparing,
  submitReport,
} from "#modules/delegations/delegation.commands.server.ts";
import { aDraftDelegation, aPart } from "#modules/delegations/delegation.fixtures.ts";
import { announce } from "#modules/delegations/delegation.jobs.server.ts";
import { findCommitment } from "#modules/delegations/delegation-request.queries.server.ts";
import { listUsualReadersHere } from "#modules/delegations/delegation-sight.queries.server.ts";
import {
  findDelegation,
  listDelegations,
  listDelegationsBetween,
} from "#modules/delegations/delegation.queries.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { searchAll } from "#modules/search/search.queries.server.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import { findSharing, listSharingHistory } from "#modules/sharing/sharing.queries.server.ts";
import { findToday } from "#modules/today/today.queries.server.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, RuleError } from "#platform/errors.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listHistory, listLatestHistory, logList } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

/** A confidential visit walked as every person concerned, from the draft to the archive. */
const database = useDatabase();
beforeEach(emptyBooks);
const SECRET = "Đoàn tuyệt mật";
const PROMISE = "Chuẩn bị nơi ở cho đoàn khách";
const who = {} as Record<
  | "drafter"
  | "colleague"
  | "head"
  | "leader"
  | "registrar"
  | "member"
  | "accountant"
  | "led"
  | "other"
  | "auditor"
  | "guest",
  Actor
>;
type Who = keyof typeof who;
let id: string;

beforeAll(async () => {
  who.drafter = await aPerson("desk_officer", "europe");
  who.colleague = await aPerson("desk_officer", "europe");
  who.head = await aPerson("unit_officer", "europe");
  who.leader = await aPerson("leader", "vufo");
  who.registrar = await aPerson("office", "vufo");
  who.member = await aPerson("desk_officer", "europe");
  who.accountant = await aPerson("office", "europe");
  who.led = await aPerson("unit_officer", "ha_noi");
  who.other = await aPerson("unit_officer", "can_tho");
  who.guest = await aPerson("partner", "vufo");
  who.auditor = await aPerson("auditor", "vufo");
  const span = { departs_on: addDays(today(), -9), returns_on: addDays(today(), -4) };
  id = await inWork(who.drafter, (work) => aDraftDelegation(work, { title: SECRET, is_confidential: true, ...span }));
});

const as = <Result>(name: Who, run: (work: Work) => Promise<Result>) => inWork(who[name], run);
const idOf = (name: Who) => who[name].userId ?? "";

/** Everywhere that a title could come to somebody: the record, lists, search, the desk, the log, letters, the page of who sees it. */
async function meets(name: Who): Promise<string[]> {
  const places: Record<string, (work: Work) => Promise<unknown>> = {
    record: async (work) => (await findDelegation(work, id))?.title,
    list: (work) => listDelegations(work, { q: "tuyet mat", limit: 50 }),
    search: (work) => searchAll(work, "tuyet mat"),
    today: (work) => findToday(work),
    week: (work) => listDelegationsBetween(work, { from: "2000-01-01", to: "2100-01-01" }, 500),
    history: (work) => listHistory(work, id, 200),
    latest: async (work) => tellHistory(work, await listLatestHistory(work, 100)),
    log: (work) => logList.list(work, { from: addDays(today(), -2), to: addDays(today(), 2), limit: 500 }),
    sharing: (work) => findSharing(work, "delegation", id).catch(unlessHidden),
  };
  const met: string[] = [];
  for (const [place, read] of Object.entries(places)) {
    const found = await inReading(who[name], (work) => inLocale("en", () => read(work)));
    if (JSON.stringify(found ?? null).includes(SECRET)) met.push(place);
  }
  return met;
}
/** Only that it is not theirs to see shows nothing; any other error is one. */
function unlessHidden(cause: unknown): undefined {
  if (!(cause instanceof NotFoundError || cause instanceof ForbiddenError)) throw cause;
}
const told = (name: Who) =>
  inReading(who[name], async (work) => [
    ...(await listNotifications(work, {})).items.map((one) => JSON.stringify(one)),
    ...(await listLetters(work, {})).items.map((one) => JSON.stringify(one)),
  ]);
const OUTSIDE: Who[] = ["colleague", "led", "other", "auditor"];
async function expectHidden(from: Who[]) {
  for (const name of from) expect([name, await meets(name)]).toEqual([name, []]);
}
const share = async (name: Who, asked: object) =>
  as(name, async (work) => {
    const version = (await findDelegation(work, id))?.version;
    await changeSharing(work, ["delegation", id], sharingForm.parse({ version, ...asked }));
  });
const NAMED: Who[] = ["drafter", "leader", "registrar"];

describe("the draft", () => {
  test("names who decides and who numbers, and they are offered before it is written", async () => {
    const offered = await inReading(who.drafter, listUsualReadersHere);
    expect(offered.toSorted()).toEqual([idOf("leader"), idOf("registrar")].toSorted());
    const visit = await inReading(who.drafter, (work) => findDelegation(work, id));
    expect(visit?.named_user_ids.toSorted()).toEqual(NAMED.map(idOf).toSorted());
    for (const name of NAMED)
      expect([name, await meets(name)]).toEqual([name, expect.arrayContaining(["record", "history"])]);
    await expectHidden([...OUTSIDE, "head", "member", "accountant"]);
    const [line] = await inReading(who.leader, (work) => listSharingHistory(work, id));
    expect(line).toMatchObject({
      action: "drafted",
      after: { visibility: "confidential", named: visit?.named_user_ids },
    });
  });

  test("is shown by its drafter to whom it concerns; why each of them sees it stands on the page, and who changed it in the history", async () => {
    const named_ids = [...NAMED, "head", "member", "accountant"].map((name) => idOf(name as Who));
    await share("drafter", { named_ids });
    const page = await inReading(who.head, (work) => findSharing(work, "delegation", id));
    expect(page?.readers.map((one) => one.user_id).toSorted()).toEqual(named_ids.toSorted());
    expect(page?.readers.every((one) => one.why.join() === "named")).toBe(true);
    // What happened before they were named is theirs to read too.
    const lines = await inReading(who.head, async (work) =>
      inLocale("en", async () => tellHistory(work, await listHistory(work, id))),
    );
    expect(lines.map((line) => line.sentence)).toEqual(["changed who can see it", "drafted"]);
    expect(lines[0]?.changes.join()).toContain("unit_officer of europe");
    await expectHidden(OUTSIDE);
  });

  test("cannot be proposed when nobody named may decide, and says so", async () => {
    const named = (names: Who[]) =>
      inWork(who.drafter, (work) => aDraftDelegation(work, { is_confidential: true, named_ids: names.map(idOf) }));
    const alone = await named(["registrar"]);
    await expect(as("drafter", (work) => proposeDelegation(work, alone))).rejects.toThrow(
      new RuleError("rule_no_decider_named"),
    );
    expect((await inReading(who.drafter, (work) => findSharing(work, "delegation", alone)))?.lacks).toBe(
      "rule_no_decider_named",
    );
    const withLeader = await named(["leader"]);
    await as("drafter", (work) => proposeDelegation(work, withLeader));
    await expect(named(["leader", "guest"])).rejects.toThrow(new RuleError("rule_not_nameable"));
  });
});

test("the proposal reaches who decides without its title, by notice and by letter; nobody else hears of it", async () => {
  await as("drafter", (work) => proposeDelegation(work, id));
  await announce({ delegation_id: id, step: "propose" });
  await inWork(system, sendDigests);
  const notices = (await told("leader")).filter((one) => one.includes(id));
  expect(notices.length).toBeGreaterThan(1);
  expect(notices.filter((one) => one.includes(SECRET))).toEqual([]);
  for (const name of OUTSIDE) expect((await told(name)).filter((one) => one.includes(id))).toEqual([]);
  expect(await meets("leader")).toContain("today");
  // While it waits it is not left without anybody to decide.
  const without = [...NAMED, "head", "member", "accountant"]
    .filter((name) => name !== "leader")
    .map((name) => idOf(name as Who));
  await expect(share("registrar", { named_ids: without })).rejects.toThrow(new RuleError("rule_no_decider_named"));
});

test("it is approved by who decides, read by who numbers, and prepared with its members", async () => {
  await as("leader", (work) => returnDelegation(work, id, { reason: "Bổ sung" }));
  await as("drafter", (work) => proposeDelegation(work, id));
  await as("leader", (work) => approveDelegation(work, id, { number: "12/QĐ", decided_on: today(), scan: undefined }));
  const { decisions } = await inReading(who.registrar, (work) => listParts(work, id));
  expect(decisions.map((one) => one.step)).toEqual(["return", "approve"]);
  await as("head", (work) => aPart(work, id, "member", { name: "Trần An", role: "head" }));
  await as("drafter", (work) => startPreparing(work, id));
  await expect(as("colleague", (work) => startPreparing(work, id))).rejects.toThrow("not yours to see");
  await expectHidden(OUTSIDE);
});

test("a unit that leads a promise is told, finds it on its desk, and does it, without the rest of the visit", async () => {
  await as("drafter", async (work) => {
    const { members } = await listParts(work, id);
    await recordDeparture(work, id, { took_part: members.map((one) => one.id) });
    await recordReturn(work, id);
    await submitReport(work, id, { facts: "Đã làm việc", assessment: undefined, proposals: undefined });
  });
  const promised = {
    content: PROMISE,
    lead_unit_id: who.led.unitId ?? "",
    due_on: addDays(today(), 5),
    is_awaiting_text: false,
  };
  const promise = await as("member", (work) => addCommitment(work, id, promised));
  const notices = (await told("led")).filter((one) => one.includes(promise));
  expect(notices).toHaveLength(1);
  expect(notices.join()).not.toMatch(new RegExp(`${SECRET}|${PROMISE}`));
  const desk = await inReading(who.led, (work) => findToday(work));
  expect(desk.due.items).toContainEqual(expect.objectContaining({ said_id: promise, title: PROMISE }));
  const opened = await inReading(who.led, (work) => findCommitment(work, promise));
  expect(opened).toMatchObject({ title: PROMISE, summary: {} });
  await expectHidden(OUTSIDE);
  await as("led", (work) => finishCommitment(work, promise, { outcome: "Đã xong" }));
  const { commitments } = await inReading(who.drafter, (work) => listParts(work, id));
  expect(commitments).toContainEqual(expect.objectContaining({ id: promise, sentence: "Đã xong" }));
  expect((await told("member")).filter((one) => one.includes("commitment_done")).join()).not.toMatch(
    new RegExp(`${SECRET}|${PROMISE}`),
  );
  expect((await inReading(who.leader, (work) => listHistory(work, id)))[0]?.action).toBe("commitment_done");
  await expectHidden(OUTSIDE);
});

test("it is settled and archived by those named", async () => {
  // The member who joined after the decision goes back to who decided, who sees it and accepts.
  expect(await as("accountant", (work) => settleDelegation(work, id))).toBeUndefined();
  await as("leader", (work) => acceptChanges(work, id, { seen: undefined }));
  await as("drafter", (work) => archiveDelegation(work, id));
  expect((await inReading(who.registrar, (work) => findDelegation(work, id)))?.status).toBe("archived");
  await expectHidden(OUTSIDE);
});

test("who is taken out sees nothing of it any more, not even what happened before; an auditor sees it once named", async () => {
  await share("drafter", { named_ids: [...NAMED, "head", "auditor"].map((name) => idOf(name as Who)) });
  await expectHidden(["member", "accountant", "colleague", "led", "other"]);
  expect(await meets("auditor")).toEqual(expect.arrayContaining(["record", "history", "log"]));
  // Who changes it stays, and so does who drafted it as long as they work there.
  const drafterOff = new RuleError("rule_unit_stays_named");
  await expect(share("head", { named_ids: [] })).rejects.toThrow(drafterOff);
  await expect(share("leader", { named_ids: [idOf("head")] })).rejects.toThrow(drafterOff);
  await share("head", { named_ids: [idOf("drafter")] });
  expect(await meets("head")).toContain("record");
  await expectHidden(["leader", "auditor"]);
});

test("opened to its unit it is read there from its first line on; closed again, what was told by its title falls silent", async () => {
  await share("head", { visibility: "unit" });
  const opened = await asOwner(database.ownerUrl(), (client) =>
    client.query("select asker_visibility from exchange_owed where subject_id = $1", [id]),
  );
  expect(opened.rows).toEqual([{ asker_visibility: "unit" }]);
  expect(await meets("colleague")).toEqual(expect.arrayContaining(["record", "history", "search"]));
  await expectHidden(["led", "other"]);
  const other = { visibility: "unit", shared_ids: [who.other.unitId] };
  await share("head", other);
  expect(await meets("other")).toContain("record");
  await announce({ delegation_id: id, step: "approve" });
  expect((await told("colleague")).join()).toContain(SECRET);
  await share("head", { visibility: "confidential", named_ids: [] });
  await expectHidden(["colleague", "other", "led", "auditor"]);
  expect((await told("colleague")).join()).not.toContain(SECRET);
  // Who decides and who numbers were named again.
  expect(await meets("leader")).toContain("record");
  const owed = await asOwner(
    database.ownerUrl(),
    async (client) =>
      (
        await client.query<object>(
          "select visibility, asker_visibility, summary from exchange_owed where subject_id = $1",
          [id],
        )
      ).rows,
  );
  expect(owed).toEqual([{ visibility: "unit", asker_visibility: "confidential", summary: {} }]);
});

test("two who change it at once: the second is shown what the first did", async () => {
  const version = (await inReading(who.head, (work) => findDelegation(work, id)))?.version;
  const change = () =>
    as("head", (work) =>
      changeSharing(work, ["delegation", id], sharingForm.parse({ version, named_ids: [idOf("drafter")] })),
    );
  await change();
  await expect(change()).rejects.toThrow("stale");
});
