import { formatInstant } from "#platform/format.ts";
import * as m from "#words/messages.js";
import { printedNow } from "./delegation-paper-days.server.ts";
import { told } from "./delegation-paper-lists.server.ts";
import type { Printed, PrintedParts } from "./delegation-paper-values.server.ts";

/** What is to be said, asked for, avoided and named, as it was written last. */
export function pointsSaid({ addressed_as = null }: Printed, { talking_points = [] }: PrintedParts) {
  const [last] = talking_points;
  const points = {
    to_say: told(last?.to_say),
    to_ask: told(last?.to_ask),
    to_avoid: told(last?.to_avoid),
    to_cite: told(last?.to_cite),
  };
  return {
    ...printedNow(),
    addressed_as: addressed_as ?? "",
    written: last
      ? m.talking_points_written({
          ordinal: last.ordinal,
          who: last.written_by_name,
          when: formatInstant(last.written_at),
        })
      : "",
    ...points,
    has_to_say: points.to_say.length > 0,
    has_to_ask: points.to_ask.length > 0,
    has_to_avoid: points.to_avoid.length > 0,
    has_to_cite: points.to_cite.length > 0,
  };
}
