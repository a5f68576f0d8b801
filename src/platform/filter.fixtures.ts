import type { FilterSchema } from "./filter.ts";
import { readFilter, wordsOf } from "./filter.ts";

/** What a list understands of an address, without how many rows it shows, and the names of what it leaves out. */
export function understood(schema: FilterSchema, query: string): unknown[] {
  const { filter, refused } = readFilter(schema, new URLSearchParams(query));
  const { limit: _, ...asked } = filter;
  return [asked, ...refused.map((one) => one.name)];
}

/** How each filter is asked on the page and said: its box, its label, the key of its values' words. */
export function spoken(schema: FilterSchema): Record<string, string> {
  const names = Object.keys(schema.shape).filter((name) => !["limit", "cursor", "count"].includes(name));
  return Object.fromEntries(
    names.map((name) => {
      const { box, label, says, blank } = wordsOf(schema, name);
      return [name, [box, label, says, blank].filter((one) => one !== undefined).join(" ")];
    }),
  );
}
