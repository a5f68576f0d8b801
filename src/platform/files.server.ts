import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { config } from "./config.ts";

/** Bytes lie under their own sha256, so the same file is kept once and a half-written one is never found. */
export async function keepBytes(bytes: Uint8Array): Promise<string> {
  const sha256 = await hashOf(bytes);
  const target = pathOf(sha256);
  await fs.mkdir(path.dirname(target), { recursive: true });
  const partial = `${target}.${process.pid}.${Date.now()}`;
  await fs.writeFile(partial, bytes, { flush: true });
  await fs.rename(partial, target);
  return sha256;
}

const AT_ONCE = 1_000_000;

/** The sha256 of bytes; of many, others are answered in between. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    if (at > 0) await setImmediate();
    hash.update(bytes.subarray(at, at + AT_ONCE));
  }
  return hash.digest("hex");
}

export function readBytes(sha256: string): Promise<Buffer> {
  return fs.readFile(pathOf(sha256));
}

function pathOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not a file of the store");
  return path.join(config.dataFolder, "files", sha256.slice(0, 2), sha256);
}
