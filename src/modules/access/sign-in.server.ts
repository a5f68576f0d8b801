import { createHash } from "node:crypto";
import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { createAuthMiddleware } from "better-auth/api";
import { genericOAuth } from "better-auth/plugins";
import { cleanLine } from "#platform/clean.ts";
import { config } from "#platform/config.ts";
import { ofUnion, ownUnion } from "#platform/union.server.ts";
import { cookieName, isSecure } from "#platform/cookie.server.ts";
import { home } from "#platform/home.ts";
import { log } from "#platform/log.server.ts";
import { isObject } from "#platform/names.ts";
import {
  ACCOUNT_HOOKS,
  PASSKEYS_UNLOCKED,
  SESSION_HOOKS,
  afterPasskey,
  providers,
  refuseOurs,
} from "./sign-in-hooks.server.ts";
import { hashPassword, verifyPassword } from "./password.server.ts";
import { PASSWORD_LENGTH } from "./password.model.ts";
import { secondStep } from "./second-step.plugin.server.ts";
import { FRESH_MINUTES } from "./session.model.ts";
import { signInEvents } from "./sign-in-events.server.ts";
import { openSignInPool } from "./sign-in-pool.server.ts";

const stamps = { createdAt: "created_at", updatedAt: "updated_at" };

/** better-auth's fields under the names of our columns. */
const TABLES = {
  user: {
    modelName: "auth_user",
    fields: { emailVerified: "email_verified", ...stamps },
    additionalFields: { locale: { type: "string", required: false, defaultValue: "vi" } },
  },
  session: {
    modelName: "auth_session",
    fields: { userId: "user_id", expiresAt: "expires_at", ipAddress: "ip_address", userAgent: "user_agent", ...stamps },
    additionalFields: { factor: { type: "string", required: false, input: false } },
    // The row ends earlier where nobody acts (session.commands.server.ts); this is the end that nothing moves.
    disableSessionRefresh: true,
    freshAge: FRESH_MINUTES * 60,
  },
  account: {
    modelName: "auth_account",
    accountLinking: { trustedProviders: config.oidc?.trustsEmail ? ["oidc"] : [] },
    fields: {
      userId: "user_id",
      accountId: "account_id",
      providerId: "provider_id",
      accessToken: "access_token",
      refreshToken: "refresh_token",
      idToken: "id_token",
      accessTokenExpiresAt: "access_token_expires_at",
      refreshTokenExpiresAt: "refresh_token_expires_at",
      ...stamps,
    },
  },
  verification: { modelName: "auth_verification", fields: { expiresAt: "expires_at", ...stamps } },
} as const;

/** The settings are read when the sign-in is opened. */
const sessions = () => ({ ...TABLES.session, expiresIn: config.sessionHours * 3600 });

const PASSKEY = {
  passkey: {
    modelName: "auth_passkey",
    fields: {
      userId: "user_id",
      publicKey: "public_key",
      credentialID: "credential_id",
      deviceType: "device_type",
      backedUp: "backed_up",
      createdAt: "created_at",
    },
  },
};

/** What the sign-in library is told a person or a passkey is called, by a call or by another sign-in, is a line like any other. */
const cleanName = <Told extends { name?: unknown }>(told: Told): Told =>
  typeof told.name === "string" ? { ...told, name: cleanLine(told.name) } : told;
const namesCleaned = { before: (user: { name?: string }) => Promise.resolve({ data: cleanName(user) }) };

/** The same number for the same secret on every copy and in whatever order: what is sealed with it carries the number. */
const numberOf = (secret: string) => Number.parseInt(createHash("sha256").update(secret).digest("hex").slice(0, 8), 16);

function openSignIn() {
  return betterAuth({
    ...TABLES,
    session: sessions(),
    baseURL: ownUnion().origin,
    basePath: "/api/auth",
    // What was written before secrets had numbers was written under the oldest.
    secret: config.secretsBefore.at(-1) ?? config.secret,
    secrets: [config.secret, ...config.secretsBefore].map((value) => ({ version: numberOf(value), value })),
    telemetry: { enabled: false },
    trustedOrigins: [ownUnion().origin],
    // Its own lines are coloured; a log has one form.
    logger: { log: (level, message) => log(level, `sign-in library: ${message}`) },
    database: openSignInPool(),
    advanced: {
      database: { generateId: false },
      cookiePrefix: cookieName("amity"),
      // The prefix is ours: `__Host-` where the library knows `__Secure-` alone.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure() },
      ipAddress: { ipAddressHeaders: ["x-amity-client"] },
    },
    // Amity's own limits stand before every address that is open (guess.commands.server.ts).
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    databaseHooks: {
      user: { create: namesCleaned, update: namesCleaned },
      session: SESSION_HOOKS,
      account: ACCOUNT_HOOKS,
    },
    onAPIError: { errorURL: "/sign-in" },
    hooks: {
      before: createAuthMiddleware(({ path, body }) => {
        refuseOurs(path);
        const sent: unknown = body;
        return Promise.resolve(isObject(sent) ? { context: { body: cleanName(sent) } } : undefined);
      }),
      after: createAuthMiddleware((context) => afterPasskey(context)),
    },
    plugins: [
      secondStep(),
      passkey({ rpName: home().short_name, schema: PASSKEY, ...PASSKEYS_UNLOCKED }),
      genericOAuth({ config: providers() }),
      signInEvents,
    ],
  });
}

/** better-auth over the union's own tables; opened on first use so that scripts need no database address at import. */
export const signIn: () => ReturnType<typeof openSignIn> = ofUnion(openSignIn);
