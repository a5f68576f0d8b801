import { listCountryNumbers } from "#modules/reference/reference.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import { drawWorld } from "#platform/world-shapes.server.ts";
import { requireDemo } from "../demo-only.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  requireDemo(event);
  const { part } = event.params;
  return read(event, async (work) => ({
    part,
    year: Number(today().slice(0, 4)),
    isEmpty: event.url.searchParams.get("state") === "empty",
    // A form is searched without script by its address: nothing here is ever sent.
    typed: Object.fromEntries(event.url.searchParams),
    world: part === "world_map" ? drawnFor(await listCountryNumbers(work)) : undefined,
  }));
};

function drawnFor(numbers: readonly { iso2: string; number: string }[]) {
  const codes = new Map(numbers.map((one) => [one.number, one.iso2]));
  const { width, height, shapes, points } = drawWorld("pacific");
  return {
    width,
    height,
    shapes: shapes.map(({ number, path }) => ({ iso2: codes.get(number) ?? "", path })),
    points: points.flatMap(({ number, x, y }) => ({ iso2: codes.get(number) ?? "", x, y })).filter((one) => one.iso2),
  };
}
