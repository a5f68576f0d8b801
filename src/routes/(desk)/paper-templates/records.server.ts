import { delegationFilter } from "#modules/delegations/delegation.filter.ts";
import { listDelegations } from "#modules/delegations/delegation.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requireValues } from "#platform/filter.server.ts";
import { formatDays } from "#platform/format.ts";
import { today } from "#platform/time.ts";
import type { Place } from "./template.server.ts";

/** So many visits, or years, are offered to try a template with. */
const VISITS = "20";
const YEARS = 5;

/** What a template can be tried with, newest first: visits of the unit that the reader may see, or years of its report. */
export async function listRecords(
  work: Work,
  { paper }: Place,
  unit: { path: string },
): Promise<{ value: string; label: string }[]> {
  if (paper === "annual-report") {
    const year = Number(today().slice(0, 4));
    return Array.from({ length: YEARS }, (_, back) => String(year - back)).map((one) => ({ value: one, label: one }));
  }
  const asked = requireValues(delegationFilter, new URLSearchParams({ unit_path: unit.path, limit: VISITS }));
  const { items } = await listDelegations(work, asked);
  return items.map((one) => ({
    value: one.id,
    label: `${one.title} (${formatDays(one.departs_on, one.returns_on)})`,
  }));
}
