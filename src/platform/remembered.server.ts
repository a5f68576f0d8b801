import type { Work } from "./db.server.ts";
import { changesHeard } from "./heard.server.ts";
import { ofUnion } from "./union.server.ts";

/** What was written past the application, by hand, is felt after so long. */
const KEPT_MS = 3000;
const MOST_REMEMBERED = 3000;
const known = ofUnion(() => new Map<string, { at: number; heard: number; value: unknown }>());
let readers = 0;

/**
 * A reading of what everybody who came in may read alike and what changes seldom: facts, the tree, routes. Its answer is remembered for seconds, by
 * what was asked, until a change of it is told (told.ts); whoever writes, and whoever reads all of one moment, asks each time. What is given is shared
 * and cannot be changed; where it depends on the language, the language is asked with it.
 */
export function remembered<Asked extends unknown[], Value>(
  read: (work: Work, ...asked: Asked) => Promise<Value>,
): (work: Work, ...asked: Asked) => Promise<Value> {
  const reader = (readers += 1);
  return async (work, ...asked) => {
    const heard = changesHeard();
    // While nothing is heard nothing is remembered; who is nobody yet is shown less.
    if (heard === undefined || !work.client.isReading || work.actor.reach === "anonymous")
      return shared(await read(work, ...asked));
    const name = JSON.stringify([reader, asked]);
    const one = known().get(name);
    if (one?.heard === heard && performance.now() - one.at < KEPT_MS) return one.value as Value;
    const at = performance.now();
    const value = shared(await read(work, ...asked));
    if (known().size >= MOST_REMEMBERED) known().clear();
    // Only what was not told of meanwhile.
    if (changesHeard() === heard) known().set(name, { at, heard, value });
    return value;
  };
}

function shared<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const one of Object.values(value)) shared(one);
  return Object.freeze(value);
}
