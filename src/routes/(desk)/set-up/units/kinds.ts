import { UNIT_KINDS, kindsBelow } from "#modules/units/unit.model.ts";
import { kindsOffered } from "#platform/own-words.ts";

/** The kinds that units below the union may be of. */
export const kindsToFound = () => kindsBelow(kindsOffered(UNIT_KINDS));

/** What most units of a new union are, where it has such a kind. */
export const usualKind = () => kindsToFound().find((kind) => kind === "chapter") ?? kindsToFound()[0];
