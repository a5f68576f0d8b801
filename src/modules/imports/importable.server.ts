import { ACTIVITY_IMPORT } from "#modules/activities/activity-import.commands.server.ts";
import { DELEGATION_IMPORT } from "#modules/delegations/delegation-import.commands.server.ts";
import { PARTNER_IMPORT } from "#modules/partners/partner-import.commands.server.ts";
import type { Importable } from "#platform/bulk.server.ts";
import type { ImportKind } from "./column.model.ts";

/** How each kind that is imported comes in; which they are says `platform/kinds.ts`. */
export const IMPORTABLE: Record<ImportKind, Importable> = {
  partners: PARTNER_IMPORT,
  delegations: DELEGATION_IMPORT,
  activities: ACTIVITY_IMPORT,
};
