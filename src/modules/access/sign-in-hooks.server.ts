import { APIError } from "better-auth/api";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { findActor } from "./access.queries.server.ts";
import { recordPasskey } from "./passkey.commands.server.ts";
import { factorOf, noteProvidersFactor } from "./sign-in-factor.server.ts";

type Context = {
  path?: string | undefined;
  request?: Request | undefined;
  context: { authCookies: { sessionToken: { name: string } }; secret: string };
  getSignedCookie(name: string, secret: string): Promise<string | false | null | undefined>;
};

/** Every session that is made, by whichever way, passes here. */
export const SESSION_HOOKS = {
  create: {
    before: async (session: { userId: string }, context: object | null) => {
      await requireOpenAccount(session.userId);
      const idle = new Date(Date.now() + Math.min(config.sessionIdleMinutes, config.sessionHours * 60) * 60_000);
      return { data: { factor: factorOf((context ?? {}) as Context), expiresAt: idle } };
    },
    after: async (session: { token: string }, context: object | null) => {
      if (context) await dropFormer(context as Context, session.token);
    },
  },
};

async function requireOpenAccount(userId: string): Promise<void> {
  const user = await inWork(system, (work) =>
    work.trx
      .selectFrom("auth_user")
      .select("auth_user.deactivated_at")
      .where("auth_user.id", "=", userId)
      .executeTakeFirst(),
  );
  if (!user || user.deactivated_at) throw new APIError("FORBIDDEN", { code: "account_closed", message: "closed" });
}

/** Whoever signs in anew in a browser has one session there: the one of before ends (ASVS 7.2.4). */
async function dropFormer(asked: Context, token: string): Promise<void> {
  const former = await asked.getSignedCookie(asked.context.authCookies.sessionToken.name, asked.context.secret);
  if (!former || former === token) return;
  await inWork(system, (work) =>
    work.trx.deleteFrom("auth_session").where("auth_session.token", "=", former).execute(),
  );
}

const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null };

/** Of what a provider sends only who it is is kept: its tokens open nothing that Amity needs. */
function withoutTokens(account: Record<string, unknown>, context: object | null) {
  noteProvidersFactor(account.idToken, (context as Context | null)?.request);
  return Promise.resolve({ data: "idToken" in account || "accessToken" in account ? NO_TOKENS : {} });
}
export const ACCOUNT_HOOKS = { create: { before: withoutTokens }, update: { before: withoutTokens } };

type Verified = { verification: { authenticationInfo: { userVerified: boolean } } };
type Registered = { verification: { registrationInfo?: { userVerified: boolean } | undefined } };

function requireUnlocked(isUnlocked: boolean | undefined) {
  if (!isUnlocked) throw new APIError("UNAUTHORIZED", { code: "passkey_locked", message: "not unlocked" });
  return Promise.resolve();
}

/** A passkey stands for two factors only where its device asked for a finger, a face or a code. */
export const PASSKEYS_UNLOCKED = {
  authenticatorSelection: { residentKey: "required", userVerification: "required" },
  authentication: {
    afterVerification: ({ verification }: Verified) => requireUnlocked(verification.authenticationInfo.userVerified),
  },
  registration: {
    afterVerification: ({ verification }: Registered) =>
      requireUnlocked(verification.registrationInfo?.userVerified).then(() => undefined),
  },
} as const;

type Ended = { path?: string; body?: { name?: unknown } } & {
  context: { returned?: unknown; session?: { user: { id: string } } | null };
};

/** A passkey that was added has its line in the history. */
export async function afterPasskey({ path, body, context }: Ended): Promise<void> {
  const userId = context.session?.user.id;
  if (path !== "/passkey/verify-registration" || context.returned instanceof Error || !userId) return;
  const actor = await findActor(userId, undefined);
  if (actor) await inWork(actor, (work) => recordPasskey(work, typeof body?.name === "string" ? body.name : ""));
}

/** Addresses of the sign-in library whose work Amity does itself, with history and by who has just signed in. */
const OURS = ["/passkey/delete-passkey", "/passkey/update-passkey", "/change-password", "/set-password"];

export function refuseOurs(path: string | undefined): void {
  if (path && OURS.includes(path)) throw new APIError("NOT_FOUND", { code: "not_found", message: "not found" });
}

/** The union's own provider; nobody opens an account by it, and it has proven an address before it enters by one. */
export function providers() {
  if (!config.oidc) return [];
  const { issuer, clientId, clientSecret } = config.oidc;
  const discoveryUrl = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  return [
    {
      providerId: "oidc",
      clientId,
      clientSecret,
      discoveryUrl,
      scopes: ["openid", "email", "profile"],
      disableSignUp: true,
      requireIdTokenVerification: true,
    },
  ];
}
