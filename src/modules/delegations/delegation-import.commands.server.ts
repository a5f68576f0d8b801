import { importing } from "#platform/bulk.server.ts";
import { DELEGATION_COLUMNS } from "./delegation.columns.ts";
import { canPropose } from "./delegation.policy.ts";

/** Filed as visits of the past. */
export const DELEGATION_IMPORT = importing({
  set: DELEGATION_COLUMNS,
  may: canPropose,
  visibility: "unit",
  making: () => ({ status: "archived" }),
});
