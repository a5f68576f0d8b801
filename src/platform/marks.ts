/** Four bytes for each of many ids, in order: whether an id is among them is answered quickly, at times yes of one that is not, never no of one that is. */
export type Marks = Int32Array;

/** As PostgreSQL sends them: `int4send` of each, one after the other. */
export function readMarks(sent: Buffer | null): Marks {
  const marks = new Int32Array((sent?.length ?? 0) / 4);
  for (let at = 0; at < marks.length; at += 1) marks[at] = sent?.readInt32BE(at * 4) ?? 0;
  return marks.sort();
}

export function joinMarks(all: readonly Marks[]): Marks {
  const joined = new Int32Array(all.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const marks of all) {
    joined.set(marks, at);
    at += marks.length;
  }
  return joined.sort();
}

export function holds(marks: Marks, mark: number): boolean {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] ?? 0) < mark) low = middle + 1;
    else high = middle;
  }
  return marks[low] === mark;
}
