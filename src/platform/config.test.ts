import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const SECRET = "5f0c1d9be7a24836b1c7d0e94f82a3657d1be0c49a6f38e2";
const APP = "postgres://amity_app:k3Vq8ZtR1xLw@localhost/amity";
const REAL = { AMITY_DEMO: "0", AMITY_SECRET: SECRET };
const refused = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(environment);
    return "";
  } catch (cause) {
    return (cause as Error).message;
  }
};

test("the demo starts for others only when that is said aloud", () => {
  for (const place of [
    { HOST: "0.0.0.0" },
    { HOST: "::" },
    { HOST: "192.168.1.4" },
    { HOST: "127.0.0.1.evil.example" },
    { ORIGIN: "https://amity.union.example" },
    { ORIGIN: "http://10.0.0.7:3000" },
  ]) {
    expect(refused(place)).toContain("Say AMITY_DEMO=0 for real work");
    expect(refused({ ...place, AMITY_DEMO: "1" })).toBe("");
  }
  for (const place of [
    {},
    { HOST: "localhost" },
    { HOST: "::1" },
    { HOST: "127.0.0.2" },
    { ORIGIN: "http://localhost:4000" },
  ])
    expect(refused(place)).toBe("");
});

test.each([
  "change-this-to-64-hexadecimal-digits-of-your-own",
  "0123456789abcdef0123456789abcdef",
  "0123456789abcdefghijklmnopqrstuvwxyz",
  "a".repeat(64),
  "secretsecretsecretsecretsecretsecret",
  "passwordpassword-with-32-characters",
  "<insert 32 characters of your own here>",
])("a secret that was never made is refused: %s", (secret) => {
  expect(refused({ AMITY_SECRET: secret })).toContain("`openssl rand -hex 32`");
});

test("a secret that was made is taken", () => {
  for (const secret of [SECRET, "Zx8/qL0+vTj3mWkR5yHc7uNbGd2pEaSf", "9".repeat(4) + SECRET])
    expect(refused({ AMITY_SECRET: secret })).toBe("");
});

test.each(["app", "amity_app", "postgres", "owner", "change-me-now", "short", "Password123"])(
  "a password that anybody would try is refused: %s",
  (password) => {
    for (const name of ["DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPLICA_URL"])
      expect(
        refused({ ...REAL, DATABASE_URL: APP, [name]: `postgres://amity_app:${password}@localhost/amity` }),
      ).toContain(name);
    expect(refused({ SMTP_URL: `smtps://amity:${password}@mail.union.example` })).toContain("SMTP_URL");
  },
);

test("beyond this machine the database must prove who it is, unless a setting says otherwise", () => {
  const far = (query: string) => ({
    ...REAL,
    DATABASE_URL: `postgres://amity_app:k3Vq8ZtR1xLw@db.union.example/amity${query}`,
  });
  for (const query of [
    "",
    "?sslmode=require",
    "?sslmode=verify-ca",
    "?sslmode=no-verify",
    "?sslmode=verify-full&sslmode=disable",
    "?host=10.0.0.7",
  ])
    expect(refused(far(query))).toContain("sslmode=verify-full");
  expect(refused(far("?sslmode=verify-full"))).toBe("");
  expect(refused({ ...far(""), AMITY_UNENCRYPTED: "database" })).toBe("");
  expect(refused({ ...far(""), AMITY_UNENCRYPTED: "mail" })).toContain("sslmode=verify-full");
  expect(refused({ ...REAL, DATABASE_URL: `${APP}?host=/var/run/postgresql` })).toBe("");
  expect(refused({ ...REAL, DATABASE_URL: `${APP}?host=db.union.example` })).toContain("sslmode=verify-full");
  expect(refused({ ...REAL, DATABASE_URL: APP, DATABASE_REPLICA_URL: far("").DATABASE_URL })).toContain(
    "DATABASE_REPLICA_URL",
  );
});

test("beyond this machine no letter leaves in the clear, unless a setting says otherwise", () => {
  const mail = (SMTP_URL: string, more = {}) => readConfig({ SMTP_URL, ...more }).smtpUrl;
  expect(mail("smtp://mail.union.example:587")).toBe("smtp://mail.union.example:587?requireTLS=true");
  expect(mail("smtps://mail.union.example")).toBe("smtps://mail.union.example");
  expect(mail("smtp://localhost:1025")).toBe("smtp://localhost:1025");
  expect(mail("smtp://mail:1025", { AMITY_UNENCRYPTED: "mail" })).toBe("smtp://mail:1025");
  for (const weak of ["ignoreTLS=true", "tls.rejectUnauthorized=false", "requireTLS=false", "secure=false"])
    expect(refused({ SMTP_URL: `smtp://mail.union.example?${weak}` })).toContain("SMTP_URL");
});

test("people and the sign-in provider are reached over https", () => {
  expect(refused({ ...REAL, ORIGIN: "http://amity.union.example" })).toContain("begin with https://");
  expect(refused({ ...REAL, ORIGIN: "http://amity.union.example", AMITY_UNENCRYPTED: "browser" })).toBe("");
  expect(refused({ ...REAL, OIDC_ISSUER: "http://id.union.example" })).toContain("OIDC_ISSUER");
  expect(refused({ ...REAL, OIDC_ISSUER: "http://localhost:9000" })).toBe("");
});

test("an address that people type is whole and nothing more", () => {
  for (const origin of [
    "ftp://a.example",
    "https://a.example/amity",
    "https://user@a.example",
    "https://a.example?x=1",
  ])
    expect(refused({ ...REAL, ORIGIN: origin })).toContain("ORIGIN must be the address");
  expect(readConfig({ ...REAL, ORIGIN: "https://A.example/" }).origin).toBe("https://a.example");
});

test("proxies are addresses or networks, never everybody, and want the address that people type", () => {
  for (const setting of ["everybody", "0.0.0.0/0", "10.0.0.0/33", "::/0", "10.0.0.0/8/8"])
    expect(refused({ ...REAL, ORIGIN: "https://a.example", TRUSTED_PROXY: setting })).toContain("TRUSTED_PROXY");
  expect(refused({ ...REAL, TRUSTED_PROXY: "127.0.0.1" })).toContain("With TRUSTED_PROXY also set ORIGIN");
  expect(refused({ ...REAL, ORIGIN: "https://a.example", TRUSTED_PROXY: "127.0.0.1, fd00::/8" })).toBe("");
});

test("what is secret may lie in a file", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-settings-"));
  const file = path.join(folder, "secret");
  fs.writeFileSync(file, `${SECRET}\n`);
  expect(readConfig({ AMITY_SECRET_FILE: file }).secret).toBe(SECRET);
  expect(refused({ AMITY_SECRET_FILE: file, AMITY_SECRET: SECRET })).toContain("not both");
  expect(refused({ AMITY_SECRET_FILE: path.join(folder, "none") })).toContain("cannot be read");
  fs.rmSync(folder, { recursive: true });
});
