import type { Column } from "#platform/columns.ts";
import { fold } from "#platform/typed.ts";

/** Beside a heading, in brackets, these change nothing of what it means: what is counted, how to write it, whether it must be filled in. */
const ASIDES = new Set(
  [
    ...["người", "lượt", "lượt người", "đại biểu", "thành viên", "people", "persons", "participants", "members"],
    ...["nếu có", "bắt buộc", "không bắt buộc", "if any", "required", "optional", "ISO", "ISO 2", "ISO2", "mã ISO"],
    ...["ra/vào", "vào/ra", "đoàn ra/đoàn vào", "in/out", "out/in", "có/không", "yes/no", "x", "dương lịch"],
  ].map(fold),
);
/** `dd/mm/yyyy`, `ngày/tháng/năm`: how a day is to be written. */
const DAY_PATTERN = "(?:dd|d|mm|m|yyyy|yy|ngay|thang|nam|day|month|year)";
const IS_DAY_PATTERN = new RegExp(`^${DAY_PATTERN}(?: ${DAY_PATTERN})+$|^d{1,2}m{1,2}y{2,4}$`);
const DAY_PATTERN_BEHIND = /(?: d{1,2} m{1,2} y{2,4}| yyyy mm dd)$/;
const BRACKETS = /[([（]([^()[\]（）]*)[)\]）]/g;
/** `1. `, `(2) `: headings are numbered in forms that come from above. */
const NUMBERED = /^\s*\(?(?:\d{1,2}|[ivx]{1,4})[.)]\s*(?=\p{L})/iu;

const isAside = (folded: string) =>
  folded === "" || ASIDES.has(folded) || IS_DAY_PATTERN.test(folded) || /^\d{1,2}$/.test(folded);

/** Whether a heading is one of these names as a whole: case, marks and punctuation apart, in one language or, parted by a slash, in two. */
export function isNamed(heading: string, names: ReadonlySet<string>): boolean {
  const text = heading.replace(NUMBERED, "");
  if (names.has(fold(text))) return true;
  const asides = [...text.matchAll(BRACKETS)].map(([, aside = ""]) => fold(aside));
  if (!asides.every((aside) => isAside(aside) || names.has(aside))) return false;
  const bare = text.replaceAll(BRACKETS, " ");
  if (isName(fold(bare), names)) return true;
  const parts = bare
    .split(/[/|\n]/)
    .map(fold)
    .filter(Boolean);
  return parts.length > 0 && parts.every((part) => isName(part, names));
}

const isName = (folded: string, names: ReadonlySet<string>) =>
  names.has(folded) || names.has(folded.replace(DAY_PATTERN_BEHIND, ""));

const known = new WeakMap<Column, { proper: Set<string>; lesser: Set<string> }>();

/** The names of a column, folded: its own, and those that mean it only where none of its own stands in the sheet. */
export function namesOf(column: Column): { proper: ReadonlySet<string>; lesser: ReadonlySet<string> } {
  const there = known.get(column);
  if (there) return there;
  const proper = new Set([...column.vi, ...column.en].map(fold));
  const lesser = new Set((column.lesser ?? []).map(fold));
  known.set(column, { proper, lesser });
  return { proper, lesser };
}
