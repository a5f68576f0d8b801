import fs from "node:fs";
import { anchorLine, readAnchors } from "./anchors.ts";
import type { Actor } from "./actor.ts";
import { system } from "./actor.ts";
import { config } from "./config.ts";
import type { Work } from "./db.server.ts";
import { inSnapshot, inWork } from "./db.server.ts";
import { log } from "./log.server.ts";
import { inEach } from "./letter-words.server.ts";
import { sendMail } from "./mail.server.ts";
import type { Seal } from "./seal.server.ts";
import { sayEvent } from "./security-log.server.ts";
import { sealHistory } from "./seal.server.ts";
import { ownUnion } from "./union.server.ts";
import { now } from "./time.ts";
import type { Finding } from "./verify.server.ts";
import { IN_UTC, verifyHistory } from "./verify.server.ts";

/** Seals the finished days and lets the newest link leave the house, to whoever the union names. */
export async function sealAndSend(): Promise<void> {
  const newest = await inWork(system, async (work) => {
    const days = await sealHistory(work.client);
    if (days.length === 0) return undefined;
    const { rows } = await work.client.query<Seal>(
      "select * from history_seal where form = 2 order by last_id desc limit 1",
    );
    for (const recipient of rows[0] ? config.anchorMail : [])
      await sendMail(work, letterTo(recipient, rows[0] as Seal));
    return rows[0];
  });
  const file = anchorFile();
  if (newest && file) fs.appendFileSync(file, `${anchorLine(newest)}\n`);
}

/** Each union's days are a chain of their own. */
function anchorFile(): string | undefined {
  const { code } = ownUnion();
  return config.anchorFile && (code ? `${config.anchorFile}.${code}` : config.anchorFile);
}

const letterTo = (recipient: string, seal: Seal) => ({
  recipient,
  subject: inEach("letter_seal_subject", { day: seal.day }, " / "),
  body: `${inEach("letter_seal", { day: seal.day })}

${anchorLine(seal)}

amity verify-history --anchors FILE · docs/verify`,
});

const MOST_KEPT = 100;

/** The nightly check of everything; what it came to is kept for the auditor, and what was found is said in the log. */
export async function checkHistory(): Promise<void> {
  const started = Date.now();
  const file = anchorFile();
  const anchors = file && fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  const checked = await inSnapshot(system, async ({ client }) => {
    await client.query(IN_UTC);
    return verifyHistory(client, readAnchors(anchors));
  });
  await inWork(system, (work) =>
    work.trx
      .insertInto("history_check")
      .values({
        checked_at: now(),
        seconds: Math.round((Date.now() - started) / 1000),
        lines: checked.lines,
        records: checked.records,
        found: JSON.stringify(checked.found.slice(0, MOST_KEPT)),
        found_in_all: checked.foundInAll,
      })
      .execute(),
  );
  if (checked.foundInAll === 0) return;
  log("error", "the history does not hold", { found: checked.foundInAll, first: JSON.stringify(checked.found[0]) });
  sayEvent("control_failed", { what: { control: "history", found: checked.foundInAll } });
}

/** Who is shown what checks came to: those who answer for the union, and those who look over their shoulder. */
export const readsChecks = ({ role }: Actor): boolean => ["auditor", "administrator", "leader"].includes(role ?? "");

/** The last checks, newest first. */
export async function listChecks(work: Work) {
  const rows = await work.trx
    .selectFrom("history_check")
    .selectAll("history_check")
    .orderBy("history_check.checked_at", "desc")
    .orderBy("history_check.id", "desc")
    .limit(30)
    .execute();
  return rows.map((row) => ({ ...row, found: row.found as unknown as Finding[] }));
}
