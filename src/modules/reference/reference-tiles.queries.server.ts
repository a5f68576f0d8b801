import { homeCountry } from "#platform/home.ts";
import { hasFacts, readFacts } from "./reference.commands.server.ts";

/** A place of the tile map; a province has its code, of all others only the name is known, and where they lie. */
export type Tile = { code: string | null; column: number; row: number; name?: string } & Partial<Lying>;
type Lying = { longitude: number; latitude: number };
/** A place that is marked and named on every map that shows the country. */
export type Mark = { name: string } & Lying;

const known = new Map<string, Tile[]>();

/** The tiles of the home country's provinces, as the release draws them, each country's read once; none where it draws none. */
export function listTiles(): Tile[] {
  const country = homeCountry()?.toLowerCase() ?? "";
  const tiles =
    known.get(country) ?? (hasFacts(`province-tiles-${country}`) ? readFacts<Tile>(`province-tiles-${country}`) : []);
  known.set(country, tiles);
  return tiles;
}

export function listMarks(): Mark[] {
  return listTiles().flatMap(({ name, longitude, latitude }) =>
    name === undefined || longitude === undefined || latitude === undefined ? [] : [{ name, longitude, latitude }],
  );
}
