import { config } from "./config.ts";
import { BusyError } from "./errors.ts";
import { underWay } from "./log.server.ts";
import { sayEvent } from "./security-log.server.ts";

/** What somebody may still write at once, and when that was so. */
type Left = { writes: number; at: number };

const left = new Map<string, Left>();
const MOST_KNOWN = 5000;

/**
 * Counts one writing of a person, by whichever key or session. AMITY_WRITES a minute are allowed, as many of them at once as one likes: no
 * hand comes near, a program that writes rubbish without end is told to slow down (BusyError). Counted in each copy of the application.
 */
export function takeWrite(userId: string | undefined, instant = performance.now()): void {
  if (userId === undefined) return;
  const most = config.writesPerMinute;
  const before = left.get(userId) ?? { writes: most, at: instant };
  const writes = Math.min(most, before.writes + ((instant - before.at) / 60_000) * most);
  if (left.size > MOST_KNOWN) left.clear();
  left.set(userId, { writes: writes < 1 ? writes : writes - 1, at: instant });
  if (writes >= 1) return;
  const asked = underWay.getStore();
  sayEvent("input_refused", { what: { why: "writes_often", most, method: asked?.method, path: asked?.path } });
  throw new BusyError("error_writes_often", 429);
}
