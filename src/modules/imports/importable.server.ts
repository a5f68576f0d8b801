import { ACTIVITY_COLUMNS } from "#modules/activities/activity.columns.ts";
import {
  importActivities,
  tryActivities,
  undoActivities,
} from "#modules/activities/activity-import.commands.server.ts";
import { DELEGATION_COLUMNS } from "#modules/delegations/delegation.columns.ts";
import {
  importDelegations,
  tryDelegations,
  undoDelegations,
} from "#modules/delegations/delegation-import.commands.server.ts";
import { PARTNER_COLUMNS } from "#modules/partners/partner.columns.ts";
import { importPartners, tryPartners, undoPartners } from "#modules/partners/partner-import.commands.server.ts";
import type { BulkRow, Changed, Count, Written } from "#platform/bulk.server.ts";
import type { ColumnSet } from "#platform/columns.ts";
import type { Work } from "#platform/db.server.ts";
import type { ImportKind } from "./column.model.ts";

type Importable = {
  set: ColumnSet;
  attempt: (work: Work, rows: BulkRow[]) => Promise<Count>;
  write: (work: Work, importId: string, rows: BulkRow[]) => Promise<Written>;
  undo: (work: Work, importId: string, changed: AsyncIterable<Changed[]>) => Promise<void>;
};

/** How each kind that is imported comes in; which they are says `platform/kinds.ts`. */
export const IMPORTABLE = {
  partners: { set: PARTNER_COLUMNS, attempt: tryPartners, write: importPartners, undo: undoPartners },
  delegations: { set: DELEGATION_COLUMNS, attempt: tryDelegations, write: importDelegations, undo: undoDelegations },
  activities: { set: ACTIVITY_COLUMNS, attempt: tryActivities, write: importActivities, undo: undoActivities },
} as const satisfies Record<ImportKind, Importable>;
