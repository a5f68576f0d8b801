import path from "node:path";
import { z } from "zod";

export type Schedule = { hour: number; minute: number; keep: number };

const HOW =
  "AMITY_BACKUP must be off or like daily@02:00,keep=30 (a time of the union's clock; 1 to 400 backups kept).";

function readSchedule(said: string): Schedule | undefined {
  const [, hour = "", minute = "", keep = "30"] = /^daily@(\d{2}):(\d{2})(?:,keep=(\d{1,3}))?$/.exec(said) ?? [];
  const schedule = { hour: Number(hour), minute: Number(minute), keep: Number(keep) };
  const isKnown =
    hour !== "" && schedule.hour < 24 && schedule.minute < 60 && schedule.keep > 0 && schedule.keep <= 400;
  return isKnown ? schedule : undefined;
}

const DAYS = "AMITY_TRAIL_DAYS must be a whole number from 1 to 90.";

/** Settings of backups and of the trail of changes. */
export const SAFETY_SETTINGS = {
  AMITY_BACKUP: z
    .string()
    .refine((said) => said === "off" || readSchedule(said) !== undefined, { error: HOW })
    .optional(),
  AMITY_BACKUP_FOLDER: z.string().optional(),
  AMITY_BACKUP_KEY: z
    .string()
    .min(20, "AMITY_BACKUP_KEY must have at least 20 characters; `openssl rand -hex 32` makes one.")
    .optional(),
  AMITY_TRAIL: z.string().optional(),
  AMITY_TRAIL_DAYS: z.coerce.number({ error: DAYS }).int(DAYS).min(1, DAYS).max(90, DAYS).default(7),
};

type Said = {
  AMITY_BACKUP?: string | undefined;
  AMITY_BACKUP_FOLDER?: string | undefined;
  AMITY_BACKUP_KEY?: string | undefined;
  AMITY_TRAIL?: string | undefined;
  AMITY_TRAIL_DAYS: number;
  AMITY_DATA: string;
};

/** What the settings come to: real work is backed up unless somebody says otherwise, the demo only when asked. */
export function safetyOf(said: Said, isDemo: boolean) {
  const usual = isDemo ? "off" : "daily@02:00,keep=30";
  const schedule = said.AMITY_BACKUP ?? usual;
  const trail = said.AMITY_TRAIL ?? (isDemo ? "off" : path.join(said.AMITY_DATA, "trail"));
  return {
    backup: {
      schedule: schedule === "off" ? undefined : readSchedule(schedule),
      folder: path.resolve(said.AMITY_BACKUP_FOLDER ?? path.join(said.AMITY_DATA, "backups")),
      key: said.AMITY_BACKUP_KEY,
    },
    /** Where the trail of changes of the embedded database is kept; undefined where none is. */
    trail: trail === "off" ? undefined : { folder: path.resolve(trail), days: said.AMITY_TRAIL_DAYS },
  };
}
