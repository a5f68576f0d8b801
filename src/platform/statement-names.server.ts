import type pg from "pg";
import { nameOfStatement } from "./act-as.server.ts";

const MOST_STATEMENTS = 400;
const seen = new Set<string>();
const names = new Map<string, string>();

/** A statement that comes back is prepared by name: planning a query with its policies costs more than running it. */
export function preparedAs(text: string): string | undefined {
  const known = names.get(text);
  if (known) return known;
  // What is looked for decides which index helps, so a search is planned anew each time.
  if (text.length > 6000 || names.size >= MOST_STATEMENTS || text.includes("like '%'")) return undefined;
  if (!seen.has(text)) {
    if (seen.size > 5000) seen.clear();
    seen.add(text);
    return undefined;
  }
  const name = nameOfStatement(text);
  names.set(text, name);
  return name;
}

/** Of many rows there is a statement for each number of them: those are not worth a name. */
const FEW = 40;

/** A statement of ours, written as text, the same way. */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  const name = values.length <= FEW ? preparedAs(text) : undefined;
  return { text, values, ...(name !== undefined && { name }) };
}
