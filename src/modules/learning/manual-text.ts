/** A piece of a sentence: plain text, or what a button, field or page of Amity is called, by the key of its message. */
export type Piece = string | { key: string; inputs: Record<string, string> };
type TaskText = { name: string; title: string; steps: Piece[][]; outcome: Piece[][]; remedy: Piece[][] };
export type ChapterText = { title: string; lead: Piece[]; tasks: TaskText[] };

/** `{key}` or `{key input=value}`. */
const WORD = /\{([a-z0-9_]+)((?: [a-z]+=[a-z0-9_-]+)*)\}/g;

/**
 * One chapter as it lies in docs/manual: `# ` its title and a line of lead; per task `## ` its name, a line that is its title, numbered
 * steps, `> ` what happens then, `? ` what to do if it goes wrong. A line that is none of these is a mistake of the writer.
 */
export function readChapter(source: string): ChapterText {
  const [head = "", ...parts] = source.split(/^## /m);
  const [title, lead, ...rest] = linesOf(head);
  if (!title?.startsWith("# ") || lead === undefined || rest.length > 0)
    throw new Error(`A chapter begins with its title and one line: ${head}`);
  return { title: title.slice(2), lead: piecesOf(lead), tasks: parts.map((part) => readTask(part)) };
}

function readTask(part: string): TaskText {
  const [name = "", title = "", ...lines] = linesOf(part);
  const task: TaskText = { name, title, steps: [], outcome: [], remedy: [] };
  for (const line of lines) {
    const [, mark = "", said = ""] = /^(\d+\.|>|\?) (.+)$/.exec(line) ?? [];
    if (mark === ">") task.outcome.push(piecesOf(said));
    else if (mark === "?") task.remedy.push(piecesOf(said));
    else if (mark === `${task.steps.length + 1}.`) task.steps.push(piecesOf(said));
    else throw new Error(`In ${name}: ${line}`);
  }
  return task;
}

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A sentence in pieces. */
export function piecesOf(sentence: string): Piece[] {
  const pieces: Piece[] = [];
  let read = 0;
  for (const found of sentence.matchAll(WORD)) {
    const [whole, key = "", inputs = ""] = found;
    if (found.index > read) pieces.push(sentence.slice(read, found.index));
    pieces.push({
      key,
      inputs: Object.fromEntries([...inputs.matchAll(/([a-z]+)=([\w-]+)/g)].map(([, a, b]) => [a, b])),
    });
    read = found.index + whole.length;
  }
  if (read < sentence.length) pieces.push(sentence.slice(read));
  return pieces;
}
