/** Names of things to find them by. What is typed without marks, or with few of them, is found where it can be one thing only. */
export type KnownNames<Id> = { exact: Map<string, Set<Id>>; folded: Map<string, { name: string; ids: Set<Id> }[]> };

export function knownNames<Id>(entries: Iterable<[name: string, id: Id]>): KnownNames<Id> {
  const names: KnownNames<Id> = { exact: new Map(), folded: new Map() };
  for (const [typed, id] of entries) {
    const name = exactly(typed);
    if (name === "") continue;
    const ids = names.exact.get(name) ?? new Set();
    if (ids.size === 0) {
      names.exact.set(name, ids);
      const alike = names.folded.get(withoutMarks(name));
      if (alike) alike.push({ name, ids });
      else names.folded.set(withoutMarks(name), [{ name, ids }]);
    }
    ids.add(id);
  }
  return names;
}

/** All that may be meant: one, none, or several that cannot be told apart. */
export function findNamed<Id>(names: KnownNames<Id>, typed: string): Id[] {
  const key = exactly(typed);
  const exact = names.exact.get(key);
  if (exact) return [...exact];
  return likeIt(names, key, (name) => lacksMarksOf(key, name));
}

/** Those whose name has the same letters with other marks: "Ánh" is another word than "Anh", and may be a slip for it. */
export function findMarkedOtherwise<Id>(names: KnownNames<Id>, typed: string): Id[] {
  return likeIt(names, exactly(typed), () => true);
}

function likeIt<Id>(names: KnownNames<Id>, key: string, isMeant: (name: string) => boolean): Id[] {
  const alike = names.folded.get(withoutMarks(key)) ?? [];
  return [...new Set(alike.flatMap(({ name, ids }) => (isMeant(name) ? [...ids] : [])))];
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
  return name
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .replaceAll("đ", "d");
}

const LETTER = /[^\u0300-\u036F][\u0300-\u036F]*/gu;
/** Grave, acute, tilde, hook and dot below say the tone of a syllable, on either of its vowels (hoà, hòa); other marks make the letter. */
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** Whether of two names with the same letters each of the typed one is bare, or marked as the known one's is. */
function lacksMarksOf(typed: string, name: string): boolean {
  const [letters, known] = [lettersOf(typed), lettersOf(name)];
  return letters.every((letter, at) => {
    if (/^[^đ]$/u.test(letter)) return true;
    const kept = letter.replaceAll(TONE, "");
    const marked = known[at] ?? "";
    return kept === marked.replaceAll(TONE, "") && areNear(letter, known, at) && areNear(marked, letters, at);
  });
}

const lettersOf = (name: string) => name.normalize("NFD").match(LETTER) ?? [];

/** Whether the tones of a letter stand in the other name there, or a letter beside it. */
function areNear(letter: string, other: string[], at: number): boolean {
  const near = other.slice(Math.max(0, at - 1), at + 2).join("");
  return (letter.match(TONE) ?? []).every((tone) => near.includes(tone));
}
