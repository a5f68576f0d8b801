import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import type pg from "pg";
import type { Queue } from "./queues.ts";
import { sayOfMachine } from "./security-machine.server.ts";

/** What a restored union must be told of: second steps that could be taken along, and whose had to be set up anew. */
export type AfterRestore = { kept: number; reset: string[]; letters: number; notices: number };

/**
 * Makes a restored database safe to open: nobody is signed in, no link that opens once is open, and second steps open with the secret of this place. Those locked with a secret
 * that nobody here knows are taken away, so that their owners set up new ones. `client` owns the schema, its search path is the union's.
 */
export async function afterRestore(
  client: pg.ClientBase,
  secrets: { former: (string | undefined)[]; now: string },
): Promise<AfterRestore> {
  await client.query("begin");
  await client.query("set local amity.reach = 'system'");
  await client.query("delete from auth_session");
  await client.query("delete from auth_verification");
  const steps = await lockedAnew(client, secrets);
  const letters = await letGoOfLetters(client);
  const notices = await letGoOfNotices(client);
  await letGoOfJobs(client);
  await sayOfMachine(client, "backup_restored", { kept: steps.kept, reset: steps.reset.length, letters });
  await client.query("commit");
  return { ...steps, letters, notices };
}

/** What waited then may have gone out since, and nobody gets a letter twice: it is sent again only by who looks at it. */
async function letGoOfLetters(client: pg.ClientBase): Promise<number> {
  if (!(await hasColumn(client, "mail_outbox", "state"))) return 0;
  const waiting = await client.query(
    "update mail_outbox set state = 'uncertain' where state in ('waiting', 'sending') returning id",
  );
  return waiting.rowCount ?? 0;
}

/** A digest of then may have told them by letter since: they stay where they are read, and no letter tells them again. */
async function letGoOfNotices(client: pg.ClientBase): Promise<number> {
  if (!(await hasColumn(client, "notification", "mailed_at"))) return 0;
  const untold = await client.query(
    "update notification set mailed_at = clock_timestamp() where mailed_at is null and read_at is null",
  );
  return untold.rowCount ?? 0;
}

/** What waited in the queue then and tells people something has been done since, or nearly so. */
const TELLING: Queue[] = ["backup.warn", "delegation.announce", "delegation.remind-reports", "notification.digest"];

async function letGoOfJobs(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ jobs: string | null }>(
    "select to_regclass(quote_ident(current_schema() || '_jobs') || '.job')::text as jobs",
  );
  const jobs = rows[0]?.jobs;
  if (!jobs) return;
  await client.query(
    `update ${jobs} set state = 'cancelled', completed_on = clock_timestamp() where name = any($1) and state in ('created', 'retry', 'active')`,
    [TELLING],
  );
}

/** A state of long ago may lack what came later. */
async function hasColumn(client: pg.ClientBase, table: string, column: string): Promise<boolean> {
  const known = await client.query(
    "select from pg_attribute where attrelid = to_regclass($1) and attname = $2 and not attisdropped",
    [table, column],
  );
  return known.rowCount !== 0;
}

type Step = { id: string; user_id: string; email: string; secret: string; backup_codes: string };

async function lockedAnew(client: pg.ClientBase, { former, now }: { former: (string | undefined)[]; now: string }) {
  const known = [now, ...former.filter((one) => one !== undefined)];
  const steps = await client.query<Step>(
    `select auth_two_factor.id, auth_two_factor.user_id, auth_user.email, auth_two_factor.secret, auth_two_factor.backup_codes
     from auth_two_factor join auth_user on auth_user.id = auth_two_factor.user_id order by auth_user.email`,
  );
  const reset: string[] = [];
  for (const step of steps.rows) {
    const secret = await under(now, known, step.secret);
    if (secret === undefined) {
      await client.query("delete from auth_two_factor where id = $1", [step.id]);
      await client.query("update auth_user set two_factor_enabled = false where id = $1", [step.user_id]);
      reset.push(step.email);
      continue;
    }
    // Codes kept as hashes open with no secret: they stay as they are.
    const codes = (await under(now, known, step.backup_codes)) ?? step.backup_codes;
    await client.query("update auth_two_factor set secret = $2, backup_codes = $3 where id = $1", [
      step.id,
      secret,
      codes,
    ]);
  }
  return { kept: steps.rows.length - reset.length, reset };
}

/** The same text locked with the secret of now; undefined where none of those known opens it. */
async function under(now: string, known: string[], locked: string): Promise<string | undefined> {
  for (const key of known) {
    const plain = await symmetricDecrypt({ key, data: locked }).catch(() => undefined);
    if (plain !== undefined) return key === now ? locked : symmetricEncrypt({ key: now, data: plain });
  }
  return undefined;
}
