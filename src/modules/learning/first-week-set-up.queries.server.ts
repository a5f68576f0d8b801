import { findCalendarEnd } from "#modules/reference/reference-fact.queries.server.ts";
import { findBackupState } from "#platform/backup-state.server.ts";
import type { Work } from "#platform/db.server.ts";
import { home, homeCalendar } from "#platform/home.ts";
import { canKeepLetters, hasSentLetter } from "#platform/letter-list.server.ts";
import { today } from "#platform/time.ts";
import type { SetUpFact } from "./first-week.model.ts";

/** What of the set-up is still open, for who keeps the whole union; for everybody else nothing is. */
export async function findOpenSetUp(work: Work): Promise<SetUpFact[]> {
  if (!canKeepLetters(work.actor)) return [];
  const calendarEnd = await findCalendarEnd(work, homeCalendar());
  const backups = await findBackupState(work);
  const isThere: Record<SetUpFact, boolean> = {
    identity: home().id !== null,
    days_off: calendarEnd !== undefined && calendarEnd >= today(),
    mail: home().is_without_mail || (await hasSentLetter(work)),
    backups: backups.schedule !== undefined || backups.lastGood !== undefined,
  };
  return (Object.keys(isThere) as SetUpFact[]).filter((fact) => !isThere[fact]);
}
