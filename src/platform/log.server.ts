import { AsyncLocalStorage } from "node:async_hooks";
import { config } from "./config.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

/** The id of the request under way; every line carries it, and so does the page that says something broke. */
export const requestId = new AsyncLocalStorage<string>();

/** One JSON line. Never pass passwords, tokens or passport data. */
export function log(level: Level, message: string, details: Record<string, unknown> = {}) {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(config.logLevel)) return;
  const line = { at: new Date().toISOString(), level, message, request: requestId.getStore(), ...details };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
