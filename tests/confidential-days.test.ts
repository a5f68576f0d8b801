import { beforeAll, expect, test } from "vitest";
import {
  approveDelegation,
  proposeDelegation,
  recordDeparture,
} from "#modules/delegations/delegation.commands.server.ts";
import { aDraftDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { findPartner, listPartnerParts, listPartners } from "#modules/partners/partner.queries.server.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, useDatabase } from "./database.ts";

useDatabase();
const who = {} as Record<
  "drafter" | "colleague" | "leader" | "registrar" | "led" | "other" | "auditor" | "press",
  Actor
>;
type Who = keyof typeof who;

beforeAll(async () => {
  who.drafter = await aPerson("desk_officer", "europe");
  who.colleague = await aPerson("desk_officer", "europe");
  who.leader = await aPerson("leader", "vufo");
  who.registrar = await aPerson("office", "vufo");
  who.led = await aPerson("unit_officer", "ha_noi");
  who.other = await aPerson("unit_officer", "can_tho");
  who.auditor = await aPerson("auditor", "vufo");
  who.press = await aPerson("press", "vufo");
});
const as = <Result>(name: Who, run: (work: Work) => Promise<Result>) => inWork(who[name], run);
const NAMED: Who[] = ["drafter", "leader", "registrar"];

test("the day of a confidential visit is no partner's day of last contact, for whoever asks; who sees the visit finds it on the timeline", async () => {
  const partner = await as("other", (work) =>
    registerPartner(work, registerForm.parse({ kind: "university", name: "Trường kín", country_iso2: "FR" })),
  );
  const departs_on = addDays(today(), -9);
  const span = { departs_on, returns_on: addDays(today(), -4), is_confidential: true };
  const visit = await as("drafter", (work) => aDraftDelegation(work, { ...span, partner_id: partner }));
  await as("drafter", (work) => proposeDelegation(work, visit));
  await as("leader", (work) => approveDelegation(work, visit, {}));
  await as("drafter", (work) => recordDeparture(work, visit, { took_part: [] }));
  /** Where the day could be read: the record, the list, the dossier's and the countries' list, the timeline. */
  const days = (name: Who) =>
    inReading(who[name], async (work) => ({
      record: (await findPartner(work, partner))?.last_contact_on,
      list: (await listPartners(work, { q: "Trường kín", limit: 5 })).items.map((one) => one.last_contact_on),
      silent: (await listPartners(work, { q: "Trường kín", silent: true, limit: 5 })).items.length,
      timeline: (await listPartnerParts(work, partner)).events.map((one) => one.on_date),
    }));
  const unseen = { record: null, list: [null], silent: 1 };
  for (const name of ["colleague", "led", "other", "auditor", "press"] as const)
    expect([name, await days(name)]).toEqual([name, { ...unseen, timeline: [] }]);
  for (const name of NAMED) expect([name, await days(name)]).toEqual([name, { ...unseen, timeline: [departs_on] }]);
  const open = async (asked: object) =>
    as("drafter", async (work) => {
      const version = (await findDelegation(work, visit))?.version;
      await changeSharing(work, ["delegation", visit], sharingForm.parse({ version, ...asked }));
    });
  await open({ visibility: "unit" });
  expect(await days("other")).toEqual({ record: departs_on, list: [departs_on], silent: 0, timeline: [] });
  await open({ visibility: "confidential", named_ids: [] });
  expect(await days("other")).toEqual({ ...unseen, timeline: [] });
});
