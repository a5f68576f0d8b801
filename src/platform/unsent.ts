const unsent = new WeakSet<object>();

/** What a page without script shows travels as its text alone: writing it down a second time as data, for nobody, costs more than showing it. */
export function keepHere<Shown extends object>(shown: Shown): Shown {
  unsent.add(shown);
  return shown;
}

export const isKeptHere = (value: unknown): boolean => typeof value === "object" && value !== null && unsent.has(value);
