import { importing } from "#platform/bulk.server.ts";
import { today } from "#platform/time.ts";
import { DELEGATION_COLUMNS } from "./delegation.columns.ts";
import { canPropose } from "./delegation.policy.ts";

/** A visit of the past is filed, one that is under way travels, and one ahead is a plan that somebody has yet to propose. */
export const DELEGATION_IMPORT = importing({
  set: DELEGATION_COLUMNS,
  may: canPropose,
  visibility: "unit",
  making: ({ values }) => ({ status: statusOn(today(), values) }),
  forbids: ({ status, import_id }, { departs_on, returns_on }) => {
    if (status === "draft") return undefined;
    // What went through the union's hands is changed where they see it.
    if (!import_id || (status !== "archived" && status !== "travelling")) return "import_delegation_decided";
    return status === "archived" && statusOn(today(), { departs_on, returns_on }) !== "archived"
      ? "import_archived_ahead"
      : undefined;
  },
});

function statusOn(
  day: string,
  { departs_on, returns_on }: Record<string, unknown>,
): "draft" | "travelling" | "archived" {
  if (String(departs_on) > day) return "draft";
  return String(returns_on) >= day ? "travelling" : "archived";
}
