import { performance } from "node:perf_hooks";

const LOOK = 10_000;
/** Parts of the time between two looks. */
const QUIET = 0.1;
const BUSY = 0.2;

/**
 * Gives what was grown for many back to the machine where nobody asks for a while, once until it is busy again: the engine keeps the room for new
 * objects as large as the busiest moment made it, the start for one. Without `--expose-gc` (bin/bootstrap.mjs) it keeps it.
 */
export function restWhenQuiet(): void {
  let last = performance.eventLoopUtilization();
  let isRested = false;
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    if (utilization > BUSY) isRested = false;
    if (isRested || utilization > QUIET) return;
    isRested = true;
    globalThis.gc?.({ type: "major", flavor: "last-resort" });
  }, LOOK).unref();
}
