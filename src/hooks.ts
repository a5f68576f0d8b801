import type { Transport } from "@sveltejs/kit/hooks";
import { isKeptHere } from "#platform/unsent.ts";

/** Asked of all that a page was given before it is written down for the browser. */
export const transport: Transport = {
  kept: { encode: isKeptHere, decode: () => ({}) },
};
