import { formatInstant } from "./format.ts";
import type { Work } from "./db.server.ts";
import { OF_DIRECTION, namesOf } from "./history-names.server.ts";
import { fieldInWords, valueInWords } from "./history-values.server.ts";
import { isObject } from "./names.ts";
import { wordsFor } from "./words.server.ts";

type Line = {
  id: number;
  at: Date;
  user_name: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  title?: string | null;
  before: unknown;
  after: unknown;
};
/** `of` is the part that it changed, said where one line tells of several. */
type Change = { from: string | undefined; sentence: string; of: string | undefined };
type Told = {
  id: number;
  when: string;
  who: string;
  /** What was added, changed or taken out, where that is a part of the record. */
  items: string[];
  count: number;
  changes: Change[];
  line: Line;
};

/** Fields that tell which record or part a line is about. */
const CONTEXT = ["item", "title", "name"];
/** Acts that name what they were done with otherwise than by `item`. */
const ITEMS: Record<string, string> = {
  photo_added: "name",
  commitment_added: "title",
  commitment_done: "title",
  asked_around: "to",
  granted: "to",
  grant_ended: "to",
  appointed: "email",
  invited: "name",
};

/** What the sentence says already. */
const TOLD = ["item", "signed_by"];

/** Workings of the facts' tables: by what a row is known again, and names it is found by. */
const WORKINGS = ["id", "calendar", "edition", "code", "iso_numeric", "names_other", "legal_basis", "status"];

/** What was done to so many, in the reader's language: the record's own word for it, else the common one. */
export function actOf(
  { action, subject_kind }: { action: string; subject_kind: string },
  count: number,
  direction = "",
): string {
  const said = { count, direction };
  return wordsFor(`history_${subject_kind}_${action}`, said) ?? wordsFor(`history_${action}`, said) ?? action;
}

/** The part that an act was done to; "report" is a step, and no act on a part called so. */
const PART = /^([a-z]+)_(added|changed|removed|corrected|recorded|done|filled|ended)$/;

/** Lines of history for people, in the reader's language: who did what, and each field from what to what. One act is one line; `most` of them. */
export async function tellHistory(work: Work, lines: Line[], most = Infinity) {
  const names = await namesOf(work, lines.flatMap(valuesOf));
  const acts: Told[] = [];
  for (const line of lines) {
    const told = tell(line, names);
    const last = acts.at(-1);
    if (last && isSameAct(last, told)) join(last, told);
    else if (acts.length < most) acts.push(told);
    else break;
  }
  return acts.map(({ line, items, count, changes, ...one }) => ({
    ...one,
    changes: changes.map((change) => changeOf(change, items)),
    at: line.at,
    sentence: inWhoseName(line, sentenceOf(line, { items, count, direction: directionOf(line, names) })),
    kind: line.subject_kind,
    subject_id: line.subject_id,
    title: names.get(line.subject_id) ?? line.title ?? null,
  }));
}

/** Of several parts in one line each change names its own. */
function changeOf({ sentence, of }: Change, items: string[]): string {
  return items.length > 1 && of ? (wordsFor("history_of", { item: of, change: sentence }) ?? sentence) : sentence;
}

const directionOf = (line: Line, names: Map<string, string>) => names.get(OF_DIRECTION + line.subject_id) ?? "";

function sentenceOf(
  line: Line,
  { items, count, direction }: Pick<Told, "items" | "count"> & { direction: string },
): string {
  const act = actOf(line, Math.max(items.length, 1), direction);
  if (items.length > 0) return wordsFor("history_act_of", { act, items: items.join(", ") }) ?? act;
  return count > 1 ? (wordsFor("history_act_times", { act, count }) ?? act) : act;
}

/** The same done by the same person to the same record on the same day, one after the other: members added one by one, a page read twice. */
function isSameAct(one: Told, other: Told): boolean {
  const isSame = (["user_name", "action", "subject_id"] as const).every((name) => one.line[name] === other.line[name]);
  const isOneDay = formatInstant(one.line.at).slice(0, -6) === formatInstant(other.line.at).slice(0, -6);
  const isChange = [one, other].some((told) => told.changes.some(({ from }) => from !== undefined));
  const areAlike =
    one.items.length > 0 === other.items.length > 0 && (one.items.length > 0 || one.changes.length === 0);
  return isSame && isOneDay && !isChange && areAlike;
}

function join(last: Told, told: Told): void {
  last.items.unshift(...told.items.filter((one) => !last.items.includes(one)));
  last.count += told.count;
  last.changes.unshift(...told.changes);
}

function tell(line: Line, names: Map<string, string>): Told {
  const { before, after } = sidesOf(line);
  const scope = PART.exec(line.action)?.[1] ?? "";
  const said = { scope, kind: line.subject_kind, names, direction: directionOf(line, names) };
  const called = ITEMS[line.action] ?? "item";
  const raw = after[called] ?? before[called];
  const item = valueInWords(raw, { ...said, field: "item" });
  const fields = Object.keys(isFromSheet(line) ? after : { ...before, ...after });
  const changes = fields.flatMap((field): Change[] => {
    if (line.subject_kind === "reference_correction" && WORKINGS.includes(field)) return [];
    // Which lines were struck, with their digests, is for the check.
    if (field.startsWith("struck.")) return [];
    if (field === called || TOLD.includes(field) || isContext(field, before, raw)) return [];
    const [from, to] = [before[field], after[field]].map((value) => valueInWords(value, { ...said, field }));
    return from === to
      ? []
      : [{ from, of: item, sentence: changeInWords(fieldInWords(field), { from, to }, field in before) }];
  });
  const items = item === undefined ? [] : [item];
  return {
    id: line.id,
    when: formatInstant(line.at),
    who: line.user_name,
    items,
    count: 1,
    changes,
    line,
  };
}

/** An import keeps the whole row as it was, with the workings of the table; what it says is what the sheet has. */
const isFromSheet = (line: Line) => line.action === "import_updated" || line.action === "import_undone";

type Sides = { from: string | undefined; to: string | undefined };

/** From what to what; `wasThere` tells a field that was empty from one that is new with its record. */
function changeInWords(field: string, { from, to }: Sides, wasThere: boolean): string {
  const key =
    from === undefined
      ? wasThere
        ? "history_filled"
        : "history_set"
      : to === undefined
        ? "history_emptied"
        : "history_changed";
  return wordsFor(key, { field, from: from ?? "", to: to ?? "" }) ?? field;
}

/** A title that nothing stood before is the record's, and what a part is called is said already. */
function isContext(field: string, before: Record<string, unknown>, item: unknown): boolean {
  return CONTEXT.includes(field) && (!(field in before) || before[field] === item);
}

function sidesOf(line: Line) {
  return { before: flat(line.before), after: flat(line.after) };
}

/** A name in each language is a field of its own. */
function flat(side: unknown): Record<string, unknown> {
  const entries = Object.entries(isObject(side) ? side : {}).flatMap(([name, value]) =>
    isObject(value)
      ? Object.entries(value).map(([key, one]): [string, unknown] => [`${name}.${key}`, one])
      : [[name, value] as [string, unknown]],
  );
  return Object.fromEntries(entries);
}

function valuesOf(line: Line): unknown[] {
  const { before, after } = sidesOf(line);
  return [line.subject_id, ...Object.values(before), ...Object.values(after)].flat();
}

/** Whoever signed for another did so in both names, with the posts of both. */
function inWhoseName(line: Line, sentence: string): string {
  const signed = (line.after as { signed_by?: string } | null | undefined)?.signed_by;
  return signed ? (wordsFor("history_on_behalf", { sentence, signed }) ?? sentence) : sentence;
}
