export const UNIT_KINDS = [
  "union",
  "standing_agency",
  "department",
  "central_association",
  "committee",
  "provincial_union",
  "provincial_association",
  "chapter",
  "mission",
  "press",
] as const;

/** A label of the tree: what a code becomes inside a path. */
export function childPath(parentPath: string, code: string): string {
  return `${parentPath}.${code}`;
}

/** Whether a unit has ended: it is offered no more, and keeps what it did. */
export const isClosed = ({ closed_on }: { closed_on: string | null }): boolean => closed_on !== null;

/** The union stands at the top alone: all other kinds may stand below it. */
export const kindsBelow = <Kind extends string>(kinds: readonly Kind[]): Kind[] =>
  kinds.filter((kind) => kind !== "union");
