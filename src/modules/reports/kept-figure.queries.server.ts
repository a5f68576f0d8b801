import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import type { Following } from "#platform/kept.server.ts";
import { keptWhile } from "#platform/kept.server.ts";
import { kindsWith } from "#platform/kinds.ts";

/**
 * The union's figures are the same for everybody who works in it: they are counted over all rows, while the records behind them open
 * only where the reader may see them; so they are kept until a record changes. Outside users count what they see, each time.
 */
export function keptFigure<Value>(
  work: Work,
  name: string,
  compute: () => Promise<Value>,
  following: Following<Value> = {},
): Promise<Value> {
  if (work.actor.reach === "outside" || work.actor.reach === "anonymous") return compute();
  return keptWhile(work, { name, kinds: kindsWith("counted"), ...following }, () => whileSystem(work, compute));
}
