import { sql } from "kysely";
import { importing } from "#platform/bulk.server.ts";
import type { Work } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { DELEGATION_COLUMNS } from "./delegation.columns.ts";
import { aheadIn } from "./delegation.model.ts";
import { followVisits } from "./delegation-derived.commands.server.ts";
import { canPropose } from "./delegation.policy.ts";

/** A visit of the past is filed, one that is under way travels, and one ahead is a plan that somebody has yet to propose. */
export const DELEGATION_IMPORT = importing({
  set: DELEGATION_COLUMNS,
  may: canPropose,
  visibility: "unit",
  making: ({ values }) => ({
    status: statusOn(today(), values),
    stated_head: values.head_name,
    stated_members: values.member_count,
  }),
  // Of a visit of the past or ahead nothing follows yet.
  follow: (work, made) => {
    const owing = made.filter((one) => statusOn(today(), one.row.values) === "travelling");
    return owing.length === 0
      ? Promise.resolve()
      : followVisits(
          work,
          owing.map((one) => one.id),
        );
  },
  followChanges: restate,
  forbids: ({ status, import_id }, { departs_on, returns_on }) => {
    if (status === "draft") return undefined;
    // What went through the union's hands is changed where they see it.
    if (!import_id || (status !== "archived" && status !== "travelling")) return "import_delegation_decided";
    if (!aheadIn(status, { departs_on: String(departs_on), returns_on: String(returns_on) }, today())) return undefined;
    return status === "archived" ? "import_archived_ahead" : "import_travelling_ahead";
  },
});

/** What a sheet said of head and number counts where no member says it; whatever follows is as the facts stand now. */
async function restate(work: Work, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const members = sql`from delegation_member where delegation_member.delegation_id = delegation.id`;
  await sql`update delegation set
      stated_members = case when exists (select ${members}) then delegation.stated_members else delegation.member_count end,
      stated_head = case when exists (select ${members} and delegation_member.role = 'head') then delegation.stated_head else delegation.head_name end
    where delegation.id = any(${ids}::uuid[])`.execute(work.trx);
  await followVisits(work, ids);
}

function statusOn(
  day: string,
  { departs_on, returns_on }: Record<string, unknown>,
): "draft" | "travelling" | "archived" {
  if (String(departs_on) > day) return "draft";
  return String(returns_on) >= day ? "travelling" : "archived";
}
