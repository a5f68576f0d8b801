/** The parts that pages are built of and that have a page of their own under /design. */
export const PARTS_SHOWN = [
  "status",
  "step_line",
  "summary",
  "buttons",
  "list",
  "tree",
  "bars",
  "year_bars",
  "months",
  "world_map",
  "tile_map",
  "life_line",
  "timeline",
  "fields",
  "chooser",
  "grid",
] as const;
export type PartShown = (typeof PARTS_SHOWN)[number];
