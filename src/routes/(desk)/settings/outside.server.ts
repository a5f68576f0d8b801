import { config } from "#platform/config.ts";

/** A setting that whoever runs the server gives it as it starts: what it is called there, and what it is; null where it is not given. */
export type Outside = { variable: string; about: string; value: string | null };

const hostOf = (address: string | undefined) => (address ? new URL(address).host : null);

/** Secrets are named and not shown. */
export function listOutside(): Outside[] {
  const { backup, trail, oidc } = config;
  const two = (value: number) => String(value).padStart(2, "0");
  const plan =
    backup.schedule && `${two(backup.schedule.hour)}:${two(backup.schedule.minute)} · ${backup.schedule.keep}`;
  return [
    { variable: "ORIGIN", about: "origin", value: config.origin },
    { variable: "SMTP_URL", about: "smtp", value: hostOf(config.smtpUrl) },
    { variable: "MAIL_FROM", about: "mail_from", value: config.smtpUrl ? config.mailFrom : null },
    { variable: "OIDC_ISSUER", about: "oidc", value: oidc?.issuer ?? null },
    { variable: "AMITY_SECOND_STEP", about: "second_step", value: config.secondStepRoles.join(", ") || null },
    { variable: "AMITY_SESSION_HOURS", about: "hours", value: String(config.sessionHours) },
    { variable: "AMITY_KEY_DAYS", about: "key_days", value: String(config.keyDays) },
    { variable: "AMITY_BACKUP", about: "backup", value: plan ?? null },
    { variable: "AMITY_BACKUP_FOLDER", about: "backup_folder", value: backup.folder },
    { variable: "AMITY_TRAIL", about: "trail", value: trail?.folder ?? null },
    { variable: "AMITY_ANCHOR_MAIL", about: "anchor", value: config.anchorMail.join(", ") || null },
    { variable: "AMITY_SCANNER", about: "scanner", value: config.scanner ?? null },
    { variable: "AMITY_FILE_MB", about: "file_mb", value: String(config.fileBytes / 1_000_000) },
    { variable: "templates/", about: "templates", value: "*.docx" },
  ];
}
