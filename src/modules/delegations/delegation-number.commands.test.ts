import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { addDays, today } from "#platform/time.ts";
import { approveDelegation } from "./delegation.commands.server.ts";
import { aProposedDelegation } from "./delegation.fixtures.ts";
import { acceptChanges, returnChanges } from "./delegation-change.commands.server.ts";
import { numberForm } from "./delegation.forms.ts";
import { numberDecision } from "./delegation-number.commands.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import { aDecidedVisit, edit, keptPapers } from "./delegation-version.fixtures.ts";

useDatabase();
beforeEach(emptyBooks);
let leader: Actor, office: Actor, france: Actor, partnerId: string;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  office = await aPerson("office", "vufo");
  france = await aPerson("association_officer", "association_fr");
  const host = registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "FR" });
  partnerId = await inWork(france, (work) => registerPartner(work, host));
});
const decided = (decision?: object) => aDecidedVisit({ unit: france, leader, partnerId }, decision);

describe("a number that comes later", () => {
  const number = (who: Actor, id: string, values: object = {}) =>
    inWork(who, (work) => numberDecision(work, id, numberForm.parse({ number: "125/QĐ-LHHN", ...values })));

  test("is given by the clerk; the paper under it is the file that was decided, whatever changed meanwhile", async () => {
    const id = await decided({});
    const [blank] = (await keptPapers(france, id)).filter((one) => one.paper === "decision");
    expect(wordText(Buffer.from(blank?.bytes ?? "", "base64")).join("\n")).toMatch(/^Số: {6}\/QĐ-/m);
    await edit(france, id, { departs_on: "2025-05-02" });
    await expect(number(france, id)).rejects.toThrow(ForbiddenError);
    await number(office, id);
    const decisions = (await keptPapers(france, id)).filter((one) => one.paper === "decision");
    expect(decisions.map((one) => one.number)).toEqual([null, "125/QĐ-LHHN"]);
    expect(decisions[0]).toEqual(blank);
    const text = wordText(Buffer.from(decisions[1]?.bytes ?? "", "base64"));
    expect(text).toContain("Số: 125/QĐ-LHHN");
    expect(text.join()).toContain("từ ngày 12 đến ngày 18 tháng 5 năm 2025");
    expect(text.at(-1)).toBe(leader.name);
    const { decisions: rows } = await inReading(france, (work) => listParts(work, id));
    expect(rows.at(-1)).toMatchObject({ number: "125/QĐ-LHHN", numbered_by_name: office.name, numbered_on: today() });
  });

  test("stands on what was decided and accepted, never on what was returned", async () => {
    const id = await decided({});
    await edit(france, id, { returns_on: "2025-05-28" });
    await inWork(leader, (work) => returnChanges(work, id, { reason: "Dài quá", seen: undefined }));
    await edit(france, id, { returns_on: "2025-05-20" });
    await inWork(leader, (work) => acceptChanges(work, id, { seen: undefined }));
    await number(office, id);
    const numbered = (await keptPapers(france, id)).filter((one) => one.number !== null);
    const days = numbered.map(
      (one) =>
        wordText(Buffer.from(one.bytes, "base64"))
          .join()
          .match(/từ ngày 12 đến ngày \d+ tháng 5 năm 2025/)?.[0],
    );
    expect(days).toEqual(["từ ngày 12 đến ngày 18 tháng 5 năm 2025", "từ ngày 12 đến ngày 20 tháng 5 năm 2025"]);
  });

  test("bears a day that has come, not before it was decided", async () => {
    const id = await decided({});
    await expect(number(office, id, { decided_on: addDays(today(), 1) })).rejects.toThrow("rule_decided_ahead");
    await expect(number(office, id, { decided_on: addDays(today(), -1) })).rejects.toThrow("rule_decided_before");
    // The same where no form was asked first.
    const ahead = { ...numberForm.parse({ number: "125/QĐ-LHHN" }), decided_on: addDays(today(), 1) };
    await expect(inWork(office, (work) => numberDecision(work, id, ahead))).rejects.toThrow("rule_decided_ahead");
    await number(office, id, { decided_on: today() });
    const other = await decided({ decided_on: addDays(today(), -3) });
    await number(office, other, { decided_on: addDays(today(), -2) });
  });

  test("is corrected with a reason, and both papers stay", async () => {
    const id = await decided();
    await expect(number(office, id)).rejects.toThrow("rule_number_reason");
    await number(office, id, { reason: "Vào sổ nhầm" });
    const decisions = (await keptPapers(france, id)).filter((one) => one.paper === "decision");
    expect(decisions.map((one) => one.number)).toEqual(["12/QĐ-LHHN", "125/QĐ-LHHN"]);
  });

  test("an approval is not dated ahead", async () => {
    const ahead = { decided_on: addDays(today(), 1) };
    await expect(decided(ahead)).rejects.toThrow("rule_decided_ahead");
    const id = await inWork(france, (work) => aProposedDelegation(work));
    await expect(inWork(leader, (work) => approveDelegation(work, id, ahead))).rejects.toThrow("rule_decided_ahead");
  });
});
