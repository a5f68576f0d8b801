import { scaleThreshold } from "d3-scale";

/** A class of a map's scale: its colour from 1, the palest, to 5; its values from `from` on and below `below`. */
export type Class = { step: number; from: number; below: number | null };
export type Scale = { classes: Class[]; stepOf: (value: number) => number };

const CLASSES = 5;
/** What a second class may begin with; each further one begins with twice as much. */
const BEGINNINGS = [1, 2, 5];

/**
 * At most five classes that can be read aloud: 1–4, 5–9, 10–19, 20–39, 40 and over. What is counted has few large figures and many small ones, so
 * each class reaches twice as far as the one before. What is nothing has no class: its step is 0.
 */
export function scaleOf(values: number[], { isCount = true } = {}): Scale {
  const most = Math.max(0, ...values);
  const begins = [isCount ? 1 : 0, ...boundsBelow(most, isCount)];
  const steps = begins.map((_, at) =>
    begins.length === 1 ? 3 : 1 + Math.round((at * (CLASSES - 1)) / (begins.length - 1)),
  );
  const find = scaleThreshold<number, number>().domain(begins.slice(1)).range(steps);
  return {
    classes: most > 0 ? begins.map((from, at) => ({ step: steps[at] ?? 1, from, below: begins[at + 1] ?? null })) : [],
    stepOf: (value) => (value > 0 ? find(value) : 0),
  };
}

function boundsBelow(most: number, isCount: boolean): number[] {
  if (isCount && most < 8) return [2, 3, 4, 5].filter((bound) => bound <= most);
  const [smallest = 1] = beginningsOf(most / 8);
  return [1, 2, 4, 8].map((times) => smallest * times).filter((bound) => !isCount || bound > 1);
}

/** The largest round number that is not above this one. */
function beginningsOf(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most));
  return BEGINNINGS.map((one) => one * power)
    .filter((one) => one <= most)
    .toReversed();
}
