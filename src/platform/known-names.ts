/** Names of things to find them by. What is typed without marks, or with wrong ones, is found where it can be one thing only. */
export type KnownNames<Id> = { exact: Map<string, Set<Id>>; folded: Map<string, Set<Id>> };

export function knownNames<Id>(entries: Iterable<[name: string, id: Id]>): KnownNames<Id> {
  const names: KnownNames<Id> = { exact: new Map(), folded: new Map() };
  for (const [name, id] of entries) {
    add(names.exact, exactly(name), id);
    add(names.folded, withoutMarks(name), id);
  }
  return names;
}

/** All that may be meant: one, none, or several that cannot be told apart. */
export function findNamed<Id>(names: KnownNames<Id>, typed: string): Id[] {
  const key = exactly(typed);
  if (key === "") return [];
  return [...(names.exact.get(key) ?? names.folded.get(withoutMarks(typed)) ?? [])];
}

function add<Id>(names: Map<string, Set<Id>>, key: string, id: Id) {
  if (key === "") return;
  const known = names.get(key);
  if (known) known.add(id);
  else names.set(key, new Set([id]));
}

const AND = /(?<![\p{L}\p{M}])(?:and|và|va)(?![\p{L}\p{M}])/gu;

/** Letters and digits with their marks: points, hyphens, blanks and "and" differ from hand to hand. */
function exactly(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(AND, "")
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "");
}

/** The marks of Latin letters alone: those of other scripts are the letters themselves. */
function withoutMarks(name: string): string {
  return exactly(name)
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .replaceAll("đ", "d");
}
