/** A row of a tree as it comes, depth first; whether it is what is looked for. */
type Row = { id: string; depth: number; isFound: boolean };
export type Branch<One> = {
  one: One;
  /** How many stand below it in all, whether they are looked for or not. */
  below: number;
  /** How many below it are looked for. */
  found: number;
  children: Branch<One>[];
  /** How many of its children are not sent. */
  more: number;
};

/** A page sends no more rows than this, and of one branch no more than that: whoever has more says how many and leads to them. */
const MOST_SENT = 600;
const MOST_OF_ONE = 150;

/** A tree of rows that come depth first: those that are looked for with all above them, the top levels first where there are too many. */
export function grow<One extends Row>(rows: One[]): Branch<One>[] {
  const top: Branch<One>[] = [];
  const above: Branch<One>[] = [];
  for (const one of rows) {
    const branch = { one, below: 0, found: 0, children: [], more: 0 };
    while ((above.at(-1)?.one.depth ?? -1) >= one.depth) above.pop();
    (above.at(-1)?.children ?? top).push(branch);
    for (const each of above) {
      each.below += 1;
      if (one.isFound) each.found += 1;
    }
    above.push(branch);
  }
  return cut(top);
}

function cut<One extends Row>(top: Branch<One>[]): Branch<One>[] {
  const isShown = ({ one, found }: Branch<One>) => one.isFound || found > 0;
  let left = MOST_SENT;
  const first = top.filter(isShown);
  let level = first;
  while (level.length > 0) {
    // Each branch of a level has its share, so that the last one is not empty because the first one is large.
    const wanted = level.reduce((sum, { children }) => sum + children.filter(isShown).length, 0);
    const share = wanted <= left ? MOST_OF_ONE : Math.min(MOST_OF_ONE, Math.max(1, Math.floor(left / level.length)));
    for (const branch of level) {
      const shown = branch.children.filter(isShown);
      branch.children = shown.slice(0, Math.max(0, Math.min(share, left)));
      branch.more = shown.length - branch.children.length;
      left -= branch.children.length;
    }
    level = level.flatMap((branch) => branch.children);
  }
  return first;
}
