import { formatDay } from "#platform/format.ts";
import type { Names } from "#platform/names.ts";
import { nameOf } from "#platform/names.ts";
import * as m from "#words/messages.js";

/** When relations began as far as it is known: the day, or the year where no day is; and whether that is still to be confirmed. */
export function relationDay(one: {
  established_on: string | null;
  precision: string | null;
  confidence: string | null;
}): string {
  if (!one.established_on) return "–";
  const known =
    one.precision === "year"
      ? `${one.established_on.slice(0, 4)} (${m.country_day_unknown()})`
      : formatDay(one.established_on);
  return one.confidence === "A" ? known : `${known} · ${m.to_be_confirmed()}`;
}

/** What is disputed or broken about the day, in the reader's language; empty where nothing is. */
export function relationNote({ note, note_in }: { note: string | null; note_in: Names | null }): string {
  return note ? nameOf({ note, note_in: note_in ?? {} }, "note") : "";
}
