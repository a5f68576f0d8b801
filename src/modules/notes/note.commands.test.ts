import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { aDraftDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { grantPartner } from "#modules/partners/partner-grant.commands.server.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { findPartner, listPartnerParts } from "#modules/partners/partner.queries.server.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { editNote, takeBackNote, writeNote } from "./note.commands.server.ts";
import { noteForm } from "./note.forms.ts";
import { noteFilter } from "./note.filter.ts";
import { findAbout, findNote, noteList } from "./note.queries.server.ts";

const database = useDatabase();
let france: Actor, hanoi: Actor, office: Actor, press: Actor, mission: Actor, guest: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  office = await aPerson("office", "vufo");
  press = await aPerson("press", "association_fr");
  mission = await aPerson("mission_officer", "hai_phong");
  guest = await aPerson("partner", "vufo");
});

const friend = (values: object = {}) =>
  inWork(france, (work) =>
    registerPartner(work, registerForm.parse({ kind: "foundation", name: "Fondation", country_iso2: "FR", ...values })),
  );
const write = (values: object, actor = france) =>
  inWork(actor, (work) =>
    writeNote(work, noteForm.parse({ kind: "call", on_date: today(), body: "Đã gọi.\nHẹn tuần sau.", ...values })),
  );
const partnerOf = (id: string, actor = france) => inReading(actor, (work) => findPartner(work, id));
const eventsOf = (id: string, actor = france) =>
  inReading(actor, async (work) => (await listPartnerParts(work, id)).events.map((one) => one.title));
const seenBy = (id: string, actor: Actor) => inReading(actor, (work) => findNote(work, id));
const listed = (asked: object, actor = france) =>
  inReading(actor, async (work) => {
    const filter = noteFilter.parse(asked);
    const [{ items }, total] = [await noteList.list(work, filter), await noteList.count(work, filter)];
    return { titles: items.map((one) => one.title), total };
  });

describe("what is contact", () => {
  test("a call is, on its day, and another note is not", async () => {
    const id = await friend();
    await write({ kind: "other", partner: id });
    expect((await partnerOf(id))?.last_contact_on).toBeNull();
    await write({ partner: id, on_date: addDays(today(), -3) });
    expect((await partnerOf(id))?.last_contact_on).toBe(addDays(today(), -3));
    expect(await eventsOf(id)).toEqual(["Đã gọi."]);
    const counted = await asOwner(database.ownerUrl(), (client) =>
      client.query("select from partner_fact where record_id = $1", [id]),
    );
    expect(counted.rowCount, "a call is no work that a report counts").toBe(0);
  });

  test("follows when the note is put right, and ends when it is taken back", async () => {
    const id = await friend();
    const note = await write({ partner: id });
    const edit = { kind: "letter", on_date: addDays(today(), -9), body: "Nhận thư." } as const;
    await inWork(france, (work) => editNote(work, note, { ...edit, version: 1 }));
    expect((await partnerOf(id))?.last_contact_on).toBe(addDays(today(), -9));
    expect(await eventsOf(id)).toEqual(["Nhận thư."]);
    await expect(inWork(france, (work) => editNote(work, note, { ...edit, version: 1 }))).rejects.toThrow(StaleError);
    await inWork(france, (work) => takeBackNote(work, note));
    expect((await partnerOf(id))?.last_contact_on).toBeNull();
    expect(await eventsOf(id)).toEqual([]);
    expect(await listed({ partner: id })).toEqual({ titles: [], total: 0 });
    expect((await seenBy(note, france))?.taken_back_on).toBe(today());
    const lines = await inReading(france, (work) => listHistory(work, note));
    expect(lines.map((one) => one.action)).toEqual(["note_taken_back", "edited", "noted"]);
    await expect(inWork(france, (work) => takeBackNote(work, note))).rejects.toThrow(ForbiddenError);
  });
});

describe("what is to be done next", () => {
  const next = { next_step: "Gọi lại", next_step_on: addDays(today(), -1) };
  test("is ended by the note that says what came of it, and what comes after takes its place", async () => {
    const id = await friend(next);
    await write({ partner: id });
    expect(await partnerOf(id)).toMatchObject(next);
    await write({ partner: id, is_step_done: true });
    expect(await partnerOf(id)).toMatchObject({ next_step: null, next_step_on: null });
    const [line] = await inReading(france, (work) => listHistory(work, id));
    expect(line).toMatchObject({ action: "next_step_done", before: next, after: { outcome: "Đã gọi." } });
    await write({ partner: id, next_step: "Gửi thư mời", next_step_on: addDays(today(), 5) });
    expect(await partnerOf(id)).toMatchObject({ next_step: "Gửi thư mời", next_step_on: addDays(today(), 5) });
  });

  test("is for who keeps the partner to say; others note all the same", async () => {
    const id = await friend(next);
    await expect(write({ partner: id, is_step_done: true }, hanoi)).rejects.toThrow(ForbiddenError);
    expect(await listed({ partner: id })).toEqual({ titles: [], total: 0 });
    await write({ partner: id }, hanoi);
    expect(await listed({ partner: id })).toEqual({ titles: ["Đã gọi."], total: 1 });
  });

  test("has a step where it has a day", () => {
    const sent = { kind: "call", on_date: today(), body: "x", country: "FR", next_step_on: today() };
    expect(noteForm.safeParse(sent).error?.issues[0]?.path).toEqual(["next_step"]);
  });
});

describe("who reads", () => {
  test("the union reads a note of a partner; missions and press elsewhere and guests read neither it nor its line", async () => {
    const id = await friend();
    const note = await write({ partner: id });
    await inWork(office, (work) => grantPartner(work, id, { user_id: guest.userId ?? "", access: "give" }));
    expect((await seenBy(note, hanoi))?.title).toBe("Đã gọi.");
    expect((await seenBy(note, press))?.title, "press of the unit that wrote it").toBe("Đã gọi.");
    const stranger = await aPerson("press", "ha_noi");
    for (const actor of [mission, stranger, guest]) {
      expect([actor.role, await seenBy(note, actor)]).toEqual([actor.role, undefined]);
      expect([actor.role, await eventsOf(id, actor)]).toEqual([actor.role, []]);
    }
    expect(await inReading(stranger, (work) => listHistory(work, note))).toEqual([]);
  });

  test("a note of a delegation is as open as the delegation, and follows it", async () => {
    const delegation = await inWork(france, (work) => aDraftDelegation(work));
    const note = await write({ delegation, partner: undefined }, office);
    expect((await seenBy(note, france))?.title).toBe("Đã gọi.");
    expect(await seenBy(note, hanoi)).toBeUndefined();
    await expect(write({ delegation }, hanoi)).rejects.toThrow("error_no_such_choice");
    await inWork(france, (work) =>
      changeSharing(work, ["delegation", delegation], sharingForm.parse({ visibility: "confidential", version: 1 })),
    );
    const other = await aPerson("association_officer", "association_fr");
    expect(await seenBy(note, other)).toBeUndefined();
    expect((await seenBy(note, france))?.title).toBe("Đã gọi.");
  });

  test("nobody outside, no reader, no press writes", async () => {
    const id = await friend();
    const auditor = await aPerson("auditor", "vufo");
    for (const actor of [guest, press, auditor])
      await expect(write({ partner: id }, actor)).rejects.toThrow(ForbiddenError);
    const note = await write({ partner: id });
    await expect(inWork(hanoi, (work) => takeBackNote(work, note))).rejects.toThrow(ForbiddenError);
    await expect(inWork(guest, (work) => takeBackNote(work, note))).rejects.toThrow(NotFoundError);
  });
});

describe("what it is about", () => {
  test("is one partner, one delegation or one country that there is", async () => {
    const sent = { kind: "call", on_date: today(), body: "x" };
    for (const about of [{}, { country: "FR", partner: crypto.randomUUID() }])
      expect(noteForm.safeParse({ ...sent, ...about }).error?.issues[0]?.message).toBe("rule_note_about");
    await expect(write({ country: "ZZ" })).rejects.toThrow("error_no_such_country");
    await expect(write({ partner: crypto.randomUUID() })).rejects.toThrow("error_no_such_choice");
    expect(noteForm.safeParse({ ...sent, country: "FR", on_date: addDays(today(), 1) }).success).toBe(false);
    expect(await inReading(france, (work) => findAbout(work, { partner: "x" }))).toBeUndefined();
  });

  test("a country's notes are those of the country and of its partners", async () => {
    const id = await friend({ name: "Amitié", country_iso2: "BE" });
    await write({ partner: id, body: "của đối tác" });
    await write({ country: "BE", body: "của nước" });
    await write({ country: "NL", body: "của nước khác" });
    const { titles, total } = await listed({ country: "BE" });
    expect([titles.toSorted(), total]).toEqual([["của nước", "của đối tác"], 2]);
    expect((await listed({ q: "doi tac", country: "BE" })).titles).toEqual(["của đối tác"]);
    expect((await listed({ mine: "1", country: "NL" }, hanoi)).titles).toEqual([]);
  });
});
