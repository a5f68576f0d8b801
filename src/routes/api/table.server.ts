import type { Handler } from "#platform/asked.ts";
import { params as MATCHERS } from "../../params.ts";

type Methods = Partial<Record<string, Handler<never>>>;
export type Matched = { methods: Methods; params: Record<string, string> };

/** What stands under one piece of an address: a word, or whatever its reader makes of it. */
type Place = { words: Map<string, Place>; open: Open[]; methods?: Methods };
type Open = { piece: string; name: string; isKnown: boolean; read: (said: string) => string | undefined; place: Place };

const FOUND = import.meta.glob<Methods>("./v1/**/call.server.ts", { eager: true });

/** Every address of the interface, as its folders name them, and what answers there. */
const TABLE: Record<string, Methods> = Object.fromEntries(
  Object.entries(FOUND).map(([file, methods]) => [file.slice(".".length, -"/call.server.ts".length), methods]),
);

function newPlace(): Place {
  return { words: new Map(), open: [] };
}

const piecesOf = (address: string) => address.split("/").slice(1);

const ROOT: Place = newPlace();
for (const [address, methods] of Object.entries(TABLE)) grow(ROOT, piecesOf(address)).methods = methods;

function grow(place: Place, [piece, ...rest]: string[]): Place {
  if (piece === undefined) return place;
  const next = piece.startsWith("[") ? openAt(place, piece) : (place.words.get(piece) ?? newPlace());
  if (!piece.startsWith("[")) place.words.set(piece, next);
  return grow(next, rest);
}

/** Where what a table knows may stand comes before where anything may. */
function openAt(place: Place, piece: string): Place {
  const known = place.open.find((one) => one.piece === piece);
  if (known) return known.place;
  const [, name = "", matcher, end = ""] = /^\[(\w+)(?:=(\w+))?\](.*)$/.exec(piece) ?? [];
  const isKnown = matcher !== undefined;
  const made = { piece, name, isKnown, read: readerOf(matcher, end), place: newPlace() };
  place.open = [...place.open, made].toSorted((one, other) => Number(other.isKnown) - Number(one.isKnown));
  return made.place;
}

function readerOf(matcher: string | undefined, end: string): Open["read"] {
  const standard = matcher === undefined ? undefined : MATCHERS[matcher as keyof typeof MATCHERS]["~standard"];
  return (said) => {
    const own = said.endsWith(end) ? said.slice(0, said.length - end.length) : "";
    if (own === "") return undefined;
    if (!standard) return own;
    const read = standard.validate(own) as { value?: string };
    return read.value;
  };
}

/** What answers an address, which is given without `/api`; undefined where there is none. Throws URIError where it cannot be read. */
export function routeTo(path: string): Matched | undefined {
  const said = piecesOf(path).map(decodeURIComponent);
  const params: Record<string, string> = {};
  const place = descend(ROOT, said, params);
  return place?.methods && { methods: place.methods, params };
}

function descend(place: Place, [piece, ...rest]: string[], params: Record<string, string>): Place | undefined {
  if (piece === undefined) return place.methods ? place : undefined;
  const next = place.words.get(piece);
  const found = next && descend(next, rest, params);
  if (found) return found;
  for (const open of place.open) {
    const value = open.read(piece);
    const below = value === undefined ? undefined : descend(open.place, rest, params);
    if (below) {
      params[open.name] = value as string;
      return below;
    }
  }
  return undefined;
}
