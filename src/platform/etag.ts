import { createHash } from "node:crypto";

/** What `If-Match` asks: these versions, or any that there is. */
export type Match = "any" | readonly string[];

/** Tags as clients write them: strong, weak (`W/"1"`, which is what a proxy makes of them), and bare. Undefined where there is no header. */
export function readMatch(header: string | null): Match | undefined {
  if (header === null || header.trim() === "") return undefined;
  const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//i, "").replaceAll('"', ""));
  return tags.includes("*") ? "any" : tags;
}

export function fits(match: Match, version: number): boolean {
  return match === "any" || match.includes(String(version));
}

/** The tag of a record is its version, which a later If-Match sends back; of what has none, a hash of what was answered. */
export function tagOf(answered: unknown): string {
  const version = (answered as { version?: unknown } | null)?.version;
  if (typeof version === "number") return `"${version}"`;
  return `W/"${createHash("sha256").update(JSON.stringify(answered)).digest("base64url").slice(0, 22)}"`;
}
