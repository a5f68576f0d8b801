import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { findSeat } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { formatDay, formatDays, formatMoney, formatPaperDay, typedNumber } from "#platform/format.ts";
import { home, offeredLanguages, unionLanguages } from "#platform/home.ts";
import type { Named } from "#platform/names.ts";
import { nameOf } from "#platform/names.ts";
import type { PaperAsked } from "#platform/paper.server.ts";
import { templateOf } from "#platform/paper.server.ts";
import { today } from "#platform/time.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import { signatureBlock } from "./delegation-decision.model.ts";
import type { findDelegation } from "./delegation.queries.server.ts";
import type { listParts } from "./delegation-parts.queries.server.ts";

const inPapers = <Said>(say: () => Said, language: Locale = home().language): Said => inLocale(language, say);

const PAPERS = ["proposal", "decision", "programme", "contacts", "result"] as const;
export type Paper = (typeof PAPERS)[number];

/** What goes along to partners may go in another language than the union's own. */
export const ABROAD: readonly Paper[] = ["programme", "contacts"];

/** The languages in which such a paper can be had besides: the union's own two stand on it already. */
export const languagesAbroad = (): Locale[] => offeredLanguages().filter((one) => !unionLanguages().includes(one));

type Found = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;
type Listed = Awaited<ReturnType<typeof listParts>>;
/** What papers print: of the record as it stands, or of a version that was kept. */
type Delegation = Pick<
  Found,
  | "title"
  | "direction"
  | "legal_basis"
  | "purpose"
  | "departs_on"
  | "returns_on"
  | "cities"
  | "countries"
  | "partner_name"
  | "host"
  | "head_name"
  | "member_count"
  | "unit_name"
  | "unit_name_in"
  | "report_due_working_days"
> &
  Places;
/** Where the unit sits that the papers are dated from, and what the countries are called. */
export type Places = { seat: Named | undefined; country_names: Record<string, string> };
type Parts = Pick<Listed, "members" | "programme" | "meetings" | "budget" | "commitments" | "report"> & {
  /** The one that counts now; without it a paper has neither number nor signer. */
  approval: Listed["decisions"][number] | undefined;
};

/** What a paper says of places besides what stands in the file itself. */
export async function findPlaces(
  work: Work,
  of: { unit_path: string; countries: string[] },
  language: Locale = home().language,
): Promise<Places> {
  const country_names = await listCountryNames(work, of.countries, language);
  return { seat: await findSeat(work, of.unit_path), country_names };
}

export function isPaper(value: string): value is Paper {
  return (PAPERS as readonly string[]).includes(value);
}

/**
 * Official papers are in the language of the union whatever language the screen has; the programme has both columns where there are two. A `mark` stands above the head:
 * that the file has changed since the decision, or which change of it was accepted.
 */
export function delegationPaper(
  paper: Paper,
  delegation: Delegation,
  parts: Parts,
  { mark, language }: { mark?: string | undefined; language?: Locale | undefined } = {},
): PaperAsked {
  const values = inPapers(() => ({ ...facts(paper, delegation, parts), ...lists(parts) }), language);
  return { name: templateOf(`delegation-${paper}`, language), values, mark };
}

/** What papers say that are printed of a file which differs in what matters from the decided one. */
export function markOfChanges(
  state: string | null,
  approval: { number: string | null } | undefined,
  language?: Locale,
): string | undefined {
  if (state !== "waiting" && state !== "returned") return undefined;
  return inPapers(() => {
    const said = m.paper_change_state({ state });
    return approval?.number
      ? m.paper_changed_since({ number: approval.number, state: said })
      : m.paper_changed_since_decided({ state: said });
  }, language);
}

/** As offices leave it until the clerk writes it in. */
const NO_PLACE = "…………";
const noDay = () => m.paper_no_day({ year: today().slice(0, 4) });

/** Only the decision bears its day, its number and the name of who decided; the report bears its own day, others the day they are printed. */
function dayOf(paper: Paper, parts: Parts): string {
  if (paper !== "decision") return formatPaperDay((paper === "result" && parts.report?.reported_on) || today());
  return parts.approval?.number ? formatPaperDay(parts.approval.decided_on) : noDay();
}

function facts(paper: Paper, delegation: Delegation, parts: Parts) {
  const { approval } = parts;
  const union = nameOf(home());
  const signature = signatureBlock(paper === "decision" ? approval : undefined);
  return {
    union: union.toUpperCase(),
    union_name: union,
    unit: nameOf(delegation, "unit_name").toUpperCase(),
    // The same inside a sentence.
    proposer: nameOf(delegation, "unit_name"),
    place: delegation.seat ? nameOf(delegation.seat) : NO_PLACE,
    day: dayOf(paper, parts),
    number: approval?.number ?? m.paper_no_number(),
    title: delegation.title,
    action: m.paper_action({ direction: delegation.direction }),
    legal_basis: delegation.legal_basis ?? m.paper_statutes({ union }),
    purpose: delegation.purpose ?? "",
    days: formatDays(delegation.departs_on, delegation.returns_on),
    places: [delegation.cities, delegation.countries.map((iso2) => delegation.country_names[iso2] ?? iso2).join(", ")]
      .filter(Boolean)
      .join(", "),
    host: delegation.partner_name ?? delegation.host ?? "",
    head: delegation.head_name ?? "",
    member_count: String(delegation.member_count),
    report_days: String(delegation.report_due_working_days),
    // Who leads guests owes the union no report: the unit that received them does.
    reports: m.paper_reports({
      direction: delegation.direction,
      unit: nameOf(delegation, "unit_name"),
      days: delegation.report_due_working_days,
    }),
    facts: parts.report?.facts ?? "",
    assessment: parts.report?.assessment ?? "",
    proposals: parts.report?.proposals ?? "",
    signer_title: signature.title,
    signer: signature.name,
  };
}

function lists(parts: Parts) {
  return {
    members: parts.members.map((one, index) => ({
      number: String(index + 1),
      name: one.name,
      position: one.position ?? "",
      home: one.home ?? "",
    })),
    programme: parts.programme.map((one) => ({
      when: `${formatDay(one.on_date)} ${one.starts_at?.slice(0, 5) ?? ""}`,
      content: nameOf(one, "content"),
      content_vi: nameOf(one, "content"),
      content_en: one.content_en ?? "",
      place: one.place ?? "",
    })),
    meetings: parts.meetings.map((one) => ({ day: formatDay(one.on_date), partner: one.partner_name })),
    budget: parts.budget.map((one) => ({
      description: one.description,
      quantity: typedNumber(Number(one.quantity)),
      unit_price: formatMoney(one.unit_price, one.currency),
      payer: wordsFor("budget_payer", { payer: one.payer }) ?? one.payer,
    })),
    commitments: parts.commitments.map((one) => ({
      content: one.title,
      lead: nameOf(one, "to_name"),
      due: formatDay(one.due_on),
    })),
  };
}
