import path from "node:path";
import { z } from "zod";

const yesOrNo = (name: string) =>
  z
    .enum(["0", "1"], { error: `${name} must be 0 (no) or 1 (yes).` })
    .transform((value) => value === "1")
    .optional();

const address = (name: string) =>
  z
    .string()
    .refine((value) => /^postgres(ql)?:\/\//.test(value), {
      error: `${name} must begin with postgres:// and name user, password, host and database.`,
    })
    .optional();

const settings = z.object({
  PORT: z.coerce
    .number({ error: "PORT must be a number between 1 and 65535." })
    .int()
    .min(1, "PORT must be a number between 1 and 65535.")
    .max(65535, "PORT must be a number between 1 and 65535.")
    .default(3000),
  HOST: z.string().optional(),
  ORIGIN: z.url("ORIGIN must be the address that people type, for example https://amity.example.org.").optional(),
  AMITY_DATA: z.string().default(".amity"),
  AMITY_DEMO: yesOrNo("AMITY_DEMO"),
  AMITY_WORKER: yesOrNo("AMITY_WORKER"),
  AMITY_SCHEMA: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/, "AMITY_SCHEMA must be lower-case letters, digits and _ (at most 41).")
    .default("amity"),
  AMITY_SECRET: z
    .string()
    .min(32, "AMITY_SECRET must have at least 32 characters; `openssl rand -hex 32` makes one.")
    .optional(),
  DATABASE_URL: address("DATABASE_URL"),
  DATABASE_OWNER_URL: address("DATABASE_OWNER_URL"),
  DATABASE_REPLICA_URL: address("DATABASE_REPLICA_URL"),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "SMTP_URL must begin with smtp:// or smtps://.")
    .optional(),
  MAIL_FROM: z.string().default("Amity <amity@localhost>"),
  AMITY_ANCHOR_MAIL: z
    .string()
    .transform((value) => value.split(",").map((one) => one.trim()))
    .pipe(z.array(z.email("AMITY_ANCHOR_MAIL must be addresses of mail, a comma between them.")))
    .optional(),
  AMITY_ANCHOR_FILE: z.string().optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"], { error: "LOG_LEVEL must be debug, info, warn or error." })
    .default("info"),
  OIDC_ISSUER: z.url("OIDC_ISSUER must be the address of the sign-in provider.").optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
});

/** Reads and checks the environment; throws one sentence per wrong setting. */
export function readConfig(environment: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const read = settings.safeParse(given);
  if (!read.success) throw new Error(read.error.issues.map((issue) => issue.message).join("\n"));
  const value = read.data;
  if (value.DATABASE_URL && !value.AMITY_SECRET)
    throw new Error(
      "With DATABASE_URL also set AMITY_SECRET, the same on every copy; `openssl rand -hex 32` makes one.",
    );
  // The demo's passwords are known to everybody, so it stays on this machine unless somebody says otherwise aloud.
  if (value.HOST && !isLoopback(value.HOST) && value.AMITY_DEMO === undefined)
    throw new Error(
      "HOST opens Amity to the network. Say AMITY_DEMO=0 for real work, or AMITY_DEMO=1 to show the demo to others.",
    );
  return {
    port: value.PORT,
    host: value.HOST ?? "127.0.0.1",
    origin: value.ORIGIN ?? `http://localhost:${value.PORT}`,
    dataFolder: path.resolve(value.AMITY_DATA),
    isDemo: value.AMITY_DEMO ?? true,
    runsWorker: value.AMITY_WORKER ?? true,
    schema: value.AMITY_SCHEMA,
    secret: value.AMITY_SECRET ?? "",
    databaseUrl: value.DATABASE_URL,
    ownerUrl: value.DATABASE_OWNER_URL,
    replicaUrl: value.DATABASE_REPLICA_URL,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    anchorMail: value.AMITY_ANCHOR_MAIL ?? [],
    anchorFile: value.AMITY_ANCHOR_FILE ? path.resolve(value.AMITY_ANCHOR_FILE) : undefined,
    logLevel: value.LOG_LEVEL,
    oidc:
      value.OIDC_ISSUER && value.OIDC_CLIENT_ID && value.OIDC_CLIENT_SECRET
        ? { issuer: value.OIDC_ISSUER, clientId: value.OIDC_CLIENT_ID, clientSecret: value.OIDC_CLIENT_SECRET }
        : undefined,
  };
}

function isLoopback(host: string) {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

export const config = readConfig(process.env);
