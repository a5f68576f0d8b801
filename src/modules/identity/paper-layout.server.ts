import fs from "node:fs";
import type { Names } from "#platform/names.ts";
import type { LAYOUTS } from "./identity.model.ts";

type Told = {
  layout: (typeof LAYOUTS)[number];
  country: string | null;
  name: string;
  name_in: Names;
  about: string;
  about_in: Names;
};

const told = (JSON.parse(fs.readFileSync("templates/layouts.json", "utf8")) as { rows: Told[] }).rows;

/** How papers may be laid out in a country: as everybody's, as its own offices', and as they are now. */
export function layoutsFor(country: string | null, now: string | null): Told[] {
  return told.filter((one) => one.country === null || one.country === country || one.layout === now);
}

export const layoutCalled = (layout: string | null): Told | undefined => told.find((one) => one.layout === layout);
