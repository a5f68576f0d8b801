import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { config } from "./config.ts";

/** Bytes lie under their own sha256, so the same file is kept once and a half-written one is never found. */
export async function keepBytes(bytes: Uint8Array): Promise<string> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const target = pathOf(sha256);
  await fs.mkdir(path.dirname(target), { recursive: true });
  const partial = `${target}.${process.pid}.${Date.now()}`;
  await fs.writeFile(partial, bytes, { flush: true });
  await fs.rename(partial, target);
  return sha256;
}

export function readBytes(sha256: string): Promise<Buffer> {
  return fs.readFile(pathOf(sha256));
}

function pathOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not a file of the store");
  return path.join(config.dataFolder, "files", sha256.slice(0, 2), sha256);
}
