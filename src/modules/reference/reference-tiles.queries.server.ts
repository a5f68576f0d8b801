import { readFacts } from "./reference.commands.server.ts";

/** A place of the tile map; a province has its code, of all others only the name is known, and where they lie. */
export type Tile = { code: string | null; column: number; row: number; name?: string } & Partial<Lying>;
type Lying = { longitude: number; latitude: number };
/** A place that is marked and named on every map that shows the country. */
export type Mark = { name: string } & Lying;

let known: Tile[] | undefined;

/** The tiles of the home country's provinces, as the release draws them; read once. */
export function listTiles(): Tile[] {
  return (known ??= readFacts<Tile>("province-tiles"));
}

export function listMarks(): Mark[] {
  return listTiles().flatMap(({ name, longitude, latitude }) =>
    name === undefined || longitude === undefined || latitude === undefined ? [] : [{ name, longitude, latitude }],
  );
}
