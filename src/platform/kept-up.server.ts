import type { Database } from "./boot.server.ts";
import { announce } from "./log.server.ts";
import { seldom } from "./seldom.server.ts";

const LOOK = 500;
const MOST_MISSED = 10;

/** Looks after the embedded database until it is to stop; answers what stops it. Where it cannot be started it is tried less often, and said seldom. */
export function keepUp(database: Database): () => void {
  const sayWhy = seldom((why) => announce(why, "error"));
  let isBusy = false;
  let failed = 0;
  let missed = 0;
  const look = setInterval(() => {
    if (isBusy || (missed += 1) < Math.min(failed, MOST_MISSED)) return;
    isBusy = true;
    missed = 0;
    database
      .keepUp()
      .then(() => (failed = 0))
      .catch((cause: Error) => {
        failed += 1;
        sayWhy(cause.message);
      })
      .finally(() => (isBusy = false));
  }, LOOK).unref();
  return () => {
    clearInterval(look);
    database.end();
  };
}
