import fs from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

type Atlas = Parameters<typeof feature>[0];
type Shape = Exclude<ReturnType<typeof feature>, { type: "FeatureCollection" }>;
type Shapes = Shape[];
type Point = { x: number; y: number };
/** The countries by their ISO number: those that can be seen as shapes, the others as points. */
export type World = {
  width: number;
  height: number;
  shapes: { number: string; path: string }[];
  points: ({ number: string } & Point)[];
  /** Where a place lies on the map. */
  at: (longitude: number, latitude: number) => Point;
};

const [WIDTH, HEIGHT, ROOM] = [960, 430, 30];
/** A map has its union's side of the world in the middle. Seen from Asia it ends in the Atlantic, from elsewhere in the Pacific: neither cuts a country but at its rim. */
const MIDDLES = { pacific: 150, atlantic: 11 };
export const sideOf = (zone: string): keyof typeof MIDDLES =>
  /^(?:Asia|Australia|Pacific|Indian)\//.test(zone) ? "pacific" : "atlantic";
/** Nobody lives there whom a union visits. */
const ANTARCTICA = "010";
/** What the atlas draws without a number, by the one that the reference data know it by. */
const UNNUMBERED: Record<string, string> = { Kosovo: "XK" };
/** So small that the atlas has no shape of it at all. */
const BESIDES: Record<string, [number, number]> = { "798": [179.2, -8.5] };

const drawn = new Map<number, World>();

/** The map of the world, each drawn once in a process. */
export function drawWorld(side: keyof typeof MIDDLES): World {
  const middle = MIDDLES[side];
  const world = drawn.get(middle) ?? draw(middle);
  drawn.set(middle, world);
  return world;
}

function draw(middle: number): World {
  const coarse = readShapes("110m", ({ id }) => id !== ANTARCTICA);
  const projection = geoEqualEarth().rotate([-middle, 0]);
  // With room for what lies off the shores and has no shape.
  const extent: [[number, number], [number, number]] = [
    [ROOM, 2],
    [WIDTH - ROOM, HEIGHT - 2],
  ];
  projection.fitExtent(extent, { type: "FeatureCollection", features: coarse });
  const pathOf = geoPath(projection).digits(1);
  const at = (longitude: number, latitude: number) => {
    const [x, y] = projection([longitude, latitude]) ?? [0, 0];
    return { x: rounded(x), y: rounded(y) };
  };
  const seen = new Set(coarse.map(numberOf));
  const small = readShapes("50m", ({ id }) => id !== undefined && id !== ANTARCTICA && !seen.has(String(id)));
  const places = [...small.map((one) => [numberOf(one), middleOf(one)] as const), ...Object.entries(BESIDES)];
  return {
    width: WIDTH,
    height: HEIGHT,
    shapes: coarse.map((one) => ({ number: numberOf(one), path: pathOf(one) ?? "" })),
    points: places.map(([number, [longitude, latitude]]) => ({ number, ...at(longitude, latitude) })),
    at,
  };
}

const rounded = (one: number) => Math.round(one * 10) / 10;

function numberOf({ id, properties }: Shape): string {
  return id === undefined ? (UNNUMBERED[String(properties?.name)] ?? "") : String(id);
}

/** The middle of the largest island: that of all of them may lie in the open sea. */
function middleOf({ geometry }: Shape): [number, number] {
  const parts = geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  const islands = parts.map((coordinates) => ({ type: "Polygon" as const, coordinates }));
  const [largest = geometry] = islands.toSorted((one, other) => geoArea(other) - geoArea(one));
  return geoCentroid(largest);
}

/** The atlas is large: of it only those that are wanted are made into shapes. */
function readShapes(
  scale: "110m" | "50m",
  isWanted: (one: { id?: string | number | undefined }) => boolean = () => true,
): Shapes {
  const file = createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`);
  const atlas = JSON.parse(fs.readFileSync(file, "utf8")) as Atlas;
  const { countries } = atlas.objects;
  const geometries = countries?.type === "GeometryCollection" ? countries.geometries.filter(isWanted) : [];
  return feature(atlas, { type: "GeometryCollection", geometries }).features;
}
