import { beforeAll, expect, test, vi } from "vitest";
import { cancelActivity } from "#modules/activities/activity.commands.server.ts";
import { postponeDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { undoImport } from "#modules/imports/import.commands.server.ts";
import { attempt, write } from "#modules/imports/import.fixtures.ts";
import { closePartner } from "#modules/partners/partner.commands.server.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { addPart } from "#platform/part.server.ts";
import { inLocale } from "#platform/words.server.ts";
import { aPerson, useDatabase } from "./database.ts";
import type { Whole } from "./edited.ts";
import { WHOLE, lastOf } from "./edited.ts";

/** One act is one line; steps, imports and what takes them back are told from what to what. */
useDatabase();
let officer: Actor;
beforeAll(async () => {
  officer = await aPerson("office", "vufo");
});

test("six members added one after the other are one act, told once, in both languages", async () => {
  const id = await inWork(officer, (WHOLE.delegation as Whole).make);
  const form = DELEGATION_PARTS.parts.member.form;
  for (const name of ["An", "Bình", "Chi", "Dũng", "Én", "Giang"])
    await inWork(officer, (work) =>
      addPart(work, DELEGATION_PARTS, { recordId: id, name: "member" }, form.parse({ name, role: "member" })),
    );
  const told = (language: "vi" | "en") =>
    inReading(officer, (work) => inLocale(language, async () => tellHistory(work, await listHistory(work, id))));
  expect((await told("en")).map((line) => line.sentence)).toEqual([
    "added members: An, Bình, Chi, Dũng, Én, Giang",
    "drafted",
  ]);
  expect((await told("vi"))[0]?.sentence).toBe("đã thêm thành viên: An, Bình, Chi, Dũng, Én, Giang");
});

test.each([
  ["2026-03-02T16:59:00Z", "2026-03-02T17:01:00Z", ["added a member: Hai", "added a member: Một", "drafted"]],
  ["2026-03-02T23:59:00Z", "2026-03-03T00:01:00Z", ["added members: Một, Hai", "drafted"]],
])("what is done at %s and at %s is one act where that is one day in Viet Nam", async (first, second, said) => {
  vi.stubEnv("AMITY_NOW", first);
  const id = await inWork(officer, (WHOLE.delegation as Whole).make);
  const form = DELEGATION_PARTS.parts.member.form;
  const add = (name: string) =>
    inWork(officer, (work) =>
      addPart(work, DELEGATION_PARTS, { recordId: id, name: "member" }, form.parse({ name, role: "member" })),
    );
  await add("Một");
  vi.stubEnv("AMITY_NOW", second);
  await add("Hai");
  vi.unstubAllEnvs();
  const told = await inReading(officer, (work) =>
    inLocale("en", async () => tellHistory(work, await listHistory(work, id))),
  );
  expect(told.map((line) => line.sentence)).toEqual(said);
});

test("an import that changes a record says from what to what, and so does taking it back", async () => {
  const id = await inWork(officer, (WHOLE.partner as Whole).make);
  const { version } = requireRow(await inReading(officer, (work) => findPartner(work, id)));
  const sheet = `Mã Amity,Lần ghi,Tên,Nước,Loại\n${id},${version},Hội,Đức,Phong trào hòa bình\n`;
  const tried = await attempt(officer, Buffer.from(sheet), "partners", "đối tác.csv");
  expect(tried.account).toEqual([1, 0, 1, 0, 0]);
  await write(officer, tried.id);
  await inWork(officer, (work) => undoImport(work, tried.id));
  const [back, there] = await inReading(officer, (work) =>
    inLocale("en", async () => tellHistory(work, await listHistory(work, id, 2))),
  );
  expect(there?.changes.toSorted()).toEqual([
    "Country: from “France” to “Germany”",
    expect.stringMatching(/^Kind: from “People's organisation” to “.+”$/),
  ]);
  expect(back?.changes.toSorted()).toEqual([
    "Country: from “Germany” to “France”",
    expect.stringMatching(/^Kind: from “.+” to “People's organisation”$/),
  ]);
});

test("steps say how it stood and stands, and why", async () => {
  const [visit, partnerId, activityId] = await inWork(officer, async (work) => [
    await (WHOLE.delegation as Whole).make(work),
    await (WHOLE.partner as Whole).make(work),
    await (WHOLE.activity as Whole).make(work),
  ]);
  await inWork(officer, (work) => postponeDelegation(work, visit ?? "", { reason: "Bận" }));
  await inWork(officer, (work) => closePartner(work, partnerId ?? "", { reason: "Giải thể" }));
  await inWork(officer, (work) => cancelActivity(work, activityId ?? "", { reason: "Mưa bão" }));
  expect((await lastOf(officer, visit ?? "")).changes).toEqual(["State: from “Draft” to “Postponed”", "Reason: Bận"]);
  expect((await lastOf(officer, partnerId ?? "")).changes).toEqual([
    "Reason: was empty, now “Giải thể”",
    "State: from “Active” to “Closed”",
  ]);
  expect((await lastOf(officer, activityId ?? "")).changes).toEqual([
    "State: from “Planned” to “Cancelled”",
    "Reason for cancelling: was empty, now “Mưa bão”",
  ]);
});
