import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { addDays, today } from "#platform/time.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { aDecidedVisit, found } from "./delegation-version.fixtures.ts";
import { aPart, aProposedDelegation } from "./delegation.fixtures.ts";
import { weighEach } from "./delegation.jobs.server.ts";
import { routeForm } from "./delegation.forms.ts";
import { findDelegation, listAllRoutes } from "./delegation.queries.server.ts";
import { addRoute, endRoute } from "./delegation-route.commands.server.ts";

const database = useDatabase();
let office: Actor, hanoi: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

const route = (values: Record<string, unknown> = {}) =>
  routeForm.parse({
    unit_kind: "provincial_union",
    direction: "outgoing",
    is_in_plan: "",
    approving_kind: "own",
    report_due_working_days: "5",
    from_on: today(),
    ...values,
  });
const approvingPath = async (id: string) =>
  (await inReading(hanoi, (work) => findDelegation(work, id)))?.approving_path;
const routeId = async () =>
  (await inReading(office, listAllRoutes)).find(
    (one) => one.unit_kind === "provincial_union" && one.direction === "outgoing",
  )?.id ?? "";

test("only those who act for the whole union set who approves", async () => {
  await expect(inWork(hanoi, (work) => addRoute(work, route()))).rejects.toThrow(ForbiddenError);
});

test("the most exact rule applies from its day, and no longer after its end", async () => {
  const id = await inWork(hanoi, (work) => aProposedDelegation(work));
  expect(await approvingPath(id)).toBe("vufo");
  await inWork(office, (work) => addRoute(work, route()));
  expect(await approvingPath(id)).toBe(hanoi.unitPath);
  const added = await routeId();
  await inWork(office, (work) => endRoute(work, added, { until_on: today() }));
  expect(await approvingPath(id)).toBe("vufo");
});

test("a rule for tomorrow does not count today; one for yesterday is refused", async () => {
  const id = await inWork(hanoi, (work) => aProposedDelegation(work));
  await inWork(office, (work) => addRoute(work, route({ from_on: addDays(today(), 1) })));
  expect(await approvingPath(id)).toBe("vufo");
  await expect(inWork(office, (work) => addRoute(work, route({ from_on: addDays(today(), -1) })))).rejects.toThrow(
    "rule_from_today",
  );
});

test("the general rule cannot be ended: something must always fit", async () => {
  const general = (await inReading(office, listAllRoutes)).find((one) => !one.unit_kind && !one.direction);
  await expect(
    inWork(office, (work) => endRoute(work, general?.id ?? "", { until_on: addDays(today(), 9) })),
  ).rejects.toThrow("rule_last_route");
});

test("how much the budget may move is the rule's: of two equal rules the newer counts, at once for what is open", async () => {
  const [france, leader] = [await aPerson("association_officer", "association_fr"), await aPerson("leader", "vufo")];
  const host = registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "FR" });
  const partnerId = await inWork(france, (work) => registerPartner(work, host));
  const id = await aDecidedVisit({ unit: france, leader, partnerId });
  const line = { description: "Phụ phí", quantity: "1", unit_price: "2000000", currency: "VND", payer: "union" };
  await inWork(france, (work) => aPart(work, id, "budget", line));
  const state = async () => (await found(france, id)).change_state;
  expect(await state()).toBe("listed");
  const general = { unit_kind: "", direction: "", approving_kind: "union" };
  await inWork(office, (work) => addRoute(work, route({ ...general, budget_share: "4" })));
  expect((await found(france, id)).budget_share).toBe(4);
  // The worker is asked to weigh what is open.
  await weighEach();
  expect(await state()).toBe("waiting");
  await inWork(office, (work) => addRoute(work, route({ ...general, budget_share: "5" })));
  await weighEach();
  const asked = await asOwner(database.ownerUrl(), (client) =>
    client.query("select from amity_jobs.job where name = 'delegation.weigh'"),
  );
  expect(asked.rowCount).toBeGreaterThan(1);
  expect(await state()).toBe("listed");
});
