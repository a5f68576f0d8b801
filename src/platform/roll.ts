/** Four bytes for each of many ids, in order: whether an id is among them is answered quickly, at times yes of one that is not, never no of one that is. */
export type Roll = Int32Array;

/** As PostgreSQL sends them: `int4send` of each, one after the other. */
export function readRoll(sent: Buffer | null): Roll {
  const roll = new Int32Array((sent?.length ?? 0) / 4);
  for (let at = 0; at < roll.length; at += 1) roll[at] = sent?.readInt32BE(at * 4) ?? 0;
  return roll.sort();
}

export function joinRolls(all: readonly Roll[]): Roll {
  const joined = new Int32Array(all.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const roll of all) {
    joined.set(roll, at);
    at += roll.length;
  }
  return joined.sort();
}

export function isOn(roll: Roll, number: number): boolean {
  let [low, high] = [0, roll.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((roll[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return roll[low] === number;
}
