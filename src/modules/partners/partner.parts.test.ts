import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, RuleError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addPart, changePart, findPart, removePart } from "#platform/part.server.ts";
import { grantPartner } from "./partner-grant.commands.server.ts";
import { closePartner, registerPartner } from "./partner.commands.server.ts";
import { registerForm } from "./partner.forms.ts";
import type { PartName } from "./partner.model.ts";
import { PARTNER_PARTS } from "./partner.parts.server.ts";
import { findPartner, listContactPoints, listPartnerParts, listPartners } from "./partner.queries.server.ts";

useDatabase();
let france: Actor, hanoi: Actor;
let id: string, other: string;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  const register = (name: string) =>
    inWork(france, (work) =>
      registerPartner(work, registerForm.parse({ kind: "individual_friend", name, country_iso2: "FR" })),
    );
  [id, other] = [await register("Jeanne Martin"), await register("Paul Roux")];
  await add(france, "name", { name: "J. Martan", language: "fr", kind: "alias" });
  await add(france, "contact", { kind: "phone", value: "+33 1", consent_on: "2026-01-01" });
  await add(france, "relation", { kind: "works_for", other_partner_id: other });
});

const add = (actor: Actor, name: PartName, values: Record<string, unknown>) =>
  inWork(actor, (work) =>
    addPart(work, PARTNER_PARTS, { recordId: id, name }, PARTNER_PARTS.parts[name].form.parse(values)),
  );
const partsOf = () =>
  inReading(france, async (work) => ({
    ...(await listPartnerParts(work, id)),
    contacts: await listContactPoints(work, id),
  }));
const read = (place: { recordId: string; name: PartName; id: string }) =>
  inReading(france, (work) => findPart(work, PARTNER_PARTS, place));
/** As the form sends it: what it shows, with `values` typed over it; says where and at which version. */
async function change(actor: Actor, name: PartName, partId: string | undefined, values: Record<string, unknown>) {
  const place = { recordId: id, name, id: partId ?? "" };
  const { version = 0, ...before } = (await read(place)) ?? {};
  const sent = Object.entries({ ...before, ...values }).map(([field, value]) => [field, value ?? ""]);
  const written = PARTNER_PARTS.parts[name].form.parse(Object.fromEntries(sent));
  await inWork(actor, (work) => changePart(work, PARTNER_PARTS, { ...place, version }, written));
  return { at: { ...place, version }, written };
}

test("a misspelt name is corrected, and search finds the new one and no longer the old", async () => {
  const name = (await partsOf()).names.find((one) => one.kind === "alias");
  const { at, written } = await change(france, "name", name?.id, { name: "J. Martine" });
  const found = async (q: string) =>
    (await inReading(france, (work) => listPartners(work, { q, limit: 10 }))).items.map((one) => one.id);
  expect(await found("martine")).toEqual([id]);
  expect(await found("martan")).toEqual([]);
  const again = inWork(france, (work) => changePart(work, PARTNER_PARTS, at, written));
  await expect(again).rejects.toThrow(StaleError);
});

test("a name counts its changes, and giving somebody access to the partner is none", async () => {
  const guest = await aPerson("partner", "vufo");
  const alias = (await partsOf()).names.find((one) => one.kind === "alias")?.id ?? "";
  const version = async () => (await read({ recordId: id, name: "name", id: alias }))?.version;
  const before = (await version()) ?? 0;
  await inWork(france, (work) => grantPartner(work, id, { user_id: guest.userId ?? "", access: "give" }));
  expect(await version()).toBe(before);
  await change(france, "name", alias, { from_on: "2020-01-01" });
  expect(await version()).toBe(before + 1);
});

test("of two who save one name at once, one is told to look again", async () => {
  const place = { recordId: id, name: "name" as const, id: (await partsOf()).names[0]?.id ?? "" };
  const { version = 0 } = (await read(place)) ?? {};
  const save = (name: string) =>
    inWork(france, (work) =>
      changePart(work, PARTNER_PARTS, { ...place, version }, { name, language: "fr", kind: "official" }),
    );
  const ends = await Promise.allSettled([save("Jeanne Martin-Roux"), save("Jeanne Martin Roux")]);
  const refused = ends.filter((one) => one.status === "rejected");
  expect(refused.map((one) => one.reason instanceof StaleError)).toEqual([true]);
});

test("a person's number keeps its consent, and the history never says the number", async () => {
  const contact = (await partsOf()).contacts[0];
  await change(france, "contact", contact?.id, { value: "+33 2" });
  expect((await partsOf()).contacts[0]?.value).toBe("+33 2");
  await expect(change(france, "contact", contact?.id, { consent_on: null })).rejects.toThrow(RuleError);
  await expect(change(hanoi, "contact", contact?.id, { value: "0" })).rejects.toThrow(ForbiddenError);
  const place = { recordId: id, name: "contact" as const, id: contact?.id ?? "" };
  await expect(inWork(hanoi, (work) => removePart(work, PARTNER_PARTS, place))).rejects.toThrow(ForbiddenError);
  await inWork(france, (work) => removePart(work, PARTNER_PARTS, place));
  expect((await partsOf()).contacts).toEqual([]);
  const lines = await inReading(france, (work) => listHistory(work, id));
  expect([lines[0]?.action, lines[0]?.before]).toEqual(["contact_removed", { kind: "phone", item: "phone" }]);
  expect(lines.find((one) => one.action === "contact_changed")?.after).toEqual({ item: "phone" });
  expect(JSON.stringify(lines)).not.toContain("+33");
});

test("a relation ends on a day and is never with itself", async () => {
  const relation = (await partsOf()).relations[0];
  await change(france, "relation", relation?.id, { until_on: "2026-06-30" });
  expect((await partsOf()).relations[0]?.until_on).toBe("2026-06-30");
  await expect(change(france, "relation", relation?.id, { other_partner_id: id })).rejects.toThrow(RuleError);
  expect((await inReading(france, (work) => findPartner(work, id)))?.name).toBe("Jeanne Martin");
});

test("a new part is held to the same rules, and to the units that may write the partner", async () => {
  const named = { name: "Bà Martin", language: "vi", kind: "alias" };
  await expect(add(hanoi, "name", named)).rejects.toThrow(ForbiddenError);
  await expect(add(france, "contact", { kind: "phone", value: "+33 3" })).rejects.toThrow("rule_consent_first");
  const itself = { kind: "works_for", other_partner_id: id };
  await expect(add(france, "relation", itself)).rejects.toThrow("rule_relation_to_itself");
  await add(france, "name", named);
  expect((await inReading(france, (work) => listPartners(work, { q: "ba martin", limit: 10 }))).items).toHaveLength(1);
  const [latest] = await inReading(france, (work) => listHistory(work, id));
  expect([latest?.action, latest?.after]).toMatchObject(["name_added", named]);
  await inWork(france, (work) => closePartner(work, id, { reason: "Đã mất" }));
  await expect(add(france, "name", named)).rejects.toThrow(ForbiddenError);
});
