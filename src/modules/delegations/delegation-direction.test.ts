import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { inLocale, ruleInWords, wordsFor } from "#platform/words.server.ts";
import { approveDelegation, recordDeparture, recordReturn, startPreparing } from "./delegation.commands.server.ts";
import { aProposedDelegation } from "./delegation.fixtures.ts";
import { approveForm } from "./delegation.forms.ts";
import { DELEGATION_ACTS } from "./delegation.steps.server.ts";

useDatabase();
let leader: Actor, france: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
});

async function aVisitThatTookPlace(direction: string): Promise<string> {
  const id = await inWork(france, (work) => aProposedDelegation(work, { direction }));
  await inWork(leader, (work) => approveDelegation(work, id, approveForm.parse({})));
  await inWork(france, async (work) => {
    await startPreparing(work, id);
    await recordDeparture(work, id, { took_part: [] });
    await recordReturn(work, id);
  });
  return id;
}

test.each([
  ["outgoing", "vi", ["đã ghi nhận đoàn về", "đã ghi nhận đoàn đi"], ["Đã ghi nhận đoàn đi.", "Đã ghi nhận đoàn về."]],
  [
    "incoming",
    "vi",
    ["đã ghi nhận tiễn đoàn", "đã ghi nhận đón đoàn"],
    ["Đã ghi nhận đón đoàn.", "Đã ghi nhận tiễn đoàn."],
  ],
  ["incoming", "en", ["recorded the departure", "recorded the arrival"], ["Arrival recorded.", "Departure recorded."]],
] as const)("of an %s delegation history and page say what was done, in %s", async (direction, locale, told, said) => {
  const id = await aVisitThatTookPlace(direction);
  const lines = await inLocale(locale, () =>
    inReading(france, async (work) => tellHistory(work, await listHistory(work, id))),
  );
  expect(lines.slice(0, 2).map((line) => line.sentence)).toEqual(told);
  for (const [at, step] of (["depart", "come_back"] as const).entries()) {
    const did = await inReading(france, async (work) => DELEGATION_ACTS[step].did?.({}, work, id));
    const [name, way] = String(did).split("&direction=");
    expect(inLocale(locale, () => wordsFor(`did_${name}`, { direction: way ?? "" }))).toBe(said[at]);
  }
});

describe("of guests", () => {
  const SAID: [key: string, inputs: Record<string, string>][] = [
    ["delegation_departs_on", {}],
    ["delegation_returns_on", {}],
    ["delegation_took_part", {}],
    ["delegation_status", { status: "travelling" }],
    ["delegation_step", { step: "depart" }],
    ["delegation_step", { step: "come_back" }],
    ...["prepare", "depart", "come_back"].map((step): [string, Record<string, string>] => [
      "delegation_step_lead",
      { step },
    ]),
    ...["member_stayed", "passport_hint", "members_several_passports"].map((key): [string, object] => [key, {}]),
    ["delegation_head_stayed", { name: "Anh" }],
    ["rule_nobody_travels", {}],
  ] as [string, Record<string, string>][];

  test.each(SAID)("%s %j is said otherwise than of travellers", (key, inputs) => {
    const [theirs, ours] = ["incoming", "outgoing"].map((direction) =>
      inLocale("vi", () => wordsFor(key, { ...inputs, direction })),
    );
    expect(theirs).not.toBe(ours);
    expect(theirs).not.toMatch(/ngày đi|ngày về|đoàn về|thực sự|công tác$/i);
  });

  test("a day that has not come is the day they arrive or leave", () => {
    const said = (code: string) => inLocale("vi", () => ruleInWords(code, { direction: "incoming" }));
    expect(said("rule_departs_ahead")).toMatch(/^Ngày đến chưa tới/);
    expect(said("rule_returns_ahead")).toMatch(/^Ngày rời chưa tới/);
  });
});
