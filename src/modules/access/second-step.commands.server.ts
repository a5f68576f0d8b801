import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { FieldError, RuleError, requireRow } from "#platform/errors.ts";
import { addMinutes, now } from "#platform/time.ts";
import { recordAccount } from "./account-history.server.ts";
import {
  addressOfSecret,
  base32,
  hashBackupCodes,
  isCodeOf,
  isDigits,
  newBackupCodes,
  newSecret,
  openSecret,
  readKeptCodes,
  sealSecret,
  spendBackupCode,
  stepAt,
} from "./second-step.server.ts";
import { dropSessions } from "./session.commands.server.ts";

const MOST_FAILURES = 10;
const LOCKED_MINUTES = 15;
/** The machine's clock as it is set now: an authenticator's runs beside it, whatever day the union works on. */
const nowStep = () => stepAt(Date.now());

const self = (work: Work) => ({ id: requireRow(work.actor.userId), name: work.actor.name });

/** The row of a person's second step, kept from others until this work ends; asked as the system. */
function lockStep(work: Work, userId: string) {
  return work.trx
    .selectFrom("auth_two_factor")
    .selectAll("auth_two_factor")
    .where("auth_two_factor.user_id", "=", userId)
    .forUpdate()
    .executeTakeFirst();
}

/** Begins a second step for the actor: shown once, counts when a code of it was confirmed. */
export async function beginSecondStep(work: Work) {
  const { id } = self(work);
  const [secret, codes] = [newSecret(), newBackupCodes()];
  const kept = { secret: await sealSecret(secret), backup_codes: JSON.stringify(await hashBackupCodes(codes)) };
  await whileSystem(work, async () => {
    const there = await lockStep(work, id);
    if (there?.verified) throw new RuleError("rule_second_step_on");
    await work.trx
      .insertInto("auth_two_factor")
      .values({ user_id: id, verified: false, ...kept })
      .onConflict((other) => other.column("user_id").doUpdateSet({ ...kept, last_used_step: 0 }))
      .execute();
  });
  return { secret: base32(secret), uri: addressOfSecret(secret, work.actor.email), backupCodes: codes };
}

/** The first code shows that the authenticator works. Other sessions, entered without it, end; this one (`sessionId`) has shown it. */
export async function confirmSecondStep(work: Work, code: string, sessionId: string): Promise<void> {
  const person = self(work);
  await whileSystem(work, async () => {
    const step = await lockStep(work, person.id);
    if (!step || step.verified) throw new RuleError("rule_second_step_none");
    if (!isCodeOf(await openSecret(step.secret), code, nowStep())) throw new FieldError("digits", "error_code_wrong");
    await work.trx
      .updateTable("auth_two_factor")
      .set({ verified: true, last_used_step: nowStep(), failed_verification_count: 0, locked_until: null })
      .where("auth_two_factor.id", "=", step.id)
      .execute();
    await markUser(work, person.id, true);
    await dropSessions(work, person.id, sessionId);
    await work.trx
      .updateTable("auth_session")
      .set({ factor: "second_step" })
      .where("auth_session.id", "=", sessionId)
      .execute();
  });
  await recordAccount(work, person, { action: "second_step_on", event: "second_step_on" });
}

const markUser = (work: Work, userId: string, isOn: boolean) =>
  work.trx.updateTable("auth_user").set({ two_factor_enabled: isOn }).where("auth_user.id", "=", userId).execute();

/** Takes a person's second step away; who may is the caller's question. Asked as the system. */
export async function dropSecondStep(work: Work, userId: string): Promise<void> {
  await work.trx.deleteFrom("auth_two_factor").where("auth_two_factor.user_id", "=", userId).execute();
  await markUser(work, userId, false);
}

/** The actor does without from now on; other sessions end. Where a role asks for one, the next page says so. */
export async function endSecondStep(work: Work, sessionId: string): Promise<void> {
  const person = self(work);
  await whileSystem(work, async () => {
    const step = await lockStep(work, person.id);
    if (!step?.verified) throw new RuleError("rule_second_step_none");
    await dropSecondStep(work, person.id);
    await dropSessions(work, person.id, sessionId);
    await work.trx
      .updateTable("auth_session")
      .set({ factor: "password" })
      .where("auth_session.id", "=", sessionId)
      .where("auth_session.factor", "=", "second_step")
      .execute();
  });
  await recordAccount(work, person, { action: "second_step_off", event: "second_step_off" });
}

/** Ten new backup codes; those of before open nothing any more. */
export async function renewBackupCodes(work: Work): Promise<string[]> {
  const person = self(work);
  const codes = newBackupCodes();
  const hashes = JSON.stringify(await hashBackupCodes(codes));
  await whileSystem(work, async () => {
    const step = await lockStep(work, person.id);
    if (!step?.verified) throw new RuleError("rule_second_step_none");
    await keepCodes(work, step.id, hashes);
  });
  await recordAccount(work, person, { action: "backup_codes_made" });
  return codes;
}

const keepCodes = (work: Work, id: string, backup_codes: string) =>
  work.trx.updateTable("auth_two_factor").set({ backup_codes }).where("auth_two_factor.id", "=", id).execute();

/**
 * Tries a code of a person who is signing in: the digits shown now, once, or a backup code, once. After ten wrong ones in a row the second
 * step rests for a quarter of an hour, whatever comes then. Asked as the system; commits whatever it answers.
 */
export async function trySecondStep(work: Work, userId: string, typed: string): Promise<"right" | "wrong" | "locked"> {
  const step = await lockStep(work, userId);
  if (!step?.verified) return "wrong";
  if (step.locked_until && step.locked_until > now()) return "locked";
  const isRight = await (isDigits(typed) ? spendDigits : spendCode)(work, step, typed);
  const failures = isRight ? 0 : (step.failed_verification_count ?? 0) + 1;
  const isOver = failures >= MOST_FAILURES;
  await work.trx
    .updateTable("auth_two_factor")
    .set({
      failed_verification_count: isOver ? 0 : failures,
      locked_until: isOver ? addMinutes(now(), LOCKED_MINUTES) : null,
    })
    .where("auth_two_factor.id", "=", step.id)
    .execute();
  return isRight ? "right" : "wrong";
}

type Step = NonNullable<Awaited<ReturnType<typeof lockStep>>>;

async function spendDigits(work: Work, step: Step, digits: string): Promise<boolean> {
  const current = nowStep();
  if (Number(step.last_used_step) >= current) return false;
  if (!isCodeOf(await openSecret(step.secret), digits, current)) return false;
  await work.trx
    .updateTable("auth_two_factor")
    .set({ last_used_step: current })
    .where("auth_two_factor.id", "=", step.id)
    .execute();
  return true;
}

async function spendCode(work: Work, step: Step, typed: string): Promise<boolean> {
  const kept = await readKeptCodes(step.backup_codes);
  const left = await spendBackupCode(kept, typed);
  if (left ?? !step.backup_codes.startsWith("[")) await keepCodes(work, step.id, JSON.stringify(left ?? kept));
  return left !== undefined;
}

/** Whether a code is asked of this person at every sign-in. */
export async function hasSecondStep(work: Work, userId: string): Promise<boolean> {
  const found = await work.trx
    .selectFrom("auth_two_factor")
    .select("auth_two_factor.id")
    .where("auth_two_factor.user_id", "=", userId)
    .where("auth_two_factor.verified", "=", true)
    .executeTakeFirst();
  return found !== undefined;
}

/** How many backup codes the actor has left; undefined without a second step. */
export async function countBackupCodes(work: Work): Promise<number | undefined> {
  const kept = await whileSystem(work, () =>
    work.trx
      .selectFrom("auth_two_factor")
      .select("auth_two_factor.backup_codes")
      .where("auth_two_factor.user_id", "=", work.actor.userId ?? null)
      .where("auth_two_factor.verified", "=", true)
      .executeTakeFirst(),
  );
  return kept && (await readKeptCodes(kept.backup_codes)).length;
}
