import { warnOfBackups } from "#modules/access/backup.jobs.server.ts";
import { sendDigests } from "#modules/access/notification.commands.server.ts";
import { sweepSessions } from "#modules/access/session.commands.server.ts";
import { erasePassports } from "#modules/delegations/delegation-parts.commands.server.ts";
import { proveDerived } from "#modules/derived.server.ts";
import { announce, remindReports, weighEach } from "#modules/delegations/delegation.jobs.server.ts";
import { beAtHome } from "#modules/identity/identity.queries.server.ts";
import { resumeImports, runCommit } from "#modules/imports/import.commands.server.ts";
import { sayFailed } from "#modules/paper-templates/paper-template.jobs.server.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { checkHistory, sealAndSend } from "#platform/history-check.server.ts";
import { endSendings } from "#platform/idempotency.server.ts";
import type { Jobs } from "#platform/jobs.server.ts";
import { startWorker, stopWorker } from "#platform/jobs.server.ts";
import { log } from "#platform/log.server.ts";
import { deliverMail } from "#platform/mail.server.ts";
import type { Union } from "#platform/union.server.ts";
import { inUnion, unionsServed } from "#platform/union.server.ts";
import { endPersonal } from "#platform/personal-ends.server.ts";
import { forgetEvents } from "#platform/security-list.server.ts";

/** Everything that runs without anybody asking; times are those of the union's clocks. */
const JOBS: Jobs = {
  "access.sweep": { run: () => inWork(system, sweepSessions), cron: "20 3 * * *" },
  "backup.warn": { run: warnOfBackups, cron: "0 8 * * *" },
  "delegation.announce": { run: announce },
  // Also keeps what was decided before versions were kept.
  "delegation.weigh": { run: weighEach, cron: "50 1 * * *" },
  "delegation.remind-reports": { run: () => inWork(system, remindReports), cron: "30 6 * * *" },
  "delegation.erase-passports": { run: async () => void (await inWork(system, erasePassports)), cron: "10 2 * * *" },
  "derived.prove": { run: proveDerived, cron: "5 0 * * *" },
  "history.seal": { run: sealAndSend, cron: "40 7 * * *" },
  "history.verify": { run: checkHistory, cron: "20 3 * * *" },
  "idempotency.end": { run: async () => void (await inWork(system, endSendings)), cron: "25 2 * * *" },
  "import.commit": { run: runCommit },
  "import.resume": { run: resumeImports, cron: "* * * * *" },
  "notification.digest": { run: async () => void (await inWork(system, sendDigests)), cron: "0 7,13 * * *" },
  "paper-templates.say-failed": { run: sayFailed },
  "personal.end": { run: () => inWork(system, endPersonal), cron: "35 2 * * *" },
  "security.forget": { run: () => inWork(system, forgetEvents), cron: "20 2 * * *" },
  "mail.deliver": { run: deliverMail, cron: "* * * * *" },
};

const working = new Set<Union>();

/** Works for every union that is served, and no more for one that is not served any more. */
export async function workForAll(): Promise<void> {
  const served = unionsServed();
  for (const union of [...working].filter((one) => !served.includes(one))) {
    working.delete(union);
    await inUnion(union, stopWorker);
  }
  for (const union of served.filter((one) => !working.has(one))) {
    working.add(union);
    await inUnion(union, startWork).catch((cause: unknown) => {
      working.delete(union);
      throw cause;
    });
  }
}

async function startWork(): Promise<void> {
  // Times at which jobs run are those of its clocks.
  await beAtHome();
  await startWorker(JOBS);
  // Whoever starts does not wait for it.
  void resumeImports().catch((cause: Error) =>
    log("warn", "imports were not taken up again", { cause: cause.message }),
  );
}
