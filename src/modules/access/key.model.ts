import type { KindName } from "#platform/kinds.ts";
import { kindsWith, lineOf } from "#platform/kinds.ts";

export const SCOPES = ["read", "write"] as const;
export type Scope = (typeof SCOPES)[number];
export type Purpose = "calls" | "calendar";

/** What a key opens: in which of its owner's roles, reading or writing, and which kinds of records; none named is all. */
export type Key = {
  id: string;
  name: string;
  userId: string;
  userName: string;
  scope: Scope;
  kinds: string[];
  appointmentIds: string[];
};

/** The kinds that a key may be bound to. An import writes records of other kinds, so it asks for a key to all. */
export const KEY_KINDS: KindName[] = kindsWith("logged").filter((kind) => lineOf(kind).list && kind !== "import");

/** An address beside records: the kind it tells of, "any" for what every key may ask, "all" for what shows several kinds. */
type Beside = { of: KindName | "any" | "all"; writes?: true };

/**
 * What stands beside records in the interface. An address that is neither here nor the list of a kind is open to no key: making keys,
 * accounts, passwords, sessions, the log of security and the data of one person are asked by people who signed in. People, their roles
 * and signatures are read by a key and never written.
 */
const BESIDE: Record<string, Beside> = {
  "": { of: "any" },
  health: { of: "any" },
  "openapi.json": { of: "any" },
  me: { of: "any" },
  deadlines: { of: "any" },
  anniversaries: { of: "any" },
  commitments: { of: "delegation" },
  countries: { of: "all" },
  search: { of: "all" },
  indicators: { of: "all" },
  facts: { of: "all", writes: true },
  reports: { of: "all", writes: true },
  imports: { of: "all", writes: true },
  people: { of: "all" },
  signatures: { of: "all" },
  keys: { of: "all", writes: true },
};
/** Sent because they are long; nothing is written. */
const READING = new Set(["POST deadlines/calculate", "POST imports/read"]);

const OF_KINDS = new Map(KEY_KINDS.map((kind) => [lineOf(kind).list ?? "", kind] as const));

/** Whether a key may ask for an address of the interface at all; what it sees there is the database's answer, as for its owner. */
export function keyMay({ scope, kinds }: Pick<Key, "scope" | "kinds">, method: string, path: string): boolean {
  const asked = path.replace(/^\/api\/v1\/?/, "");
  const [first = ""] = asked.split("/");
  const isReading = ["GET", "HEAD", "OPTIONS"].includes(method) || READING.has(`${method} ${asked}`);
  if (!isReading && scope === "read") return false;
  const kind = OF_KINDS.get(first);
  const { of, writes = kind !== undefined } = kind ? { of: kind } : besideAt(first);
  if (of === undefined || (!isReading && !writes)) return false;
  return of === "any" || kinds.length === 0 || kinds.includes(of);
}

const besideAt = (name: string): Partial<Beside> => (Object.hasOwn(BESIDE, name) ? (BESIDE[name] ?? {}) : {});
