import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { HELPED, helpFor } from "#modules/learning/help.model.ts";
import { CHAPTERS, CHAPTER_NAMES, placeOfTask, tasksOf } from "#modules/learning/manual.model.ts";
import { findChapter, listChapters, searchManual } from "#modules/learning/manual.queries.server.ts";
import { PICTURES, PICTURE_SIZE, fileOf } from "#modules/learning/manual-pictures.ts";
import { piecesOf, readChapter } from "#modules/learning/manual-text.ts";
import { ROLES, reachOf } from "#platform/actor.ts";
import { readPicture } from "#platform/picture.ts";
import { doorTo, mayEnter } from "#platform/doors.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { ACCOUNTS } from "#demo/people.ts";
import { locales } from "#words/runtime.js";
import { params } from "../src/params.ts";
import { ROUTES } from "./handler.ts";
import { picturesOf } from "./manual-pictures.ts";

const LANGUAGES = ["vi", "en"] as const;
const sourceOf = (language: string, chapter: string) =>
  fs.readFileSync(`docs/manual/${language}/${chapter}.md`, "utf8");

describe.each(LANGUAGES)("the manual in %s", (language) => {
  test("has a file for each chapter, and in it each task of the register, in its order, and no other", () => {
    const files = fs
      .readdirSync(`docs/manual/${language}`)
      .filter((name) => name.endsWith(".md"))
      .map((name) => path.basename(name, ".md"));
    expect(files.toSorted()).toEqual(CHAPTER_NAMES.toSorted());
    for (const chapter of CHAPTER_NAMES) {
      const told = readChapter(sourceOf(language, chapter)).tasks.map((task) => task.name);
      expect(told).toEqual(Object.keys(CHAPTERS[chapter]));
    }
  });

  test("says of each task three to seven steps, what happens then and what to do if it goes wrong", () => {
    const wrong = CHAPTER_NAMES.flatMap((chapter) =>
      readChapter(sourceOf(language, chapter))
        .tasks.filter(({ steps, outcome, remedy, title }) => {
          const isShort = steps.length >= 3 && steps.length <= 7;
          return !isShort || outcome.length !== 1 || remedy.length !== 1 || title === "";
        })
        .map((task) => `${chapter}.${task.name}`),
    );
    expect(wrong).toEqual([]);
  });

  test("names buttons, fields and pages by the words of Amity itself", () => {
    let named = 0;
    for (const chapter of CHAPTER_NAMES) {
      const { lead, tasks } = readChapter(sourceOf(language, chapter));
      const sentences = [lead, ...tasks.flatMap((task) => [...task.steps, ...task.outcome, ...task.remedy])];
      for (const piece of sentences.flat()) {
        if (typeof piece === "string") {
          expect(piece, `${chapter}: a brace that is no word`).not.toMatch(/[{}]/);
          continue;
        }
        named += 1;
        const said = inLocale(language, () => wordsFor(piece.key, piece.inputs));
        // A choice that fits no case says the value itself.
        const values = Object.values(piece.inputs);
        expect(said, `${chapter}: ${piece.key}`).toMatch(/^[^{}]+$/);
        expect(values, `${chapter}: ${piece.key}`).not.toContain(said);
      }
    }
    expect(named).toBeGreaterThan(200);
  });

  test("is found by words, with or without marks, and shown to a role without what it never does", () => {
    inLocale(language, () => {
      const [first] = searchManual(language, language === "vi" ? "sao luu" : "backups");
      expect(first?.href).toBe("/manual/administration#backup");
      expect(searchManual(language, " ")).toEqual([]);
      expect(searchManual(language, "zzzz")).toEqual([]);
      const ofPartner = listChapters(language, "partner").map((one) => one.name);
      expect(ofPartner).toContain("exchanges");
      expect(ofPartner).not.toContain("administration");
      expect(listChapters(language)).toHaveLength(CHAPTER_NAMES.length);
      expect(findChapter(language, "nothing")).toBeUndefined();
    });
  });
});

test("in French it has what people outside do, task by task, and says of the rest in which language it is", () => {
  for (const chapter of CHAPTER_NAMES) {
    const { tasks, lead, title } = readChapter(sourceOf("fr", chapter));
    const outside = tasksOf(chapter).filter(([, { who }]) => who.some((role) => reachOf(role) === "outside"));
    expect(tasks.map((task) => task.name)).toEqual(outside.map(([name]) => name));
    expect([title.length, lead.length].every(Boolean)).toBe(true);
    for (const { steps, outcome, remedy } of tasks) {
      expect([steps.length >= 3 && steps.length <= 7, outcome.length, remedy.length]).toEqual([true, 1, 1]);
      for (const piece of [...steps, ...outcome, ...remedy].flat())
        if (typeof piece !== "string")
          expect(inLocale("fr", () => wordsFor(piece.key, piece.inputs))).toMatch(/^[^{}]+$/);
    }
    const shown = inLocale("fr", () => findChapter("fr", chapter));
    expect(shown?.tasks.map((task) => [task.id, task.language])).toEqual(
      tasksOf(chapter).map(([name]) => [name, outside.some(([one]) => one === name) ? "fr" : "en"]),
    );
  }
});

test("people outside read of a chapter, and find in the manual, what their role does and nothing else", () => {
  for (const role of ROLES.filter((one) => reachOf(one) === "outside"))
    for (const chapter of CHAPTER_NAMES) {
      const mine = tasksOf(chapter).flatMap(([name, { who }]) => (who.includes(role) ? [name] : []));
      const shown = inLocale("fr", () => findChapter("fr", chapter, role))?.tasks ?? [];
      expect([role, chapter, shown.map((task) => task.id)]).toEqual([role, chapter, mine]);
      expect(shown.filter((task) => task.language !== "fr")).toEqual([]);
    }
  const found = inLocale("fr", () => searchManual("fr", "a", "foreign_ngo")).map((one) => one.href);
  expect(found).toContain("/manual/aid#state");
  expect(found).not.toContain("/manual/aid#judge");
  expect([placeOfTask("aid.amount", "foreign_ngo"), placeOfTask("aid.state", "foreign_ngo")]).toEqual([
    "/manual/aid",
    "/manual/aid#state",
  ]);
  expect(placeOfTask("units.tree", "partner")).toBe("/manual");
});

test("every picture is there in each language that has the words of its task, as large as it is said to be, and no other", () => {
  for (const language of locales) {
    const wanted = picturesOf(language).map(([task]) => fileOf(language, task));
    const there = fs.readdirSync(`docs/manual/${language}`).filter((file) => file.endsWith(".webp"));
    expect(there.map((file) => `${language}/${file}`).toSorted()).toEqual(wanted.toSorted());
    for (const file of wanted) {
      const bytes = fs.readFileSync(`docs/manual/${file}`);
      const { width, height } = readPicture(bytes) ?? {};
      expect([file, { width, height }, bytes.length < 60_000]).toEqual([file, PICTURE_SIZE, true]);
    }
  }
});

test("a picture shows what one sees who does the task, and stands beside its words", () => {
  const roleOf = new Map(ACCOUNTS.map((one) => [one.email, one.role]));
  for (const [name, picture] of Object.entries(PICTURES)) {
    const [chapter = "", task = ""] = name.split(".");
    const found = tasksOf(chapter as (typeof CHAPTER_NAMES)[number]).find(([one]) => one === task);
    expect([name, found?.[1].who]).toEqual([name, expect.arrayContaining([roleOf.get(`${picture.as}@demo.example`)])]);
    expect(findChapter("en", chapter)?.tasks.find((one) => one.id === task)?.picture).toContain(".webp");
  }
});

test("a line that is no step, outcome or remedy is refused, as is a number out of turn", () => {
  expect(() => readChapter("# A\nB.\n## c\nD\n1. E\n- F")).toThrow("In c: - F");
  expect(() => readChapter("# A\nB.\n## c\nD\n2. E")).toThrow("In c: 2. E");
  expect(() => readChapter("A\nB")).toThrow("A chapter begins");
  expect(piecesOf("Select {a_b step=take_back}.")).toEqual([
    "Select ",
    { key: "a_b", inputs: { step: "take_back" } },
    ".",
  ]);
});

test("who may do a task may enter the page where it begins", () => {
  const shut = CHAPTER_NAMES.flatMap((chapter) =>
    tasksOf(chapter).flatMap(([name, { who, opens }]) =>
      who
        .filter((role) => !mayEnter(doorTo(opens.split("?")[0] ?? ""), reachOf(role)))
        .map((role) => `${chapter}.${name}: ${role}`),
    ),
  );
  expect(shut).toEqual([]);
});

/** Pages that need no help, and why. */
const WITHOUT: Record<string, string> = {
  "/manual": "it is the manual",
  "/manual/[chapter]": "it is the manual",
  "/design": "it shows parts, in the demo alone",
  "/design/[part=design_part]": "it shows parts, in the demo alone",
};

test("every page of the desk leads to its task, and every line of the table is of a page or of one of its acts", async () => {
  const pages = ROUTES.filter((route) => route.page && route.id.startsWith("/(desk)")).map(({ id }) => id);
  const short = (id: string) => id.replace("/(desk)", "") || "/";
  expect(pages.filter((id) => !helpFor(id, {}) && !(short(id) in WITHOUT)).map((id) => short(id))).toEqual([]);
  const known = new Set(pages.map((id) => short(id)));
  const strange = [];
  for (const line of HELPED) {
    if (known.has(line)) continue;
    const named = await Promise.all(pages.map((id) => isActOf(short(id), line)));
    if (!named.some(Boolean)) strange.push(line);
  }
  expect(strange).toEqual([]);
  expect(Object.keys(WITHOUT).filter((id) => !known.has(id))).toEqual([]);
});

/** Whether a line says one of the acts that a route serves: what stands there is one that the matcher knows, or means. */
async function isActOf(route: string, line: string): Promise<boolean> {
  const [said, parts] = [line.split("/"), route.split("/")];
  if (said.length !== parts.length || !route.includes("=")) return false;
  const fits = await Promise.all(parts.map((part, index) => fitsPart(part, said[index] ?? "")));
  return fits.every(Boolean);
}
async function fitsPart(part: string, said: string): Promise<boolean> {
  const matcher = /^\[\w+=(\w+)\]$/.exec(part)?.[1] as keyof typeof params | undefined;
  if (!matcher || part === said) return part === said;
  for (const address of [said, `${said}s`]) {
    const read = await params[matcher]["~standard"].validate(address);
    if (read && "value" in read && read.value !== undefined) return true;
  }
  return false;
}

test("one route that serves several acts leads to the task of each", () => {
  const help = (step: string) => helpFor("/(desk)/delegations/[delegationId]/[step=delegation_step]", { step });
  expect([help("approve"), help("take_back"), help("depart")]).toEqual([
    "delegations.decide",
    "delegations.mistake",
    "delegations.travel",
  ]);
  expect(placeOfTask("delegations.decide")).toBe("/manual/delegations#decide");
});

test("a list leads to the task that says how lists are read, not to one record's", () => {
  const help = ["activities", "delegations", "partners", "aid-projects"].map((list) => helpFor(`/(desk)/${list}`, {}));
  expect(new Set(help)).toEqual(new Set(["today.lists"]));
});
