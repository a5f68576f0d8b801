import zlib from "node:zlib";

/** A flag is 18 pixels wide beside a name: 640 units of its drawing. What is smaller than a sixth of a pixel nobody sees. */
const MOST_BYTES = 4000;
const COARSER = [1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36];

type Point = [x: number, y: number];

/** A drawing that takes more than its bytes, with its lines ever coarser until it does not; a light one as it is. */
export function thinFlag(svg: string): string {
  let thin = svg;
  for (const unit of COARSER) {
    if (bytesOf(thin) <= MOST_BYTES) return thin;
    thin = coarser(svg, unit);
  }
  return thin;
}

const bytesOf = (text: string) => zlib.gzipSync(text, { level: 9 }).length;

/** Each path without what is smaller than `unit` of the whole drawing; the transformations around it say how large its own numbers are. */
function coarser(svg: string, unit: number): string {
  const scales = [1];
  const drawn = svg.replaceAll(
    /<(\/?)([a-zA-Z]+)([^>]*?)(\/?)>/g,
    (tag: string, ...[closing = "", name = "", inside = "", empty = ""]: string[]) => {
      if (closing) {
        scales.pop();
        return tag;
      }
      const scale = (scales.at(-1) ?? 1) * scaleOf(/\btransform="([^"]*)"/.exec(inside)?.[1] ?? "");
      if (!empty) scales.push(scale);
      if (name !== "path") return tag;
      const path = /\bd="([^"]*)"/.exec(inside)?.[1] ?? "";
      const thin = thinPath(path, unit / scale);
      // A shape that others point to stays, however small.
      if (thin === "" && !/\bid="/.test(inside)) return empty ? "" : tag;
      return `<path${inside.replace(path, thin)}${empty}>`;
    },
  );
  return drawn.replaceAll(/\n\s*/g, "");
}

function scaleOf(transform: string): number {
  let scale = 1;
  for (const [, name, said = ""] of transform.matchAll(/(matrix|scale)\(([^)]*)\)/g)) {
    const [a = 1, b = 0, c = 0, d = a] = numbersIn(said);
    scale *= name === "scale" ? Math.sqrt(Math.abs(a * (b || a))) : Math.sqrt(Math.abs(a * d - b * c));
  }
  return scale || 1;
}

const numbersIn = (text: string) => [...text.matchAll(/[-+]?(?:\d*\.\d+|\d+)(?:e[-+]?\d+)?/gi)].map(Number);

/** The lines of a path as points no nearer than `unit`, without those that are smaller than it altogether. */
function thinPath(path: string, unit: number): string {
  const digits = Math.max(0, Math.ceil(-Math.log10(unit / 2)));
  return linesIn(path)
    .map(({ points, isClosed }) => ({ points: spaced(points, unit), isClosed }))
    .filter(({ points }) => extent(points) >= unit * 1.5)
    .map(({ points, isClosed }) => written(points, digits) + (isClosed ? "z" : ""))
    .join("");
}

function extent(points: Point[]): number {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}

/** Without the points that lie on the way between their neighbours (Ramer, Douglas, Peucker). */
function spaced(points: Point[], unit: number): Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return points;
  let [far, at] = [0, 0];
  for (const [index, point] of points.entries()) {
    const away = awayFrom(point, first, last);
    if (away > far) [far, at] = [away, index];
  }
  if (far < unit / 2) return [first, last];
  return [...spaced(points.slice(0, at + 1), unit).slice(0, -1), ...spaced(points.slice(at), unit)];
}

function awayFrom([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0) return Math.hypot(x - ax, y - ay);
  return Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length;
}

/** From point to point, as short as it can be said. */
function written(points: Point[], digits: number): string {
  const ten = 10 ** digits;
  const round = (value: number) => Math.round(value * ten);
  let [px, py] = [0, 0];
  return points
    .map(([x, y], index) => {
      const [dx, dy] = [round(x) - px, round(y) - py];
      [px, py] = [round(x), round(y)];
      const [sx, sy] = [String(dx / ten), String(dy / ten)].map((said) => said.replace(/^(-?)0\./, "$1."));
      return `${index === 0 ? "M" : index === 1 ? "l" : dx < 0 ? "" : " "}${sx}${sy?.startsWith("-") ? "" : " "}${sy}`;
    })
    .join("");
}

type Line = { points: Point[]; isClosed: boolean };
const TAKES: Record<string, number> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 };

/** The lines of a path as points; of a curve a few between its ends. */
function linesIn(path: string): Line[] {
  const lines: Line[] = [];
  let at: Point = [0, 0];
  let control: Point = at;
  for (const [, command = "", said = ""] of path.matchAll(/([mlhvcsqtaz])([^mlhvcsqtaz]*)/gi)) {
    const kind = command.toLowerCase();
    const takes = TAKES[kind] ?? 2;
    const numbers = kind === "a" ? arcNumbers(said) : numbersIn(said);
    if (kind === "z") {
      const line = lines.at(-1);
      if (line) line.isClosed = true;
      at = control = line?.points[0] ?? at;
      continue;
    }
    for (let from = 0; from + takes <= numbers.length; from += takes) {
      const [ox, oy] = command === kind ? at : [0, 0];
      const some = numbers.slice(from, from + takes);
      if (kind === "m" && from === 0) {
        at = [ox + (some[0] ?? 0), oy + (some[1] ?? 0)];
        control = at;
        lines.push({ points: [at], isClosed: false });
        continue;
      }
      const before = lines.at(-1);
      // After a line was closed the next begins where it did.
      if (!before || before.isClosed) lines.push({ points: [at], isClosed: false });
      const points = pointsOf(kind, some, { at, control, origin: [ox, oy] });
      lines.at(-1)?.points.push(...points.on);
      control = points.control;
      at = points.on.at(-1) ?? at;
    }
  }
  return lines;
}

const NUMBER = String.raw`[-+]?(?:\d*\.\d+|\d+)(?:e[-+]?\d+)?`;
const ARC = new RegExp(
  [NUMBER, NUMBER, NUMBER, "[01]", "[01]", NUMBER, NUMBER].map((one) => `(${one})`).join(String.raw`[\s,]*`),
  "g",
);
/** The two flags of an arc may stand without a blank. */
const arcNumbers = (said: string) => [...said.matchAll(ARC)].flatMap((found) => found.slice(1).map(Number));

type Pen = { at: Point; control: Point; origin: Point };

function pointsOf(
  kind: string,
  some: number[],
  { at, control, origin: [ox, oy] }: Pen,
): { on: Point[]; control: Point } {
  const [x0, y0] = at;
  const pairs: Point[] = [];
  for (let index = 0; index + 1 < some.length; index += 2)
    pairs.push([ox + (some[index] ?? 0), oy + (some[index + 1] ?? 0)]);
  const mirrored: Point = [2 * x0 - control[0], 2 * y0 - control[1]];
  if (kind === "h") return only([ox + (some[0] ?? 0), y0]);
  if (kind === "v") return only([x0, oy + (some[0] ?? 0)]);
  if (kind === "a") return arc(at, some, [ox + (some[5] ?? 0), oy + (some[6] ?? 0)]);
  if (kind === "c" || kind === "s") {
    const [one = at, two = at, end = at] = kind === "c" ? pairs : [mirrored, ...pairs];
    return { on: STEPS.map((t) => bezier(t, [at, one, two, end])), control: two };
  }
  if (kind === "q" || kind === "t") {
    const [one = at, end = at] = kind === "q" ? pairs : [mirrored, ...pairs];
    return { on: STEPS.map((t) => bezier(t, [at, one, end])), control: one };
  }
  return only(pairs[0] ?? at);
}

const only = (point: Point) => ({ on: [point], control: point });
const STEPS = [0.25, 0.5, 0.75, 1];

/** De Casteljau: between each two, then between those. */
function bezier(t: number, points: Point[]): Point {
  if (points.length === 1) return points[0] ?? [0, 0];
  const between = points.slice(1).map(([x, y], index): Point => {
    const [px, py] = points[index] ?? [0, 0];
    return [px + (x - px) * t, py + (y - py) * t];
  });
  return bezier(t, between);
}

/** An arc of an ellipse by its middle (SVG 2, B.2.4), a point every eighth of a turn. */
function arc([x0, y0]: Point, [radiusX = 0, radiusY = 0, turned = 0, isLarge = 0, isSwept = 0]: number[], end: Point) {
  const [cos, sin] = [Math.cos((turned * Math.PI) / 180), Math.sin((turned * Math.PI) / 180)];
  const [hx, hy] = [(x0 - end[0]) / 2, (y0 - end[1]) / 2];
  const [x, y] = [cos * hx + sin * hy, cos * hy - sin * hx];
  if (radiusX === 0 || radiusY === 0 || (x === 0 && y === 0)) return only(end);
  const grown = Math.max(1, Math.hypot(x / radiusX, y / radiusY));
  const [rx, ry] = [Math.abs(radiusX) * grown, Math.abs(radiusY) * grown];
  const rest = (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1;
  const factor = Math.sqrt(Math.max(0, rest)) * (isLarge === isSwept ? -1 : 1);
  const [mx, my] = [(factor * rx * y) / ry, (-factor * ry * x) / rx];
  const from = Math.atan2((y - my) / ry, (x - mx) / rx);
  let sweep = Math.atan2((-y - my) / ry, (-x - mx) / rx) - from;
  if (isSwept === 1 && sweep < 0) sweep += 2 * Math.PI;
  if (isSwept === 0 && sweep > 0) sweep -= 2 * Math.PI;
  const count = Math.max(2, Math.ceil(Math.abs(sweep) / (Math.PI / 8)));
  const on = Array.from({ length: count }, (_, index): Point => {
    const angle = from + (sweep * (index + 1)) / count;
    const [ex, ey] = [mx + rx * Math.cos(angle), my + ry * Math.sin(angle)];
    return [cos * ex - sin * ey + (x0 + end[0]) / 2, sin * ex + cos * ey + (y0 + end[1]) / 2];
  });
  on[count - 1] = end;
  return { on, control: end };
}
