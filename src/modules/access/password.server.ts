import { hash, verify } from "@node-rs/argon2";
import { sql } from "kysely";
import { findRoot } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { FieldError } from "#platform/errors.ts";
import { DEMO } from "./access.model.ts";
import { PASSWORD_LENGTH, contextWords, isMonotonous, isOfContext } from "./password.model.ts";
import { isCommonPassword } from "./password-list.server.ts";

/** argon2id with the library's defaults (19 MiB, two passes), which OWASP recommends. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

export const verifyPassword = ({ hash: kept, password }: { hash: string; password: string }) => verify(kept, password);

type Person = { name: string; email: string };

/** Refuses a new password that would be guessed; the same rule at every door where one is set. */
export async function requireGoodPassword(
  work: Work,
  person: Person,
  password: string,
  field = "password",
): Promise<void> {
  // The demo's passwords are printed on its sign-in page.
  if (password === DEMO.password) {
    if (person.email.endsWith(DEMO.domain)) return;
    throw new FieldError(field, "error_password_common");
  }
  if (password.length < PASSWORD_LENGTH.least) throw new FieldError(field, "error_password");
  if (password.length > PASSWORD_LENGTH.most) throw new FieldError(field, "error_password_long");
  if (isMonotonous(password) || isCommonPassword(password)) throw new FieldError(field, "error_password_common");
  const words = contextWords([person.name, ...addressWords(person.email), ...(await listUnionWords(work))]);
  if (isOfContext(password, words)) throw new FieldError(field, "error_password_context");
}

/** The name before the sign and the first of the names behind it. */
function addressWords(email: string): string[] {
  const [own = "", house = ""] = email.split("@");
  return [own, house.split(".")[0] ?? ""];
}

/** What the union is called, in every language. */
async function listUnionWords(work: Work): Promise<string[]> {
  const root = await whileSystem(work, () => findRoot(work));
  return root ? [root.code, root.name, ...Object.values(root.name_in)] : [];
}

/** Sets the password of a person who may sign in with one from now on. */
export async function keepPassword(work: Work, userId: string, password: string): Promise<void> {
  const kept = await hashPassword(password);
  const { numUpdatedRows } = await work.trx
    .updateTable("auth_account")
    .set({ password: kept, updated_at: sql`now()` })
    .where("auth_account.user_id", "=", userId)
    .where("auth_account.provider_id", "=", "credential")
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return;
  await work.trx
    .insertInto("auth_account")
    .values({ user_id: userId, account_id: userId, provider_id: "credential", password: kept })
    .execute();
}

/** Whether this is the password that the person signs in with. */
export async function isPasswordOf(work: Work, userId: string, password: string): Promise<boolean> {
  const account = await work.trx
    .selectFrom("auth_account")
    .select("auth_account.password")
    .where("auth_account.user_id", "=", userId)
    .where("auth_account.provider_id", "=", "credential")
    .executeTakeFirst();
  return Boolean(account?.password && (await verify(account.password, password)));
}
