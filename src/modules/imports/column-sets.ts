import { ACTIVITY_COLUMNS } from "#modules/activities/activity.columns.ts";
import { DELEGATION_COLUMNS } from "#modules/delegations/delegation.columns.ts";
import { PARTNER_COLUMNS } from "#modules/partners/partner.columns.ts";
import type { ColumnSet } from "#platform/columns.ts";
import type { ImportKind } from "./column.model.ts";

/** The columns of each kind, without what writes them: a thread that reads files knows no more. */
export const COLUMN_SETS: Record<ImportKind, ColumnSet> = {
  partners: PARTNER_COLUMNS,
  delegations: DELEGATION_COLUMNS,
  activities: ACTIVITY_COLUMNS,
};
