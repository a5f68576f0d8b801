import type { Role } from "#platform/actor.ts";
import type { Locale } from "#platform/words.server.ts";
import { insteadOf } from "#platform/names.ts";
import { wordsFor } from "#platform/words.server.ts";
import type { ChapterName } from "./manual.model.ts";
import { CHAPTER_NAMES, tasksOf } from "./manual.model.ts";
import type { ChapterText, Piece } from "./manual-text.ts";
import { fileOf } from "./manual-pictures.ts";
import { readChapter } from "./manual-text.ts";

/** Taken into the build as they lie there: nothing is read at run time. */
const SOURCES = import.meta.glob<string>("../../../docs/manual/*/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Their addresses; each is sent when it comes into sight, and then kept. */
const PICTURES_AT = import.meta.glob<string>("../../../docs/manual/*/*.webp", {
  query: "?url",
  import: "default",
  eager: true,
});

const kept = new Map<string, Chapter>();
type Chapter = Omit<ChapterText, "tasks"> & { tasks: (ChapterText["tasks"][number] & { language: Locale })[] };
/** Whole in these; in a further language there are the tasks of people outside, and the others are read in the first of these that the union speaks. */
const WHOLE: readonly Locale[] = ["vi", "en"];

function textOf(locale: Locale, chapter: ChapterName): Chapter {
  const instead = WHOLE.includes(locale) ? locale : (WHOLE.find((one) => one === insteadOf(locale)) ?? "en");
  const at = `${locale} ${instead} ${chapter}`;
  const known = kept.get(at);
  if (known) return known;
  const [own, other] = [locale, instead].map((one) =>
    readChapter(SOURCES[`../../../docs/manual/${one}/${chapter}.md`] ?? ""),
  ) as [ChapterText, ChapterText];
  const tasks = other.tasks.map((task) => {
    const found = own.tasks.find((one) => one.name === task.name);
    return found ? { ...found, language: locale } : { ...task, language: instead };
  });
  const text = { ...own, tasks };
  kept.set(at, text);
  return text;
}

/** A sentence as it is shown: what is a word of Amity's own stands out. */
export type Said = { text: string; isWord: boolean }[];
const said = (pieces: Piece[]): Said =>
  pieces.map((piece) =>
    typeof piece === "string"
      ? { text: piece, isWord: false }
      : { text: wordsFor(piece.key, piece.inputs) ?? piece.key, isWord: true },
  );

/** The chapters with their tasks; `role` leaves of them what that role may do. */
export function listChapters(locale: Locale, role?: Role) {
  return CHAPTER_NAMES.map((name) => {
    const text = textOf(locale, name);
    const tasks = tasksFor(text, name, role).map(({ name: id, title }) => ({ id, title }));
    return { name, title: text.title, lead: said(text.lead), tasks };
  }).filter((chapter) => chapter.tasks.length > 0);
}

/** What this role may do of a chapter; without a role all of it. */
function tasksFor({ tasks }: Chapter, name: ChapterName, role: Role | undefined) {
  const mine = new Set(tasksOf(name).flatMap(([task, { who }]) => (!role || who.includes(role) ? [task] : [])));
  return tasks.filter((task) => mine.has(task.name));
}

/** One chapter: every task with its steps, who may and where it begins; `role` leaves of them what that role may do. */
export function findChapter(locale: Locale, asked: string, role?: Role) {
  const name = CHAPTER_NAMES.find((one) => one === asked);
  if (!name) return undefined;
  const text = textOf(locale, name);
  const { title, lead } = text;
  const tasks = tasksFor(text, name, role);
  const known = new Map(tasksOf(name));
  return {
    name,
    title,
    lead: said(lead),
    tasks: tasks.map((task) => ({
      id: task.name,
      title: task.title,
      language: task.language,
      who: known.get(task.name)?.who ?? [],
      opens: known.get(task.name)?.opens ?? "/",
      picture: PICTURES_AT[`../../../docs/manual/${fileOf(task.language, `${name}.${task.name}`)}`],
      steps: task.steps.map((step) => said(step)),
      outcome: task.outcome.map((one) => said(one)),
      remedy: task.remedy.map((one) => said(one)),
    })),
  };
}

/** The title of a task, as its chapter says it. */
export function titleOfTask(locale: Locale, name: string): string {
  const [chapter = "", task] = name.split(".");
  const found = CHAPTER_NAMES.find((one) => one === chapter);
  return (found && textOf(locale, found).tasks.find((one) => one.name === task)?.title) ?? name;
}

const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/đ/gi, "d").toLowerCase();

/** Tasks, of this role's where one is said, in which every word that was asked for stands, with or without marks; those that have it in their title come first. */
export function searchManual(locale: Locale, asked: string, role?: Role) {
  const words = plain(asked.trim()).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hasAll = (text: string) => words.every((word) => plain(text).includes(word));
  const hits = CHAPTER_NAMES.flatMap((name) => {
    const chapter = textOf(locale, name);
    return tasksFor(chapter, name, role).flatMap((task) => {
      const sentences = [...task.steps, ...task.outcome, ...task.remedy].flatMap((pieces) => said(pieces));
      const whole = [chapter.title, task.title, ...sentences.map((one) => one.text)].join(" ");
      if (!hasAll(whole)) return [];
      return [
        {
          href: `/manual/${name}#${task.name}`,
          title: task.title,
          chapter: chapter.title,
          isFirst: hasAll(task.title),
        },
      ];
    });
  });
  return hits.toSorted((one, other) => Number(other.isFirst) - Number(one.isFirst));
}
