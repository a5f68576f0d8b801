import { AsyncLocalStorage } from "node:async_hooks";
import path from "node:path";
import { config } from "./config.ts";
import { findHomeBy } from "./home.ts";

/** One of the unions that a process works for: a schema of its own, found by the host that is asked (docs/decisions/0068). */
export type Union = {
  /** Empty for the one that the settings name. */
  readonly code: string;
  readonly schema: string;
  /** The address that people type. */
  readonly origin: string;
  /** A copy to practise with: nothing of it counts, and no letter leaves it. */
  readonly practiceUntil?: string | undefined;
};

/** The one that the settings name. */
export const OWN: Union = {
  code: "",
  get schema() {
    return config.schema;
  },
  get origin() {
    return config.origin;
  },
};

const here = new AsyncLocalStorage<Union>();
let served: readonly Union[] = [OWN];

/** Whose work it is. Where several are served, what belongs to none of them is not taken for anybody's. */
export function ownUnion(): Union {
  const found = here.getStore();
  if (found) return found;
  if (served.length > 1) throw new Error("Several unions are served here, and this was done for none of them.");
  return OWN;
}

/** For what is said of a work, and must not fail: where it belongs to none, none. */
export const unionUnderWay = (): Union | undefined => here.getStore();

/** All that `run` does, at once or later, is done for this union. */
export const inUnion = <Result>(union: Union, run: () => Result): Result => here.run(union, run);

/** Those that are served, the settings' own first. */
export const unionsServed = (): readonly Union[] => served;

/** Says which are served beside the settings' own; one that was known stays the same object, so that what is kept of it stays too. */
export function serveUnions(others: Union[]): void {
  const known = (one: Union) =>
    served.find(
      (held) =>
        held.code === one.code &&
        held.schema === one.schema &&
        held.origin === one.origin &&
        held.practiceUntil === one.practiceUntil,
    ) ?? one;
  served = [OWN, ...others.map(known)];
}

/** The union at a host, with its port, as a request says it; whatever is nobody else's is the settings' own. */
export function unionAt(host: string | undefined): Union {
  if (served.length === 1 || host === undefined) return OWN;
  const asked = host.toLowerCase();
  return served.find((one) => one !== OWN && new URL(one.origin).host === asked) ?? OWN;
}

/** The demo's people are in the settings' own union, and in a copy of it to practise with. */
export const isDemoHere = (): boolean =>
  config.isDemo && (ownUnion() === OWN || ownUnion().practiceUntil !== undefined);

/** Where a union's own files lie below a folder of the settings; the first one's in that folder itself. */
export const ownFolder = (folder: string): string => path.join(folder, ownUnion().code);

/** Something that a process keeps in mind, for each union apart: none is told what was found for another. */
export function ofUnion<State>(make: (union: Union) => State): () => State {
  const states = new WeakMap<Union, State>();
  return () => {
    const union = ownUnion();
    const known = states.get(union);
    if (known !== undefined) return known;
    const made = make(union);
    states.set(union, made);
    return made;
  };
}

findHomeBy((first) => ofUnion((union) => (union === OWN ? first : {})));
