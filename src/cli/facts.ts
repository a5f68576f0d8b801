import { PACKS, PACK_FILES } from "#modules/reference/reference-pack.queries.server.ts";
import { loadPack, readFacts } from "#modules/reference/reference.commands.server.ts";
import type { Planted } from "#modules/units/unit-tree.commands.server.ts";
import { plantTree } from "#modules/units/unit-tree.commands.server.ts";
import { unitList } from "#modules/units/unit.queries.server.ts";
import { system } from "#platform/actor.ts";
import { asOwner } from "#platform/boot.server.ts";
import { inWork } from "#platform/db.server.ts";
import type { Context } from "./main.ts";

/** Loads one pack and, when asked, its union's tree below the top that is there, or with its own. Returns how many rows of what. */
export async function loadFacts({ database, words, options }: Context): Promise<Record<string, number>> {
  const [verb, name] = words;
  const pack = PACKS.find((one) => one === name);
  if (verb !== "load" || !pack || words.length > 2) throw new Error(`Say: facts load ${PACKS.join("|")}`);
  const trees = PACK_FILES.filter((one) => one.place === null);
  const tree = trees.find((one) => one.pack === pack)?.file;
  if (options.units && !tree)
    throw new Error(`Only the pack ${trees.map((one) => one.pack).join(", ")} knows a union's units.`);
  const loaded = await asOwner(database, (client) => loadPack(client, pack));
  if (!options.units || !tree) return loaded;
  const units = await inWork(system, async (work) => {
    const there = await unitList.list(work, { limit: 2 });
    if (there.items.length > 1)
      throw new Error("There are units already; a tree is planted where there is only its top, or none.");
    return plantTree(work, readFacts<Planted>(tree));
  });
  return { ...loaded, units };
}
