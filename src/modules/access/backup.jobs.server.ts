import { system } from "#platform/actor.ts";
import type { BackupState } from "#platform/backup-state.server.ts";
import { findBackupState, trailFailure } from "#platform/backup-state.server.ts";
import { ownUnion } from "#platform/union.server.ts";
import { inWork } from "#platform/db.server.ts";
import { formatInstant } from "#platform/format.ts";
import { home } from "#platform/home.ts";
import { sendMail } from "#platform/mail.server.ts";
import type { TrailState } from "#platform/trail.server.ts";
import { inLocale, ruleInWords, toLocale, wordsFor } from "#platform/words.server.ts";
import { listAdministrators } from "./account.queries.server.ts";

/** Writes each administrator of the whole union a letter where no backup of two days is good, and one where the trail is not kept; once a day, as the job runs. */
export async function warnOfBackups(): Promise<void> {
  await inWork(system, async (work) => {
    const state = await findBackupState(work);
    const trail = trailFailure();
    if (!state.isOld && !trail) return;
    for (const { id, name, email, locale } of await listAdministrators(work))
      await inLocale(toLocale(locale) ?? home().language, async () => {
        const to = { recipient: email, userId: id };
        if (state.isOld) await sendMail(work, { ...to, ...aboutBackup(name, state) });
        if (trail) await sendMail(work, { ...to, ...aboutTrail(name, trail) });
      });
  });
}

const PAGE = () => ({ address: `${ownUnion().origin}/backups` });
const letter = (subject: string | undefined, lines: (string | undefined)[]) => ({
  subject: subject ?? "",
  body: lines.filter((line) => line !== undefined).join("\n\n"),
});

function aboutBackup(name: string, { lastGood, lastFailed }: BackupState) {
  const why = lastFailed?.why && ruleInWords(lastFailed.why, lastFailed.why_details as Record<string, string | number>);
  return letter(
    lastGood
      ? wordsFor("warn_backup_subject", { since: formatInstant(lastGood.started_at) })
      : wordsFor("warn_backup_never_subject"),
    [
      wordsFor("warn_backup_body", { name }),
      why ? wordsFor("warn_backup_why", { at: formatInstant(lastFailed.started_at), why }) : undefined,
      wordsFor("warn_backup_do", PAGE()),
    ],
  );
}

function aboutTrail(name: string, { failingSince, why, details }: TrailState) {
  const at = formatInstant(failingSince ?? "");
  return letter(wordsFor("warn_trail_subject"), [
    wordsFor("warn_trail_body", { name, at, why: why ? ruleInWords(why, details) : "" }),
    wordsFor("warn_trail_do", PAGE()),
  ]);
}
