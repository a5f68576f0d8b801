import type { Class } from "#ui/scale.ts";
import * as m from "#words/messages.js";

/** The classes of a scale in words: of counts each ends where the next begins less one, of sums where the next begins. */
export function legendOf(classes: Class[], say: (value: number) => string, isCount: boolean) {
  return classes.map(({ step, from, below }) => ({ step, text: sayClass({ from, below }, say, isCount) }));
}

function sayClass({ from, below }: Omit<Class, "step">, say: (value: number) => string, isCount: boolean): string {
  if (below === null) return m.glance_over({ from: say(from) });
  if (isCount) return below - 1 === from ? say(from) : m.glance_from_to({ from: say(from), to: say(below - 1) });
  return from > 0 ? m.glance_between({ from: say(from), to: say(below) }) : m.glance_under({ to: say(below) });
}
