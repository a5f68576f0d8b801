import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listOwed, listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { grantPartner, settleSuggestion, suggestCorrection } from "./partner-grant.commands.server.ts";
import { registerPartner } from "./partner.commands.server.ts";
import { registerForm } from "./partner.forms.ts";
import { findPartner, listPartners } from "./partner.queries.server.ts";

const database = useDatabase();
let france: Actor, hanoi: Actor, guest: Actor, otherGuest: Actor;
let partnerId: string;

beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  guest = await aPerson("partner", "vufo");
  otherGuest = await aPerson("partner", "vufo");
  const facts = { kind: "friendship_association", name: "AAFV", country_iso2: "FR", next_step: "Thăm dò tài trợ" };
  partnerId = await inWork(france, (work) => registerPartner(work, registerForm.parse(facts)));
});

const notices = (actor: Actor) =>
  inReading(actor, async (work) =>
    (await work.trx.selectFrom("notification").select("kind").execute()).map((one) => one.kind),
  );

test("only the unit that keeps the record gives access, and only to somebody outside", async () => {
  await expect(
    inWork(hanoi, (work) => grantPartner(work, partnerId, { user_id: guest.userId ?? "", access: "give" })),
  ).rejects.toThrow(ForbiddenError);
  await expect(
    inWork(france, (work) => grantPartner(work, partnerId, { user_id: hanoi.userId ?? "", access: "give" })),
  ).rejects.toThrow("rule_not_askable");
  expect(await inReading(guest, (work) => findPartner(work, partnerId))).toBeUndefined();
});

test("a partner reads its own record without what the union intends, and nobody else's", async () => {
  await inWork(france, (work) => grantPartner(work, partnerId, { user_id: guest.userId ?? "", access: "give" }));
  const own = await inReading(guest, (work) => findPartner(work, partnerId));
  expect(own).toMatchObject({ name: "AAFV", next_step: null });
  expect((await inReading(guest, (work) => listPartners(work, { limit: 50 }))).items).toHaveLength(1);
  expect((await inReading(guest, (work) => listPartners(work, { limit: 50 }))).items[0]?.next_step).toBeNull();
  expect(await inReading(guest, (work) => listHistory(work, partnerId))).toEqual([]);
  expect(await inReading(otherGuest, (work) => findPartner(work, partnerId))).toBeUndefined();
});

test("a suggestion waits with the unit that keeps the record until it is settled, once", async () => {
  await expect(inWork(otherGuest, (work) => suggestCorrection(work, partnerId, { body: "x" }))).rejects.toThrow(
    NotFoundError,
  );
  await inWork(guest, (work) => suggestCorrection(work, partnerId, { body: "Montreuil" }));
  expect(await notices(france)).toEqual(["partner_suggested"]);
  expect(await notices(hanoi)).toEqual([]);
  const [open] = await inReading(france, (work) => listOwed(work));
  const place = { partnerId, suggestionId: open?.id ?? "" };
  await expect(inWork(hanoi, (work) => settleSuggestion(work, place, { outcome: "x" }))).rejects.toThrow(
    ForbiddenError,
  );
  await inWork(france, (work) => settleSuggestion(work, place, { outcome: "Đã sửa" }));
  expect(await inReading(france, (work) => listOwed(work))).toEqual([]);
  expect(await notices(guest)).toEqual(["partner_granted", "suggestion_settled"]);
  expect((await inReading(guest, (work) => listSaid(work, partnerId, ["suggestion"])))[0]?.sentence).toBe("Đã sửa");
  await expect(inWork(france, (work) => settleSuggestion(work, place, { outcome: "y" }))).rejects.toThrow(
    "rule_settled",
  );
});

test("access is taken back also from somebody whose role has ended, and given to nobody without one", async () => {
  const former = await aPerson("partner", "vufo");
  const grant = (access: "give" | "end") =>
    inWork(france, (work) => grantPartner(work, partnerId, { user_id: former.userId ?? "", access }));
  await expect(grant("end")).rejects.toThrow("rule_not_askable");
  await grant("give");
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update access_appointment set until_on = '2021-01-01' where user_id = $1", [former.userId]),
  );
  const named = async () => (await inReading(france, (work) => findPartner(work, partnerId)))?.named_user_ids ?? [];
  expect(await named()).toContain(former.userId);
  await grant("end");
  expect(await named()).not.toContain(former.userId);
  await expect(grant("give")).rejects.toThrow("rule_not_askable");
});

test("access taken back is gone at once", async () => {
  await inWork(france, (work) => grantPartner(work, partnerId, { user_id: guest.userId ?? "", access: "end" }));
  expect(await inReading(guest, (work) => findPartner(work, partnerId))).toBeUndefined();
  expect(await inReading(guest, (work) => listSaid(work, partnerId, ["suggestion"]))).toEqual([]);
});
