/** Every job by name; the migration makes their queues, the worker runs them. */
export const QUEUES = [
  "delegation.announce",
  "delegation.remind-reports",
  "delegation.erase-passports",
  "delegation.weigh",
  "derived.prove",
  "history.seal",
  "history.verify",
  "import.commit",
  "mail.deliver",
  "notification.digest",
] as const;

export type Queue = (typeof QUEUES)[number];
