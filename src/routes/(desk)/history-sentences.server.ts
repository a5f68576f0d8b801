import { formatInstant } from "#platform/format.ts";
import { wordsFor } from "#platform/words.server.ts";

type Line = { id: number; at: Date; user_name: string; action: string; subject_kind: string };

/** History lines as sentences for people, in the reader's language. */
export function sentences(lines: Line[]) {
  return lines.map((line) => ({
    id: line.id,
    when: formatInstant(line.at),
    who: line.user_name,
    sentence:
      wordsFor(`history_${line.subject_kind}_${line.action}`) ?? wordsFor(`history_${line.action}`) ?? line.action,
  }));
}
