import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { changePart, findPart, removePart } from "#platform/part.server.ts";
import { acceptChanges, returnChanges } from "./delegation-change.commands.server.ts";
import { archiveDelegation, recordDeparture, settleDelegation, submitReport } from "./delegation.commands.server.ts";
import { aPart, spendAsPlanned } from "./delegation.fixtures.ts";
import type { PartName } from "./delegation.model.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import { FACTS } from "./delegation-version.model.ts";
import { weighEach } from "./delegation.jobs.server.ts";
import { LISTS, aDecidedVisit, edit, found, keptPapers, partValues, tableOf } from "./delegation-version.fixtures.ts";
import { findKept, listChanges, listVersions, markOf, readFile } from "./delegation-version.queries.server.ts";

const database = useDatabase();
let leader: Actor, france: Actor, partnerId: string;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  const host = registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "FR" });
  partnerId = await inWork(france, (work) => registerPartner(work, host));
});

const decided = (decision?: object) => aDecidedVisit({ unit: france, leader, partnerId }, decision);
const find = (id: string) => found(france, id);
const stateOf = async (id: string) => (await find(id)).change_state;
const change = (id: string, values: Record<string, unknown>) => edit(france, id, values);
const papersOf = (id: string) => keptPapers(france, id);
/** Which papers are opened as they were kept; any other is made of what stands now. */
const keptOf = async (id: string) => {
  const visit = await find(id);
  const isKept = (paper: string) =>
    inReading(france, async (work) => (await findKept(work, visit, paper)) !== undefined);
  return { decision: await isKept("decision"), proposal: await isKept("proposal") };
};
const changesOf = (id: string) =>
  inReading(france, async (work) => {
    const row = await findDelegation(work, id);
    return row ? listChanges(work, row, await readFile(work, row)) : [];
  });
const partIdsOf = async (id: string, name: PartName) =>
  (
    await asOwner(database.ownerUrl(), (client) =>
      client.query<{ id: string }>(`select id from ${tableOf(name)} where delegation_id = $1 order by id`, [id]),
    )
  ).rows.map((row) => row.id);
const changeA = async (id: string, name: PartName, values: Record<string, unknown>) => {
  const [partId = ""] = await partIdsOf(id, name);
  const place = { recordId: id, name, id: partId };
  const form = DELEGATION_PARTS.parts[name].form;
  await inWork(france, async (work) => {
    const version = (await findPart(work, DELEGATION_PARTS, place))?.version ?? 0;
    const whole = form.parse({ ...partValues(name, partnerId), ...values });
    await changePart(work, DELEGATION_PARTS, { ...place, version }, whole);
  });
};

/** What each fact becomes, and whether that goes back to who decided. A fact that is added to the form has to be added here. */
const CHANGED: Record<string, [value: unknown, state: "waiting" | "listed"]> = {
  departs_on: ["2025-05-11", "waiting"],
  returns_on: ["2025-05-19", "waiting"],
  countries: [["FR", "BE"], "waiting"],
  head_name: ["Phạm Văn C", "waiting"],
  purpose: ["Dự hội chợ", "waiting"],
  title: ["Đoàn thăm Pháp và Bỉ", "listed"],
  legal_basis: ["Thư mời", "listed"],
  is_in_plan: [false, "waiting"],
  host: ["AAFV", "listed"],
  partner_id: ["partner", "listed"],
  cities: ["Lyon", "listed"],
  expected_members: [9, "listed"],
  invitation_on: ["2025-02-01", "listed"],
  invitation_from: ["AAFV", "listed"],
  asked_by: ["Đại sứ quán Pháp", "listed"],
  reception_level: ["high", "waiting"],
  reception_reason: ["Chủ tịch Thượng viện", "listed"],
  needs: ["Ăn chay", "listed"],
  security_level: ["attention", "listed"],
};

describe("each fact changed after the decision", () => {
  test("is one of these", () => {
    expect(Object.keys(CHANGED).toSorted()).toEqual([...FACTS].toSorted());
  });

  test.each(Object.entries(CHANGED))("%s", async (name, [value, state]) => {
    const id = await decided();
    const before = await papersOf(id);
    await change(id, { [name]: value === "partner" ? partnerId : value });
    expect(await stateOf(id)).toBe(state);
    expect((await changesOf(id)).map((one) => [one.part, one.name, one.is_weighty])).toEqual([
      ["fact", name, state === "waiting"],
    ]);
    // The papers of the decision are what they were, byte for byte.
    expect(await papersOf(id)).toEqual(before);
  });
});

const ADDED: Record<PartName, string> = {
  member: "waiting",
  programme: "listed",
  journey: "listed",
  meeting: "listed",
  provision: "listed",
  budget: "waiting",
};
const CORRECTED: [PartName, Record<string, unknown>, "waiting" | "listed"][] = [
  ["member", { name: "Trần Thị Bình" }, "waiting"],
  ["member", { role: "head" }, "waiting"],
  ["member", { role: "interpreter" }, "listed"],
  ["member", { position: "Phó Trưởng ban" }, "listed"],
  ["member", { home: "Bộ Ngoại giao" }, "listed"],
  ["member", { year_of_birth: "1991" }, "listed"],
  ["programme", { on_date: "2025-05-14" }, "listed"],
  ["programme", { starts_at: "09:00" }, "listed"],
  ["programme", { content: "Thăm cơ sở" }, "listed"],
  ["programme", { place: "Paris" }, "listed"],
  ["programme", { person_answerable: "Trần Thị B" }, "listed"],
  ["programme", { car: "29B-123.45" }, "listed"],
  ["journey", { vehicle: "VN 19" }, "listed"],
  ["meeting", { on_date: "2025-05-15" }, "listed"],
  ["meeting", { note: "Tại trụ sở" }, "listed"],
  ["provision", { description: "Bình gốm" }, "listed"],
  ["provision", { quantity: "3" }, "listed"],
  ["budget", { description: "Vé tàu" }, "listed"],
  ["budget", { unit_price: "40000000" }, "waiting"],
  ["budget", { quantity: "3" }, "waiting"],
  ["budget", { currency: "USD" }, "waiting"],
  ["budget", { payer: "partner" }, "waiting"],
  // Ten per cent more is not more than ten per cent.
  ["budget", { unit_price: "22000000" }, "listed"],
  ["budget", { unit_price: "22000000.01" }, "waiting"],
  ["budget", { unit_price: "17999999" }, "waiting"],
];

describe("what stands below", () => {
  test.each(LISTS)("%s added, and another taken out", async (name) => {
    const id = await decided();
    const before = await papersOf(id);
    const [first = ""] = await partIdsOf(id, name);
    await inWork(france, (work) => aPart(work, id, name, partValues(name, partnerId)));
    expect(await stateOf(id)).toBe(ADDED[name]);
    const second = (await partIdsOf(id, name)).find((one) => one !== first) ?? "";
    await inWork(france, (work) => removePart(work, DELEGATION_PARTS, { recordId: id, name, id: second }));
    expect(await stateOf(id)).toBeNull();
    await inWork(france, (work) => removePart(work, DELEGATION_PARTS, { recordId: id, name, id: first }));
    expect(await stateOf(id)).toBe(ADDED[name]);
    expect(await papersOf(id)).toEqual(before);
  });

  test.each(CORRECTED)("%s: %o", async (name, values, state) => {
    const id = await decided();
    await changeA(id, name, values);
    expect(await stateOf(id)).toBe(state);
    expect((await changesOf(id)).length).toBeGreaterThan(0);
  });
});

describe("what was changed", () => {
  test("is accepted by whoever decides now: a new version with its papers, under the number that it has", async () => {
    const id = await decided();
    await change(id, { departs_on: "2025-05-10" });
    const successor = await aPerson("leader", "vufo");
    await expect(inWork(france, (work) => acceptChanges(work, id, { seen: undefined }))).rejects.toThrow(
      ForbiddenError,
    );
    await inWork(successor, (work) => acceptChanges(work, id, { seen: undefined }));
    expect(await stateOf(id)).toBeNull();
    const [first, second] = await inReading(france, (work) => listVersions(work, id));
    expect([first?.decided_by_name, second?.decided_by_name]).toEqual([leader.name, successor.name]);
    const papers = await papersOf(id);
    const decisions = papers.filter((one) => one.paper === "decision");
    expect(decisions.map((one) => [one.ordinal, one.number])).toEqual([
      [1, "12/QĐ-LHHN"],
      [2, "12/QĐ-LHHN"],
    ]);
    const [was, is] = decisions.map((one) => wordText(Buffer.from(one.bytes, "base64")));
    expect(was?.join()).toContain("từ ngày 12 đến ngày 18 tháng 5 năm 2025");
    expect(is?.join()).toContain("từ ngày 10 đến ngày 18 tháng 5 năm 2025");
    expect(is?.[0]).toMatch(/^Bản điều chỉnh lần 1, được chấp nhận ngày /);
    const lines = await inReading(leader, (work) => listHistory(work, id));
    expect(lines.find((one) => one.action === "accept_changes")).toMatchObject({
      before: { departs_on: "2025-05-12" },
      after: { departs_on: "2025-05-10" },
    });
  });

  test("is returned with a reason: what was decided stays, and putting it back ends it", async () => {
    const id = await decided();
    await change(id, { returns_on: "2025-05-28" });
    const back = { reason: "Không quá bảy ngày", seen: undefined };
    await inWork(leader, (work) => returnChanges(work, id, back));
    expect(await stateOf(id)).toBe("returned");
    const told = await asOwner(database.ownerUrl(), (client) =>
      client.query("select data ->> 'step' as step from amity_jobs.job where data ->> 'delegation_id' = $1", [id]),
    );
    expect(told.rows.map((row: { step: string }) => row.step).toSorted()).toEqual([
      "approve",
      "changed",
      "propose",
      "return_changes",
    ]);
    await expect(inWork(leader, (work) => returnChanges(work, id, back))).rejects.toThrow("rule_returned_before");
    expect(await keptOf(id)).toEqual({ decision: true, proposal: false });
    const { decisions } = await inReading(france, (work) => listParts(work, id));
    expect(decisions.at(-1)).toMatchObject({ step: "return_changes", reason: back.reason });
    // Another small thing is not another question; another day is.
    await change(id, { cities: "Lyon" });
    expect(await stateOf(id)).toBe("returned");
    await change(id, { returns_on: "2025-05-20" });
    expect(await stateOf(id)).toBe("waiting");
    expect(await keptOf(id)).toEqual({ decision: true, proposal: false });
    await change(id, { returns_on: "2025-05-18", cities: "Paris" });
    expect(await stateOf(id)).toBeNull();
    expect(await keptOf(id)).toEqual({ decision: true, proposal: true });
    await expect(inWork(leader, (work) => acceptChanges(work, id, { seen: undefined }))).rejects.toThrow(
      "rule_nothing_changed",
    );
  });

  test("is asked again where it was returned before something else was accepted", async () => {
    const id = await decided();
    await change(id, { returns_on: "2025-05-28" });
    await inWork(leader, (work) => returnChanges(work, id, { reason: "Không quá bảy ngày", seen: undefined }));
    await change(id, { returns_on: "2025-05-20" });
    await inWork(leader, (work) => acceptChanges(work, id, { seen: undefined }));
    await change(id, { returns_on: "2025-05-28" });
    expect(await stateOf(id)).toBe("waiting");
  });

  test("is decided as it was seen: what changed since is not", async () => {
    const id = await decided();
    await change(id, { purpose: "Dự hội chợ" });
    const seen = markOf(await inReading(leader, async (work) => readFile(work, await find(id))));
    await change(id, { cities: "Lyon" });
    for (const settle of [
      () => inWork(leader, (work) => acceptChanges(work, id, { seen })),
      () => inWork(leader, (work) => returnChanges(work, id, { reason: "x", seen })),
    ])
      await expect(settle()).rejects.toThrow("rule_changed_meanwhile");
    expect(await stateOf(id)).toBe("waiting");
  });

  test("goes back also where somebody joins after the departure, and keeps the file from being closed", async () => {
    const id = await decided();
    const member = (await partIdsOf(id, "member"))[0] ?? "";
    await inWork(france, (work) => recordDeparture(work, id, { took_part: [member] }));
    expect(await stateOf(id)).toBeNull();
    await inWork(france, (work) => aPart(work, id, "member", { name: "Đỗ Văn D", role: "member" }));
    expect(await stateOf(id)).toBe("waiting");
    await inWork(france, (work) =>
      submitReport(work, id, { facts: "Đã ký.", assessment: undefined, proposals: undefined }),
    );
    await inWork(france, (work) => spendAsPlanned(work, id));
    await inWork(france, (work) => settleDelegation(work, id));
    await expect(inWork(france, (work) => archiveDelegation(work, id))).rejects.toThrow("rule_changes_wait");
    await inWork(leader, (work) => acceptChanges(work, id, { seen: undefined }));
    await inWork(france, (work) => archiveDelegation(work, id));
  });
});

test("what was kept is changed by nobody, and the nightly weighing finds nothing to mend", async () => {
  const id = await decided();
  await change(id, { departs_on: "2025-05-11" });
  for (const statement of [
    "update delegation_version set content = '{}'",
    "update delegation_paper set number = 'x'",
    "delete from delegation_paper",
    "delete from delegation_version",
  ])
    expect((await inWork(leader, (work) => work.client.query(statement))).rowCount).toBe(0);
  // Who may see it follows the visit all the same.
  const shared = await inWork(leader, async (work) => {
    await work.client.query(`update delegation set shared_paths = '{vufo.europe}' where id = '${id}'`);
    const text = `select shared_paths::text as paths from delegation_version where delegation_id = '${id}'`;
    return (await work.client.query<{ paths: string }>(text)).rows[0]?.paths;
  });
  expect(shared).toBe("{vufo.europe}");
  const before = await find(id);
  await weighEach();
  expect(await find(id)).toEqual(before);
  // Whatever writes past the commands is found in the night.
  await asOwner(database.ownerUrl(), (client) =>
    client.query(`update delegation set departs_on = '2025-05-12' where id = '${id}'`),
  );
  await weighEach();
  expect(await stateOf(id)).toBeNull();
});
