import { formatDay, formatMoney, typedNumber, weekdayOf } from "#platform/format.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { layoutIn } from "#platform/paper.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import { getLocale } from "#words/runtime.js";
import { budgetSums } from "./delegation-paper-money.server.ts";
import type { PrintedParts } from "./delegation-paper-values.server.ts";

/** Left open for a pen. */
export const BLANK = "……";
export const oneLine = (text: string | null | undefined) =>
  (text ?? "")
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .join("; ");
export const hasDecree = () => layoutIn(getLocale()) !== "plain";
/** A paragraph for each line; the mark at the end of a paper stands once. */
export const told = (text: string | null | undefined) =>
  (text ?? "")
    .split("\n")
    .map((line) => line.trim().replace(/\.\/\.$/, "."))
    .filter(Boolean)
    .map((line) => ({ text: line }));
export const noteOf = ({ role }: { role: string }) => (role === "member" ? "" : m.member_role({ role }));

/** Who travels, what is planned, whom it meets, what was promised and reported. */
export function listed(parts: PrintedParts) {
  const { members, meetings, commitments, report } = parts;
  return {
    members: members.map((one, at) => ({
      number: String(at + 1),
      name: one.name,
      position: one.position ?? "",
      home: one.home ?? "",
      note: noteOf(one),
      office: [one.position, one.home].filter(Boolean).join(", "),
      // Passports are read by few, and no paper holds them: they are filled in by hand.
      passport: BLANK,
    })),
    has_members: members.length > 0,
    ...planned(parts),
    meetings: meetings.map((one) => ({ day: formatDay(one.on_date), partner: one.partner_name })),
    has_meetings: meetings.length > 0,
    commitments: commitments.map((one, at) => ({
      number: String(at + 1),
      content: one.title,
      lead: nameOf(one, "to_name"),
      due: formatDay(one.due_on),
    })),
    has_commitments: commitments.length > 0,
    facts: told(report?.facts),
    assessment: told(report?.assessment),
    has_assessment: told(report?.assessment).length > 0,
    proposals: told(report?.proposals),
    has_proposals: told(report?.proposals).length > 0,
  };
}

/** Day by day, each under its bar in both languages; and line by line. */
function planned({ programme }: PrintedParts) {
  const both = (say: () => string) => {
    const said = [say(), inLocale(home().language_international, say)];
    return [...new Set(said)].join(" / ");
  };
  const entryOf = (one: (typeof programme)[number]) => ({
    time: one.starts_at?.slice(0, 5) ?? "",
    when: `${formatDay(one.on_date)} ${one.starts_at?.slice(0, 5) ?? ""}`.trim(),
    content: nameOf(one, "content"),
    content_vi: nameOf(one, "content"),
    // No cell of the other language stays empty.
    content_en: one.content_en ?? "–",
    place: one.place ?? "",
  });
  const days = [...new Set(programme.map((one) => one.on_date))];
  return {
    schedule: programme.map(entryOf),
    programme: days.map((day) => ({
      day: both(() => `${weekdayOf(day)}, ${formatDay(day)}`),
      entries: programme.filter((one) => one.on_date === day).map(entryOf),
    })),
  };
}

const spentSaid = (spent: number | null | undefined, currency: string) =>
  spent === null || spent === undefined ? BLANK : formatMoney(spent, currency);

/** What it costs, line by line, in all, and by who pays. */
export function money({ budget, accounts }: PrintedParts) {
  const spentOn = new Map(accounts?.lines.map((one) => [one.budget_line_id, one.spent]));
  const { totals, payers } = budgetSums(budget, hasDecree());
  return {
    budget: budget.map((one, at) => ({
      number: String(at + 1),
      description: one.description,
      quantity: typedNumber(Number(one.quantity)),
      unit_price: formatMoney(one.unit_price, one.currency),
      payer: wordsFor("budget_payer", { payer: one.payer }) ?? one.payer,
      // For templates of an office's own that list the budget with what was spent.
      spent: spentSaid(spentOn.get(one.id), one.currency),
    })),
    totals,
    payers,
    costs: payers.map(({ payer, figures }) => `${payer} ${figures}`).join("; "),
    has_budget: budget.length > 0,
    has_no_budget: budget.length === 0,
  };
}
