/** Every job by name; the migration makes their queues, the worker runs them. */
export const QUEUES = [
  "access.sweep",
  "backup.warn",
  "delegation.announce",
  "delegation.remind-reports",
  "delegation.erase-passports",
  "delegation.weigh",
  "derived.prove",
  "history.seal",
  "history.verify",
  "idempotency.end",
  "import.commit",
  "import.resume",
  "mail.deliver",
  "notification.digest",
  "paper-templates.say-failed",
  "personal.end",
  "security.forget",
] as const;

export type Queue = (typeof QUEUES)[number];
