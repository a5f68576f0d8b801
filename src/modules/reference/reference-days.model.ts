import { readDay } from "#platform/typed-day.ts";

/** A day and its name, parted by a tab or a semicolon; a day in figures by a blank too. */
const LINE = /^(?:(\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})[\s;,:]+|([^\t;]+)[\t;]\s*)(\S.*)$/;
const LONGEST_NAME = 200;

/** Days off as they are typed or pasted, one of each day; `wrong` is the first line that is none, as people count lines. */
export function readDayLines(text: string): { days: { on_date: string; name: string }[]; wrong: number | undefined } {
  const days = new Map<string, string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [, figures, words, name = ""] = LINE.exec(line.trim()) ?? [];
    const day = readDay(figures ?? words ?? "");
    const isDay = day.verdict === "understood" && !("end" in day && day.end) && !("qualifier" in day && day.qualifier);
    if (!isDay || name.length > LONGEST_NAME) return { days: [], wrong: index + 1 };
    days.set(day.value, name.replaceAll(/\s+/g, " "));
  }
  return { days: [...days].map(([on_date, name]) => ({ on_date, name })), wrong: undefined };
}
