import { formatInstant } from "#platform/format.ts";
import { wordsFor } from "#platform/words.server.ts";

type Line = { id: number; at: Date; user_name: string; action: string; subject_kind: string; after?: unknown };

/** What was done, in the reader's language: the record's own word for it, else the common one. */
export function sentenceOf(line: { action: string; subject_kind: string }): string {
  return wordsFor(`history_${line.subject_kind}_${line.action}`) ?? wordsFor(`history_${line.action}`) ?? line.action;
}

/** History lines as sentences for people, in the reader's language. */
export function sentences(lines: Line[]) {
  return lines.map((line) => ({
    id: line.id,
    when: formatInstant(line.at),
    who: line.user_name,
    sentence: inWhoseName(line),
  }));
}

/** Whoever signed for another did so in both names, with the posts of both. */
function inWhoseName(line: Line): string {
  const sentence = sentenceOf(line);
  const signed = (line.after as { signed_by?: string } | null | undefined)?.signed_by;
  return signed ? (wordsFor("history_on_behalf", { sentence, signed }) ?? sentence) : sentence;
}
