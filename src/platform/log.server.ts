import { AsyncLocalStorage } from "node:async_hooks";
import type { Actor } from "./actor.ts";
import { config } from "./config.ts";
import { UUID } from "./id.ts";
import { unionUnderWay } from "./union.server.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

/** The request under way: every line carries its id, and so does the page that says something broke. */
export type UnderWay = {
  id: string;
  method?: string;
  /** As `pathSaid` gives it. */
  path?: string;
  /** The client as the server knows it. */
  from?: string;
  /** Set as soon as it is known. */
  actor?: Actor;
};
export const underWay = new AsyncLocalStorage<UnderWay>();

/** One JSON line. Never pass passwords, tokens or passport data. */
export function log(level: Level, message: string, details: Record<string, unknown> = {}) {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(config.logLevel)) return;
  writeLine({
    at: new Date().toISOString(),
    level,
    message,
    request: underWay.getStore()?.id,
    ...details,
  });
}

/** A line of the settings' own union says nothing of it. */
function ofWhom(): { union?: string } {
  const { code = "" } = unionUnderWay() ?? {};
  return code ? { union: code } : {};
}

/** What serves writes its log where its keeper collects it; a command's own output is on stdout, so there it is stderr. */
export function writeLine(line: Record<string, unknown>) {
  const out = isServing() ? process.stdout : process.stderr;
  out.write(`${JSON.stringify({ ...line, ...ofWhom() })}\n`);
}

/** A log that takes nothing (its disk is full, its collector gone) ends no work: lines are lost until there is room, then it goes on by itself. */
export function outliveLog(outs = [process.stdout, process.stderr]) {
  for (const out of outs) out.on("error", () => undefined);
}

let serves = false;

/** From here on the log is on stdout, a JSON line each, and events of security with it. */
export function beginServing(): void {
  serves = true;
}

export const isServing = () => serves;

/** For people on a terminal a sentence, else a line like any other of the log. */
export function announce(sentence: string, level: Level = "info"): void {
  const line = { at: new Date().toISOString(), level, message: sentence };
  process.stdout.write(process.stdout.isTTY ? `${sentence}\n` : `${JSON.stringify(line)}\n`);
}

/** An address without what opens something: invitations and calendars carry their key in it. */
export function pathSaid(path: string): string {
  return path.replaceAll(/[^/]{20,}/g, (part) => (UUID.test(part) ? part : "…")).slice(0, 200);
}
