import { passkey } from "@better-auth/passkey";
import { verify } from "@node-rs/argon2";
import { betterAuth } from "better-auth";
import { createAuthMiddleware } from "better-auth/api";
import { genericOAuth, twoFactor } from "better-auth/plugins";
import { cleanLine } from "#platform/clean.ts";
import { config } from "#platform/config.ts";
import { isObject } from "#platform/names.ts";
import { hashPassword } from "./access.commands.server.ts";
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
    expiresIn: 60 * 60 * 24 * 14,
    cookieCache: { enabled: true, maxAge: 60 },
  },
  account: {
    modelName: "auth_account",
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

const TWO_FACTOR = {
  user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
  twoFactor: {
    modelName: "auth_two_factor",
    fields: {
      userId: "user_id",
      backupCodes: "backup_codes",
      failedVerificationCount: "failed_verification_count",
      lockedUntil: "locked_until",
    },
  },
};

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

function providers() {
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
    },
  ];
}

/** What the sign-in library is told a person or a passkey is called, by a call or by another sign-in, is a line like any other. */
const cleanName = <Told extends { name?: unknown }>(told: Told): Told =>
  typeof told.name === "string" ? { ...told, name: cleanLine(told.name) } : told;
const namesCleaned = { before: (user: { name?: string }) => Promise.resolve({ data: cleanName(user) }) };

function openSignIn() {
  return betterAuth({
    ...TABLES,
    baseURL: config.origin,
    basePath: "/api/auth",
    secret: config.secret,
    telemetry: { enabled: false },
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    database: openSignInPool(),
    advanced: {
      database: { generateId: false },
      cookiePrefix: "amity",
      useSecureCookies: config.origin.startsWith("https://"),
    },
    rateLimit: {
      enabled: true,
      storage: "database",
      modelName: "auth_rate_limit",
      fields: { lastRequest: "last_request" },
      window: 60,
      max: 300,
      customRules: {
        "/sign-in/email": { window: 60, max: config.isDemo ? 120 : 8 },
        "/two-factor/*": { window: 60, max: 8 },
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      password: { hash: hashPassword, verify: ({ hash, password }) => verify(hash, password) },
    },
    databaseHooks: { user: { create: namesCleaned, update: namesCleaned } },
    hooks: {
      before: createAuthMiddleware(({ body }) => {
        const sent: unknown = body;
        return Promise.resolve(isObject(sent) ? { context: { body: cleanName(sent) } } : undefined);
      }),
    },
    plugins: [
      twoFactor({ issuer: "Amity", schema: TWO_FACTOR }),
      passkey({ rpName: "Amity", schema: PASSKEY }),
      genericOAuth({ config: providers() }),
    ],
  });
}

let opened: ReturnType<typeof openSignIn> | undefined;

/** better-auth over the union's own tables; opened on first use so that scripts need no database address at import. */
export function signIn(): ReturnType<typeof openSignIn> {
  opened ??= openSignIn();
  return opened;
}
