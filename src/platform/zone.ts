import { clockOf } from "./intl.ts";

const DAY = 86_400_000;
/** Days of which it is known that the clocks do not change on them, by zone: asking Intl each time cost 0.1 ms, which an import makes 100,000 times. */
const known = new Map<string, number>();
const MOST_KNOWN = 20_000;

/** Whether Intl knows this name of a zone. */
export function isZone(zone: string): boolean {
  try {
    return /^[A-Za-z]/.test(zone) && clockOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** By how many milliseconds the clocks of a zone were ahead of UTC at an instant. */
export function offsetAt(zone: string, at: number): number {
  if (zone === "UTC") return 0;
  const day = Math.floor(at / DAY);
  const name = `${zone} ${day}`;
  const one = known.get(name);
  if (one !== undefined) return one;
  const [begins, ends] = [askedOf(zone, day * DAY), askedOf(zone, (day + 1) * DAY)];
  if (begins !== ends) return askedOf(zone, at);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, begins);
  return begins;
}

function askedOf(zone: string, at: number): number {
  const said = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = said;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
