import { addDays } from "#platform/time.ts";

type Part = { id: string; from_id: string | null };

/** Those whom the record itself names, as its form names them, and not those whom another record of it names. */
export function ownParts({ hosts, partners }: { hosts: (Part & { is_lead: boolean })[]; partners: Part[] }) {
  const ids = (some: Part[]) => some.flatMap((one) => (one.from_id === null ? one.id : []));
  return { co_host_ids: ids(hosts.filter((one) => !one.is_lead)), partner_ids: ids(partners) };
}

/** However far its first day is moved, it lasts as long. */
export function lastDay(activity: { starts_on: string; ends_on: string | null }, starts_on: string): string | null {
  if (activity.ends_on === null) return null;
  return addDays(starts_on, (Date.parse(activity.ends_on) - Date.parse(activity.starts_on)) / 86_400_000);
}
