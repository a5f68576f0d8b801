import path from "node:path";
import { z } from "zod";
import { ROLES } from "./actor.ts";
import { trustIn } from "./client-address.server.ts";
import { hostsOf } from "./called-hosts.ts";
import { withFiles } from "./setting-files.ts";
import type { Addresses } from "./safe-settings.ts";
import { LINES, isPlaceholderSecret, mailAddress, placeholdersIn, unencryptedIn } from "./safe-settings.ts";
import { SAFETY_SETTINGS, safetyOf } from "./safety-settings.ts";
import { isThisHost } from "./this-host.ts";

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

/** A whole number within its ends; one sentence says them. */
const whole = (name: string, [least, most]: [number, number], otherwise: number) => {
  const error = `${name} must be a whole number from ${least} to ${most}.`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error).default(otherwise);
};

const wordList = z.string().transform((value) => value.split(/[\s,]+/).filter(Boolean));
const ORIGIN_SAYS = "ORIGIN must be the address that people type, for example https://amity.example.org.";

function isTrust(setting: string): boolean {
  try {
    return trustIn(setting) !== undefined;
  } catch {
    return false;
  }
}
const KEY_DAYS = "AMITY_KEY_DAYS must be a number of days between 1 and 1825.";

const settings = z.object({
  PORT: z.coerce
    .number({ error: "PORT must be a number between 1 and 65535." })
    .int()
    .min(1, "PORT must be a number between 1 and 65535.")
    .max(65535, "PORT must be a number between 1 and 65535.")
    .default(3000),
  HOST: z.string().optional(),
  ORIGIN: z
    .url({ protocol: /^https?$/, error: ORIGIN_SAYS })
    .refine((value) => new URL(value).pathname === "/" && !/[?#@]/.test(value), ORIGIN_SAYS)
    .transform((value) => new URL(value).origin)
    .optional(),
  TRUSTED_PROXY: z
    .string()
    .refine(isTrust, "TRUSTED_PROXY must be addresses or networks of proxies, for example 127.0.0.1, 10.0.0.0/8.")
    .optional(),
  AMITY_UNENCRYPTED: z
    .string()
    .transform((value) => value.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.enum(LINES), `AMITY_UNENCRYPTED must name lines out of ${LINES.join(", ")}.`))
    .default([]),
  AMITY_DATA: z.string().default(".amity"),
  AMITY_DEMO: z
    .enum(["0", "1", "cities"], { error: "AMITY_DEMO must be 0 (no), 1 (yes) or cities (the second demo union)." })
    .transform((value) => (value === "0" ? false : value))
    .optional(),
  AMITY_WORKER: yesOrNo("AMITY_WORKER"),
  AMITY_SCHEMA: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/, "AMITY_SCHEMA must be lower-case letters, digits and _ (at most 41).")
    .default("amity"),
  AMITY_SECRET: z
    .string()
    .min(32, "AMITY_SECRET must have at least 32 characters; `openssl rand -hex 32` makes one.")
    .refine(
      (secret) => !isPlaceholderSecret(secret),
      "AMITY_SECRET is a placeholder that others know. Make one of your own: `openssl rand -hex 32`.",
    )
    .optional(),
  DATABASE_URL: address("DATABASE_URL"),
  DATABASE_OWNER_URL: address("DATABASE_OWNER_URL"),
  DATABASE_REPLICA_URL: address("DATABASE_REPLICA_URL"),
  AMITY_KEY_DAYS: z.coerce.number({ error: KEY_DAYS }).int(KEY_DAYS).min(1, KEY_DAYS).max(1825, KEY_DAYS).default(365),
  AMITY_SECRET_BEFORE: z
    .string()
    .transform((value) => value.split(",").map((one) => one.trim()))
    .pipe(
      z.array(
        z
          .string()
          .min(
            32,
            "AMITY_SECRET_BEFORE names earlier values of AMITY_SECRET, the last one first, with commas between.",
          ),
      ),
    )
    .optional(),
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
  AMITY_THREADS: whole("AMITY_THREADS", [1, 8], 1),
  AMITY_THREAD_MB: whole("AMITY_THREAD_MB", [128, 4096], 384),
  AMITY_THREAD_SECONDS: whole("AMITY_THREAD_SECONDS", [5, 600], 60),
  AMITY_QUEUE: whole("AMITY_QUEUE", [1, 200], 20),
  AMITY_QUEUE_EACH: whole("AMITY_QUEUE_EACH", [1, 50], 4),
  AMITY_WRITES: whole("AMITY_WRITES", [30, 1_000_000], 600),
  AMITY_CONNECTIONS: whole("AMITY_CONNECTIONS", [100, 100_000], 4000),
  AMITY_CONNECTIONS_EACH: whole("AMITY_CONNECTIONS_EACH", [20, 100_000], 400),
  AMITY_FILE_MB: whole("AMITY_FILE_MB", [1, 60], 30),
  AMITY_UNPACKED_MB: whole("AMITY_UNPACKED_MB", [10, 900], 400),
  AMITY_BODIES_MB: whole("AMITY_BODIES_MB", [32, 4096], 96),
  AMITY_SCANNER: z
    .string()
    .regex(
      /^(tcp:\/\/[\w.-]+:\d{1,5}|unix:\/\/\/.+)$/,
      "AMITY_SCANNER must be the address of clamd: tcp://host:3310 or unix:///path/to/clamd.ctl.",
    )
    .optional(),
  OIDC_ISSUER: z.url("OIDC_ISSUER must be the address of the sign-in provider.").optional(),
  OIDC_HOSTS: z
    .string()
    .regex(
      /^[\w.:-]+(,\s*[\w.:-]+)*$/,
      "OIDC_HOSTS must be further hosts of the sign-in provider, with commas between them.",
    )
    .transform((value) => value.split(/,\s*/))
    .default([]),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SECOND_FACTOR: wordList.default(["mfa"]),
  OIDC_TRUSTS_EMAIL: yesOrNo("OIDC_TRUSTS_EMAIL"),
  AMITY_SECOND_STEP: z
    .string()
    .regex(/^(none|[a-z_]+(,[a-z_]+)*)$/, "AMITY_SECOND_STEP must be none or roles with commas: administrator,leader.")
    .optional(),
  AMITY_SESSION_IDLE: whole("AMITY_SESSION_IDLE", [5, 1440], 120),
  AMITY_SESSION_HOURS: whole("AMITY_SESSION_HOURS", [1, 168], 12),
  ...SAFETY_SETTINGS,
});

/** The organisation's own sign-in; undefined where it is not set up. */
function providerOf(value: z.output<typeof settings>) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = value;
  if (!issuer || !clientId || !clientSecret) return undefined;
  const { OIDC_SECOND_FACTOR: secondFactor, OIDC_TRUSTS_EMAIL: trustsEmail = false } = value;
  return { issuer, clientId, clientSecret, secondFactor, trustsEmail };
}

/** Reads and checks the environment; throws one sentence per wrong setting. */
export function readConfig(environment: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(withFiles(environment)).filter(([, value]) => value !== ""));
  const read = settings.safeParse(given);
  if (!read.success) throw new Error(read.error.issues.map((issue) => issue.message).join("\n"));
  const value = read.data;
  const unsafe = unsafeIn(value);
  if (unsafe.length > 0) throw new Error(unsafe.join("\n"));
  return {
    port: value.PORT,
    host: value.HOST ?? "127.0.0.1",
    origin: value.ORIGIN ?? `http://localhost:${value.PORT}`,
    /** What the server before the application asks: see front.server.ts. */
    front: {
      origin: value.ORIGIN,
      trustedProxy: value.TRUSTED_PROXY,
      isQuietDemo: value.AMITY_DEMO === undefined,
      connections: { most: value.AMITY_CONNECTIONS, ofOne: value.AMITY_CONNECTIONS_EACH },
    },
    dataFolder: path.resolve(value.AMITY_DATA),
    isDemo: value.AMITY_DEMO !== false,
    /** Which of the demo unions. */
    demo: value.AMITY_DEMO === "cities" ? ("cities" as const) : ("friendship" as const),
    runsWorker: value.AMITY_WORKER ?? true,
    schema: value.AMITY_SCHEMA,
    secret: value.AMITY_SECRET ?? "",
    /** What it was before, the last one first: what was made under them is still read. */
    secretsBefore: value.AMITY_SECRET_BEFORE ?? [],
    keyDays: value.AMITY_KEY_DAYS,
    databaseUrl: value.DATABASE_URL,
    ownerUrl: value.DATABASE_OWNER_URL,
    replicaUrl: value.DATABASE_REPLICA_URL,
    smtpUrl: mailAddress(value.SMTP_URL, value.AMITY_UNENCRYPTED),
    mailFrom: value.MAIL_FROM,
    ...safetyOf(value, value.AMITY_DEMO !== false),
    anchorMail: value.AMITY_ANCHOR_MAIL ?? [],
    anchorFile: value.AMITY_ANCHOR_FILE ? path.resolve(value.AMITY_ANCHOR_FILE) : undefined,
    logLevel: value.LOG_LEVEL,
    /** Of heavy work: threads of each lane, what one of them may take, how many wait, in all and of one person. */
    threads: {
      most: value.AMITY_THREADS,
      megabytes: value.AMITY_THREAD_MB,
      seconds: value.AMITY_THREAD_SECONDS,
      queue: value.AMITY_QUEUE,
      perPerson: value.AMITY_QUEUE_EACH,
    },
    /** In bytes: a list that is imported, what may be in it when unpacked, and what bodies may hold in memory at once. */
    fileBytes: value.AMITY_FILE_MB * 1_000_000,
    unpackedBytes: value.AMITY_UNPACKED_MB * 1_000_000,
    bodiesBytes: value.AMITY_BODIES_MB * 1_000_000,
    /** How many writings a minute are taken of one person. */
    writesPerMinute: value.AMITY_WRITES,
    scanner: value.AMITY_SCANNER,
    /** The only hosts that this server calls over http. */
    calledHosts: hostsOf(value.OIDC_ISSUER, value.OIDC_HOSTS),
    oidc: providerOf(value),
    secondStepRoles: rolesAsked(
      value.AMITY_SECOND_STEP ?? (value.AMITY_DEMO === false ? "administrator,leader" : "none"),
    ),
    sessionIdleMinutes: value.AMITY_SESSION_IDLE,
    sessionHours: value.AMITY_SESSION_HOURS,
  };
}

/** Roles whose holders sign in with a second step; a misspelt one would ask nobody. */
function rolesAsked(said: string): string[] {
  const roles = said === "none" ? [] : said.split(",");
  const unknown = roles.find((role) => !ROLES.some((one) => one === role));
  if (unknown) throw new Error(`AMITY_SECOND_STEP: there is no role ${unknown}.`);
  return roles;
}

/** What reads well by itself and is unsafe in its place: a sentence for each. */
function unsafeIn(value: z.output<typeof settings>): string[] {
  const { ORIGIN, HOST, AMITY_DEMO, OIDC_CLIENT_SECRET } = value;
  const { DATABASE_URL, DATABASE_OWNER_URL, DATABASE_REPLICA_URL, SMTP_URL } = value;
  const addresses: Addresses = { DATABASE_URL, DATABASE_OWNER_URL, DATABASE_REPLICA_URL, SMTP_URL };
  const isPublic = [HOST, ORIGIN && new URL(ORIGIN).hostname].some((host) => host && !isThisHost(host));
  return [
    ...(value.DATABASE_URL && !value.AMITY_SECRET
      ? ["With DATABASE_URL also set AMITY_SECRET, the same on every copy; `openssl rand -hex 32` makes one."]
      : []),
    // The demo's passwords are known to everybody, so it stays on this machine unless somebody says otherwise aloud.
    ...(isPublic && AMITY_DEMO === undefined
      ? [
          "HOST or ORIGIN opens Amity to others. Say AMITY_DEMO=0 for real work, or AMITY_DEMO=1 to show the demo to them.",
        ]
      : []),
    ...(value.TRUSTED_PROXY && !ORIGIN
      ? ["With TRUSTED_PROXY also set ORIGIN to the address that people type at the proxy."]
      : []),
    ...(OIDC_CLIENT_SECRET && isPlaceholderSecret(OIDC_CLIENT_SECRET)
      ? ["OIDC_CLIENT_SECRET is a placeholder. Take the one that the sign-in provider made."]
      : []),
    ...placeholdersIn(addresses),
    // What is typed into a demo is known to everybody anyway.
    ...unencryptedIn(
      { ...addresses, origin: AMITY_DEMO ? undefined : ORIGIN, issuer: value.OIDC_ISSUER },
      value.AMITY_UNENCRYPTED,
    ),
  ];
}

export const config = readConfig(process.env);
