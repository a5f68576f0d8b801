/** One theme's share of an accent: what stands on paper, what is written on it, and a breath of it behind words. */
export type Tones = { accent: string; ink: string; wash: string };
type Colour = [red: number, green: number, blue: number];

const WHITE: Colour = [255, 255, 255];
/** The paper of each theme, as src/ui/tokens.css has it; src/platform/accent.test.ts compares. */
export const PAPER = { light: "#ffffff", dark: "#171d1c" } as const;
/** What pages lie on in the light theme, a little darker than their paper: the faintest place for a link. */
export const GROUND = "#f6f7f5";
/** WCAG 2.2, 1.4.3. */
export const LEAST = 4.5;

const read = (hex: string): Colour => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Colour;
const write = (colour: Colour) => `#${colour.map((one) => Math.round(one).toString(16).padStart(2, "0")).join("")}`;
const between = (one: Colour, other: Colour, share: number): Colour =>
  one.map((value, at) => value + ((other[at] ?? 0) - value) * share) as Colour;

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((one) => {
    const share = one / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours stand apart (WCAG): 1 is not at all, 21 is black on white. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(read(one)), luminance(read(other))].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The first of a hundred steps from one colour towards another that is told from both grounds. */
function until(from: Colour, to: Colour, fits: (hex: string) => boolean): string {
  for (let step = 0; step <= 100; step += 1) {
    const hex = write(between(from, to, step / 100));
    if (fits(hex)) return hex;
  }
  return write(to);
}

/** What an accent is in both themes: on dark paper as much lighter as it takes to be read there, and on its own wash. */
export function accentOf(hex: string): { light: Tones; dark: Tones } {
  const own = read(hex);
  const wash = until(own, WHITE, (one) => contrast(one, hex) >= LEAST && contrast(one, PAPER.light) <= 1.35);
  const darkWash = write(between(read(PAPER.dark), own, 0.25));
  const isReadInDark = (one: string) => contrast(one, PAPER.dark) >= LEAST && contrast(one, darkWash) >= LEAST;
  const lighter = until(own, WHITE, isReadInDark);
  return {
    light: { accent: hex, ink: inkOn(hex), wash },
    dark: { accent: lighter, ink: inkOn(lighter), wash: darkWash },
  };
}

const inkOn = (hex: string) => (contrast(hex, PAPER.light) >= contrast(hex, PAPER.dark) ? PAPER.light : PAPER.dark);

/** The style sheet that lays an accent over the tokens; empty where the union has none of its own. */
export function accentSheet(hex: string | null): string {
  if (!hex) return "";
  const { light, dark } = accentOf(hex);
  const tokens = ({ accent, ink, wash }: Tones) =>
    `:root{--accent:${accent};--accent-ink:${ink};--accent-wash:${wash}}`;
  return `${tokens(light)}@media (prefers-color-scheme:dark){${tokens(dark)}}@media print{${tokens(light)}}`;
}
