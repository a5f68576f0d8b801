/** What is written before others are met, in the order in which it is read out. */
export const POINTS = ["to_say", "to_ask", "to_avoid", "to_cite"] as const;
type PointName = (typeof POINTS)[number];
export type Points = Record<PointName, string | null>;

/** Of a writing that takes the others back nothing is left to say. */
export const saysSomething = (points: Points | undefined): points is Points =>
  points !== undefined && POINTS.some((name) => points[name] !== null);
