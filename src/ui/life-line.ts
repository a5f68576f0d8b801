export type Mark = { year: number; word: string; count: number; href?: string | undefined; isAhead?: boolean };
export type Lane = { key: string; word: string; marks: Mark[] };
export type Placed = { x: number; marks: Mark[]; count: number; isAhead: boolean };

/** The picture's own measures: what stands left of the line, its whole width, and how close two marks may come (WCAG 2.5.8). */
export const LEFT = 170;
export const WIDTH = 960;
const CLOSEST = 26;
/** The last years have two thirds of the line, for most of what is known happened in them. */
const NEAR_YEARS = 10;
const NEAR_SHARE = 0.68;

type Span = { from: number; now: number; until: number };

/** From the first year that anything is known of to a few years ahead. */
export function spanOf(lanes: Lane[], now: number): Span {
  const years = lanes.flatMap(({ marks }) => marks.map(({ year }) => year));
  return { from: Math.min(now - NEAR_YEARS, ...years), now, until: Math.max(now + 2, ...years) };
}

/** Where the middle of a year stands. */
export function placeOf({ from, now, until }: Span, year: number): number {
  const near = now - NEAR_YEARS;
  const width = WIDTH - LEFT;
  const far = from < near ? width * (1 - NEAR_SHARE) : 0;
  if (year < near) return LEFT + ((year + 0.5 - from) / (near - from)) * far;
  return LEFT + far + ((year + 0.5 - near) / (until + 1 - near)) * (width - far);
}

/** The years that are written below the line: each tenth, and nearer ones as far as they have room. */
export function yearsBelow(span: Span): { year: number; x: number }[] {
  const years = Array.from({ length: span.until - span.from + 1 }, (_, index) => span.from + index);
  const said: { year: number; x: number }[] = [];
  for (const year of years.filter((one) => one % 10 === 0 || one >= span.now - NEAR_YEARS)) {
    const x = placeOf(span, year);
    if (x - (said.at(-1)?.x ?? 0) >= 44 && x <= WIDTH - 20) said.push({ year, x });
  }
  return said;
}

/** A lane's marks along the line; those that would stand too close are gathered into one. */
export function placed({ marks }: Lane, span: Span): Placed[] {
  const found: Placed[] = [];
  for (const mark of marks.toSorted((one, other) => one.year - other.year)) {
    const x = placeOf(span, mark.year);
    const last = found.at(-1);
    if (last && x - last.x < CLOSEST) {
      last.marks.push(mark);
      last.count += mark.count;
      last.isAhead &&= mark.isAhead === true;
    } else found.push({ x, marks: [mark], count: mark.count, isAhead: mark.isAhead === true });
  }
  return found;
}
