import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, RuleError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { grantPartner } from "./partner-grant.commands.server.ts";
import { changePartnerPart, removeContactPoint } from "./partner-part.commands.server.ts";
import { addContactPoint, addName, addRelation, registerPartner } from "./partner.commands.server.ts";
import { contactForm, nameForm, registerForm, relationForm } from "./partner.forms.ts";
import type { PartName } from "./partner.model.ts";
import {
  findPartner,
  findPartnerPart,
  listContactPoints,
  listPartnerParts,
  listPartners,
} from "./partner.queries.server.ts";

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
  await inWork(france, async (work) => {
    await addName(work, id, nameForm.parse({ name: "J. Martan", language: "fr", kind: "alias" }));
    await addContactPoint(work, id, contactForm.parse({ kind: "phone", value: "+33 1", consent_on: "2026-01-01" }));
    await addRelation(work, id, relationForm.parse({ kind: "works_for", other_partner_id: other }));
  });
});

const partsOf = () =>
  inReading(france, async (work) => ({
    ...(await listPartnerParts(work, id)),
    contacts: await listContactPoints(work, id),
  }));
async function change(actor: Actor, name: PartName, partId: string | undefined, values: Record<string, unknown>) {
  const part = { name, id: partId ?? "" };
  const { version, ...before } = (await inReading(france, (work) => findPartnerPart(work, id, part))) ?? { version: 0 };
  await inWork(actor, (work) => changePartnerPart(work, id, { ...part, version }, { ...before, ...values }));
  return { ...part, version };
}

test("a misspelt name is corrected, and search finds the new one and no longer the old", async () => {
  const name = (await partsOf()).names.find((one) => one.kind === "alias");
  const read = await change(france, "name", name?.id, { name: "J. Martine" });
  const found = async (q: string) =>
    (await inReading(france, (work) => listPartners(work, { q, limit: 10 }))).items.map((one) => one.id);
  expect(await found("martine")).toEqual([id]);
  expect(await found("martan")).toEqual([]);
  await expect(inWork(france, (work) => changePartnerPart(work, id, read, { name: "x" }))).rejects.toThrow(StaleError);
});

test("a name counts its changes, and giving somebody access to the partner is none", async () => {
  const guest = await aPerson("partner", "vufo");
  const part = { name: "name" as const, id: (await partsOf()).names.find((one) => one.kind === "alias")?.id ?? "" };
  const version = async () => (await inReading(france, (work) => findPartnerPart(work, id, part)))?.version;
  const read = (await version()) ?? 0;
  await inWork(france, (work) => grantPartner(work, id, { user_id: guest.userId ?? "", access: "give" }));
  expect(await version()).toBe(read);
  await change(france, "name", part.id, { script: "Latn" });
  expect(await version()).toBe(read + 1);
});

test("of two who save one name at once, one is told to look again", async () => {
  const part = { name: "name" as const, id: (await partsOf()).names[0]?.id ?? "" };
  const { version } = (await inReading(france, (work) => findPartnerPart(work, id, part))) ?? { version: 0 };
  const save = (name: string) =>
    inWork(france, (work) =>
      changePartnerPart(work, id, { ...part, version }, { name, language: "fr", kind: "official" }),
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
  await expect(inWork(hanoi, (work) => removeContactPoint(work, id, contact?.id ?? ""))).rejects.toThrow(
    ForbiddenError,
  );
  await inWork(france, (work) => removeContactPoint(work, id, contact?.id ?? ""));
  expect((await partsOf()).contacts).toEqual([]);
  const lines = await inReading(france, (work) => listHistory(work, id));
  expect(lines[0]?.action).toBe("contact_removed");
  expect(JSON.stringify(lines)).not.toContain("+33");
});

test("a relation ends on a day and is never with itself", async () => {
  const relation = (await partsOf()).relations[0];
  await change(france, "relation", relation?.id, { until_on: "2026-06-30" });
  expect((await partsOf()).relations[0]?.until_on).toBe("2026-06-30");
  await expect(change(france, "relation", relation?.id, { other_partner_id: id })).rejects.toThrow(RuleError);
  expect((await inReading(france, (work) => findPartner(work, id)))?.name).toBe("Jeanne Martin");
});
