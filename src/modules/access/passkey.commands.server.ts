import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import { recordAccount } from "./account-history.server.ts";

/** The passkeys of the actor, the oldest first. */
export async function listPasskeys(work: Work) {
  return whileSystem(work, () =>
    work.trx
      .selectFrom("auth_passkey")
      .select(["auth_passkey.id", "auth_passkey.name", "auth_passkey.created_at"])
      .where("auth_passkey.user_id", "=", work.actor.userId ?? null)
      .orderBy("auth_passkey.created_at")
      .execute(),
  );
}

/** Takes one of the actor's passkeys away; one that is gone already is no mistake. */
export async function removePasskey(work: Work, passkeyId: string): Promise<void> {
  const person = { id: requireRow(work.actor.userId), name: work.actor.name };
  const gone = await whileSystem(work, () =>
    work.trx
      .deleteFrom("auth_passkey")
      .where("auth_passkey.id", "=", passkeyId)
      .where("auth_passkey.user_id", "=", person.id)
      .returning("auth_passkey.name")
      .executeTakeFirst(),
  );
  if (!gone) return;
  const before = { device: gone.name ?? "" };
  await recordAccount(work, person, { action: "passkey_removed", event: "passkey_removed", before });
}

/** Writes down that a passkey came to the actor's account; the sign-in library keeps it. */
export async function recordPasskey(work: Work, device: string): Promise<void> {
  const person = { id: requireRow(work.actor.userId), name: work.actor.name };
  await recordAccount(work, person, { action: "passkey_added", after: { device } });
}
