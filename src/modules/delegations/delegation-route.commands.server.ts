import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { ownRights, recordHistory } from "#platform/history.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import { today } from "#platform/time.ts";
import type { endRouteForm, routeForm } from "./delegation.forms.ts";
import { canKeepRoutes } from "./delegation.policy.ts";

/** A new rule of who approves; it counts from its day, the most exact rule first. What was decided before stays decided. Answers with its id. */
export async function addRoute(work: Work, route: z.output<typeof routeForm>): Promise<string> {
  requirePermission(canKeepRoutes(work.actor));
  if (route.from_on < today()) throw new RuleError("rule_from_today");
  const is_in_plan = route.is_in_plan === undefined ? null : route.is_in_plan === "yes";
  const made = await work.trx
    .insertInto("delegation_route")
    .values({ ...route, unit_kind: route.unit_kind ?? null, direction: route.direction ?? null, is_in_plan })
    .returning("delegation_route.id")
    .executeTakeFirstOrThrow();
  await recordHistory(work, {
    subject: ["delegation_route", made.id],
    action: "route_added",
    rights: ownRights(work, "union"),
    after: route,
  });
  // Another share may send back what was only listed, or the other way round.
  if (route.from_on === today()) await enqueue(work, "delegation.weigh", {});
  return made.id;
}

/** The rule counts up to the day before; it is never deleted. */
export async function endRoute(
  work: Work,
  routeId: string,
  { until_on }: z.output<typeof endRouteForm>,
): Promise<void> {
  requirePermission(canKeepRoutes(work.actor));
  if (until_on < today()) throw new RuleError("rule_from_today");
  const route = requireRow(
    await work.trx
      .selectFrom("delegation_route")
      .selectAll("delegation_route")
      .where("delegation_route.id", "=", routeId)
      .forUpdate()
      .executeTakeFirst(),
  );
  // Something must always fit: the one rule without conditions stays.
  if (!route.unit_kind && !route.direction && route.is_in_plan === null) throw new RuleError("rule_last_route");
  if (until_on < route.from_on) throw new RuleError("rule_end_before_start");
  await work.trx.updateTable("delegation_route").set({ until_on }).where("delegation_route.id", "=", routeId).execute();
  await recordHistory(work, {
    subject: ["delegation_route", routeId],
    action: "route_ended",
    rights: ownRights(work, "union"),
    before: { until_on: route.until_on },
    after: { until_on },
  });
  if (until_on <= today()) await enqueue(work, "delegation.weigh", {});
}
