import * as m from "#words/messages.js";
import type { HostingStatus } from "#modules/delegations/delegation-hosting.model.ts";
import type { DelegationStatus } from "#modules/delegations/delegation.model.ts";

/** How each state looks; the words are in the messages. */
export const TONES: Record<DelegationStatus, "neutral" | "waiting" | "good" | "warning" | "late"> = {
  draft: "neutral",
  proposed: "waiting",
  opinions: "waiting",
  approved: "good",
  refused: "late",
  preparing: "waiting",
  travelling: "good",
  report_due: "warning",
  reported: "good",
  settled: "good",
  archived: "neutral",
  cancelled: "neutral",
  postponed: "neutral",
};

/** The way of a visit, as one line; whatever left it stands on none of them. */
export const WAY: DelegationStatus[] = [
  "draft",
  "proposed",
  "opinions",
  "approved",
  "preparing",
  "travelling",
  "report_due",
  "reported",
  "settled",
  "archived",
];

export const CHANGE_TONES: Record<string, "neutral" | "waiting" | "late"> = {
  waiting: "waiting",
  returned: "late",
  listed: "neutral",
};

export const REPORT_TONES: Record<string, "good" | "waiting" | "late"> = {
  waiting: "waiting",
  returned: "late",
  accepted: "good",
};

/** Where what waits is decided. */
export const DECIDES = { approval: "approve", changes: "accept-changes", report: "accept-report" } as const;

type Open = {
  status: DelegationStatus;
  direction: string;
  change_state: string | null;
  report_state: string | null;
  waits: { for: keyof typeof DECIDES } | null;
};

/** What a visit is that waits for somebody. */
export function openStateOf({ status, direction, change_state, report_state, waits }: Open): string {
  if (waits?.for === "report") return m.delegation_report_state({ report: report_state ?? "" });
  return change_state
    ? m.delegation_change_state({ change: change_state })
    : m.delegation_status({ status, direction });
}

export const HOSTING_TONES: Record<HostingStatus, "neutral" | "waiting" | "good" | "warning" | "late"> = {
  asked: "waiting",
  confirmed: "good",
  change_asked: "warning",
  declined: "late",
  withdrawn: "neutral",
};

export const VERDICT_TONES: Record<string, "good" | "warning" | "late"> = {
  agree: "good",
  remarks: "warning",
  object: "late",
};

/** How near the departure is, in days of the calendar: by then it has to be decided. */
export function departsIn(departsOn: string, day: string): string {
  const count = Math.round((Date.parse(departsOn) - Date.parse(day)) / 86_400_000);
  if (count < 0) return m.departs_gone();
  return count === 0 ? m.departs_today() : m.departs_in({ count });
}
