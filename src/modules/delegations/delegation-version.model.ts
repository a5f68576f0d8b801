import { MARK } from "#platform/person-texts.ts";
import type { ChangeState, PartName } from "./delegation.model.ts";
import { CHOOSES_DECIDER } from "./delegation.model.ts";
import {
  budgetForm,
  editForm,
  journeyForm,
  meetingForm,
  memberForm,
  programmeForm,
  provisionForm,
} from "./delegation.forms.ts";

/** The papers that are kept with a decision; the result report comes later and is not decided on. */
export const KEPT_PAPERS = ["proposal", "decision", "programme", "contacts"] as const;
export type KeptPaper = (typeof KEPT_PAPERS)[number];

type Row = { id: string } & Record<string, unknown>;
/** The file of a visit as it is decided on: its facts, and what stands below it, list by list. */
export type DecidedFile = { facts: Record<string, unknown> } & Record<Exclude<PartName, "journey">, Row[]> & {
    journey?: Row[];
  };

/** What differs from the decided file; `part` is the list it stands in, `label` what the row is called there. */
export type Change = {
  part: PartName | "fact";
  name: string;
  label?: string;
  kind: "changed" | "added" | "removed";
  before: unknown;
  after: unknown;
  /** Goes back to who decided; the others are only listed. */
  is_weighty: boolean;
};

/** Passports, visas and insurance are for the journey and no part of the file. */
const OF_JOURNEY = [
  ...["passport_number", "passport_expires_on"],
  ...["visa_state", "visa_expires_on", "insurance", "insurance_expires_on"],
];
const fieldsOf = (form: { shape: object }) => Object.keys(form.shape).filter((name) => !OF_JOURNEY.includes(name));

/** Whatever the forms ask is compared: a field that is added to one is compared by itself. */
export const FACTS: readonly string[] = fieldsOf(editForm).filter((name) => name !== "version");
export const FIELDS: Record<PartName, readonly string[]> = {
  member: fieldsOf(memberForm),
  // Which unit hosts it is said by its name.
  programme: fieldsOf(programmeForm).map((name) => (name === "host_unit_id" ? "host_name" : name)),
  journey: fieldsOf(journeyForm),
  meeting: fieldsOf(meetingForm),
  provision: fieldsOf(provisionForm),
  budget: fieldsOf(budgetForm),
};
const LISTS = Object.keys(FIELDS) as PartName[];

/** What the file is about, and what chooses who decides. */
const WEIGHTY_FACTS = [
  "departs_on",
  "returns_on",
  "countries",
  "head_name",
  "purpose",
  "reception_level",
  ...CHOOSES_DECIDER,
];
/** How a row of a list is called when it is spoken of. */
const LABELS: Record<PartName, string> = {
  member: "name",
  programme: "content",
  journey: "vehicle",
  meeting: "partner_name",
  provision: "description",
  budget: "description",
};

/** Everything that differs from what was decided, what must go back first; `share` is how many per cent the budget may move. */
export function changesSince(decided: DecidedFile, now: DecidedFile, share: number): Change[] {
  // That the head stayed is said once, of the member.
  const compared = FACTS.filter((name) => name !== "head_name" || !now.member.some(isHeadWhoStayed));
  const facts = compared
    .filter((name) => !isSame(decided.facts[name], now.facts[name]))
    .map((name): Change => {
      // A partner is said by its name.
      const said = name === "partner_id" ? "partner_name" : name;
      const [before, after] = [decided.facts[said] ?? null, now.facts[said] ?? null];
      return { part: "fact", name, kind: "changed", before, after, is_weighty: WEIGHTY_FACTS.includes(name) };
    });
  const rows = LISTS.flatMap((part) =>
    // What was decided before a list was there had none of it.
    changesIn(part, decided[part] ?? [], now[part] ?? []),
  );
  return [...facts, ...rows, ...budgetChanges(decided.budget, now.budget, share)].toSorted(
    (one, other) => Number(other.is_weighty) - Number(one.is_weighty),
  );
}

const isHeadWhoStayed = (member: Row) => member.role === "head" && member.took_part === false;

function changesIn(part: PartName, before: Row[], after: Row[]): Change[] {
  const was = new Map(before.map((row) => [row.id, row]));
  const is = new Map(after.map((row) => [row.id, row]));
  const labelOf = (row: Row) => String(row[LABELS[part]] ?? "");
  const whole = (row: Row, kind: "added" | "removed"): Change => {
    const [gone, come] = kind === "removed" ? [labelOf(row), null] : [null, labelOf(row)];
    return {
      part,
      name: LABELS[part],
      label: labelOf(row),
      kind,
      before: gone,
      after: come,
      is_weighty: part === "member",
    };
  };
  return [
    ...before.filter((row) => !is.has(row.id)).map((row) => whole(row, "removed")),
    ...after.filter((row) => !was.has(row.id)).map((row) => whole(row, "added")),
    ...after.flatMap((row) => {
      const old = was.get(row.id);
      if (!old || isErased(row)) return [];
      const differing = comparedIn(part).filter((name) => !isSame(old[name], row[name]));
      return differing.map((name): Change => {
        const [from, to] = [old[name] ?? null, row[name] ?? null];
        const is_weighty = part === "member" && isWeightyOfMember(name, old, row);
        return { part, name, label: labelOf(old), kind: "changed", before: from, after: to, is_weighty };
      });
    }),
  ];
}

/** Who really went is told by the departure: listed, for nobody has to allow it, unless it was the head who stayed. */
const comparedIn = (part: PartName) => (part === "member" ? [...FIELDS.member, "took_part"] : FIELDS[part]);

/** Another name is another person; who leads it or ceases to matters, other roles do not. */
function isWeightyOfMember(name: string, before: Row, after: Row): boolean {
  const isOfHead = before.role === "head" || after.role === "head";
  return name === "name" || ((name === "role" || name === "took_part") && isOfHead);
}

/** The totals that moved, for each currency and for each payer in it: money that another pays is a change of the budget as well. */
function budgetChanges(before: Row[], after: Row[], share: number): Change[] {
  const [was, is] = [totalsOf(before), totalsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].toSorted().flatMap((key): Change[] => {
    const [old, now] = [was.get(key) ?? 0, is.get(key) ?? 0];
    if (old === now) return [];
    const [currency = "", payer] = key.split(" ");
    const is_weighty = Math.abs(now - old) * 100 > share * (was.get(currency) ?? 0);
    return [
      {
        part: "budget",
        name: payer ? "total_of_payer" : "total",
        label: payer ? `${payer} ${currency}` : currency,
        kind: "changed",
        before: old / 100,
        after: now / 100,
        is_weighty,
      },
    ];
  });
}

/** In hundredths, by currency and by currency and payer. */
function totalsOf(lines: Row[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const line of lines) {
    const amount = Math.round(Number(line.quantity) * Number(line.unit_price) * 100);
    for (const key of [String(line.currency), `${String(line.currency)} ${String(line.payer)}`])
      totals.set(key, (totals.get(key) ?? 0) + amount);
  }
  return totals;
}

/** Nothing, an empty text and no names are the same; the order of countries says nothing; what was erased by law nobody has to allow. */
function isSame(decided: unknown, now: unknown): boolean {
  return written(decided) === written(now) || written(now).includes(MARK);
}

/** A row out of which a person was erased at the own request. */
const isErased = (row: Row) => Object.values(row).some((value) => written(value).includes(MARK));

function written(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map(String).toSorted().join(" ");
  const entries = Object.entries(value).filter(([, inner]) => written(inner) !== "");
  return entries.length === 0 ? "" : JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Where the file stands towards the decision; undefined when it is as decided. `isReturned`: exactly this was returned before. */
export function stateOf(changes: Change[], isReturned: boolean): ChangeState | undefined {
  if (changes.length === 0) return undefined;
  if (!changes.some((one) => one.is_weighty)) return "listed";
  return isReturned ? "returned" : "waiting";
}

/** The countries that changes speak of: those of the visit now, and those that it had when it was decided. */
export function countriesIn(delegation: { countries: string[] }, changes: Change[]): string[] {
  const before = changes.flatMap((one) => (one.name === "countries" ? (one.before as string[]) : []));
  return [...new Set([...delegation.countries, ...before])];
}
