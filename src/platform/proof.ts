import { createHash, hash, randomBytes } from "node:crypto";

/** A line as it is proven: everything but its number and who may read it. Values are as JSON gives them back. */
export type ProvenLine = {
  at: string;
  user_id: string | null;
  user_name: string;
  on_behalf_of: string | null;
  unit_id: string;
  subject_kind: string;
  subject_id: string;
  action: string;
  before: unknown;
  after: unknown;
};

export const sha256 = (text: string): string => hash("sha256", text);
export const newSalt = (): string => randomBytes(16).toString("hex");

/** JSON with the keys of each object in order (RFC 8785), so that everybody gets the same bytes of the same value. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(",")}}`;
}

const headOf = (line: ProvenLine) => [
  line.at,
  line.user_id,
  line.user_name,
  line.on_behalf_of,
  line.unit_id,
  line.subject_kind,
  line.subject_id,
  line.action,
];

/** The digest of all that a line says; kept in it as `said`. */
export function saidOf(salt: string, line: ProvenLine): string {
  return sha256(salt + canonical([...headOf(line), line.before, line.after]));
}

/** What a link of the chain is made over, an entry a line: of a line of the history, who and what, and the digest of what it says. */
export function lineEntry(id: number, line: ProvenLine, said: string): string {
  return `${JSON.stringify(["line", id, ...headOf(line), said])}\n`;
}

/** `digest` is the sha256 of how its rows were left. */
export type ProvenState = { id: number; subject_kind: string; subject_id: string; digest: string };

/** The same of the state in which an act left a record. */
export function stateEntry({ id, subject_kind, subject_id, digest }: ProvenState): string {
  return `${JSON.stringify(["state", id, subject_kind, subject_id, digest])}\n`;
}

/** A link: sha256 over the link before and the entries added, in order of their numbers, lines before states. */
export function linkAfter(previous: string) {
  return createHash("sha256").update(previous);
}

/** What a digest adds to the sum of all: its first twelve digits. */
export const shareOf = (digest: string): bigint => BigInt(`0x${digest.slice(0, 12)}`);
