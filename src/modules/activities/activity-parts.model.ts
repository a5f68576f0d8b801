type Part = { id: string; from_id: string | null };

/** Those whom the record itself names, as its form names them, and not those whom another record of it names. */
export function ownParts({ hosts, partners }: { hosts: (Part & { is_lead: boolean })[]; partners: Part[] }) {
  const ids = (some: Part[]) => some.flatMap((one) => (one.from_id === null ? one.id : []));
  return { co_host_ids: ids(hosts.filter((one) => !one.is_lead)), partner_ids: ids(partners) };
}
