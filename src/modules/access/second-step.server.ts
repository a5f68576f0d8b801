import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { config } from "#platform/config.ts";
import { home } from "#platform/home.ts";

const STEP_MS = 30_000;
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CODES = 10;

/** The thirty seconds in which a code counts, as a number that grows (RFC 6238). */
export function stepAt(milliseconds: number): number {
  return Math.floor(milliseconds / STEP_MS);
}

/** The six digits of these thirty seconds. */
export function digitsAt(secret: string, step: number): string {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(moment).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Only the code shown now: one of thirty seconds ago has been seen by whoever looked over a shoulder (ASVS 6.5.5). */
export function isCodeOf(secret: string, code: string, step: number): boolean {
  return isDigits(code) && timingSafeEqual(Buffer.from(digitsAt(secret, step)), Buffer.from(withoutSpaces(code)));
}

/** Authenticators show the digits in two groups, and people type them so. */
const withoutSpaces = (typed: string) => typed.replaceAll(/\s/g, "");

/** Whether these are the digits of an authenticator; all else may be a backup code. */
export const isDigits = (typed: string): boolean => /^\d{6}$/.test(withoutSpaces(typed));

/** 32 letters of 160 bits, which an authenticator is told in its own way of writing. */
export function newSecret(): string {
  return Array.from({ length: 32 }, () => BASE32[randomInt(BASE32.length)]).join("");
}

export const sealSecret = (secret: string) => symmetricEncrypt({ key: config.secret, data: secret });
export const openSecret = (sealed: string) => symmetricDecrypt({ key: config.secret, data: sealed });

/** The same secret as authenticators write it (RFC 4648). */
export function base32(secret: string): string {
  const bits = [...Buffer.from(secret)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** What an authenticator reads from a square or opens by a link. */
export function addressOfSecret(secret: string, email: string): string {
  // An authenticator lists accounts by whose they are.
  const issuer = encodeURIComponent(home().short_name);
  return `otpauth://totp/${issuer}:${encodeURIComponent(email)}?secret=${base32(secret)}&issuer=${issuer}&digits=6&period=30`;
}

/** Ten codes for a day without the telephone. */
export function newBackupCodes(): string[] {
  const part = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return Array.from({ length: CODES }, () => `${part()}-${part()}`);
}

/** However it was typed: capitals, spaces and the dash in the middle say nothing. */
function readBackupCode(typed: string): string {
  return typed.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

const hashCode = (code: string, salt: Buffer) => hash(readBackupCode(code), { salt });

/** argon2id, one salt for a person's set: a code that is tried is hashed once. */
export async function hashBackupCodes(codes: string[]): Promise<string[]> {
  const salt = randomBytes(16);
  return Promise.all(codes.map((code) => hashCode(code, salt)));
}

/** The hashes that remain when this code is spent; undefined where it is none of them. */
export async function spendBackupCode(kept: string[], typed: string): Promise<string[] | undefined> {
  const salt = kept[0]?.split("$").at(-2);
  if (!salt || readBackupCode(typed).length !== 10) return undefined;
  const sought = await hashCode(typed, Buffer.from(salt, "base64"));
  const left = kept.filter((one) => one !== sought);
  return left.length < kept.length ? left : undefined;
}

/** Codes of former days were encrypted; read once, they are kept as hashes from then on. */
export async function readKeptCodes(kept: string): Promise<string[]> {
  const opened = kept.startsWith("[") ? kept : await openSecret(kept);
  const codes = JSON.parse(opened) as string[];
  return codes.every((one) => one.startsWith("$argon2")) ? codes : hashBackupCodes(codes);
}
