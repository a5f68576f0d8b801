/** How wide letters of Times are, in thousandths of their size: regular and bold, as every metric twin has them. */
const WIDTHS: Record<"regular" | "bold", Record<string, number>> = {
  regular: widthsOf(
    "A722 B667 C667 D722 E611 F556 G722 H722 I333 J389 K722 L611 M889 N722 O722 P556 Q722 R667 S556 T611 U722 V722 W944 X722 Y722 Z611 " +
      "a444 b500 c444 d500 e444 f333 g500 h500 i278 j278 k500 l278 m778 n500 o500 p500 q500 r333 s389 t278 u500 v500 w722 x500 y500 z444",
  ),
  bold: widthsOf(
    "A722 B667 C722 D722 E667 F611 G778 H778 I389 J500 K778 L667 M944 N722 O778 P611 Q778 R722 S556 T667 U722 V722 W1000 X722 Y722 Z667 " +
      "a500 b556 c444 d556 e444 f333 g500 h556 i278 j333 k556 l278 m833 n556 o500 p556 q556 r444 s389 t333 u556 v500 w722 x500 y500 z444",
  ),
};
/** Signs are as wide in both; what is not known is as wide as a digit. */
const SIGNS = widthsOf(" 250 ,250 .250 -333 /278 :278 ;278 (333 )333");
const OTHER = 500;

function widthsOf(said: string): Record<string, number> {
  return Object.fromEntries([...said.matchAll(/(\D)(\d+) ?/g)].map(([, letter, width]) => [letter, Number(width)]));
}

/** In points. Marks above and below a letter take no room; đ is as wide as d. */
export function widthOf(text: string, size: number, weight: "regular" | "bold"): number {
  const letters = text.replaceAll("đ", "d").replaceAll("Đ", "D").normalize("NFD").replaceAll(/\p{M}/gu, "");
  const widths = WIDTHS[weight];
  return ([...letters].reduce((sum, one) => sum + (widths[one] ?? SIGNS[one] ?? OTHER), 0) * size) / 1000;
}

type Set = { size: number; weight: "regular" | "bold"; room: number };

/** The lines into which words fall, each as full as it can be. */
export function linesOf(text: string, { size, weight, room }: Set): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size, weight) <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** As many lines, of lengths as even as they can be: a long name breaks where its parts end, and not before its last word. */
export function evenLines(text: string, set: Set): string[] {
  const count = linesOf(text, set).length;
  if (count < 2) return [text];
  let best = linesOf(text, set);
  // The narrowest room in which it still has that many lines.
  for (let room = set.room; room > 0; room -= set.size / 4) {
    const lines = linesOf(text, { ...set, room });
    if (lines.length > count) break;
    best = lines;
  }
  return best;
}
