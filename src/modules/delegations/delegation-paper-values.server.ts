import { formatDays, formatPaperDay, formatPaperDays } from "#platform/format.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import * as m from "#words/messages.js";
import { officeSaid, signatureBlock } from "./delegation-decision.model.ts";
import type { SignatureBlock } from "./delegation-decision.model.ts";
import type { Issuer, Places } from "./delegation-paper-places.queries.server.ts";
import { accounted } from "./delegation-paper-accounts.server.ts";
import { daysSaid } from "./delegation-paper-days.server.ts";
import { pointsSaid } from "./delegation-paper-points.server.ts";
import type { Written } from "./delegation-talking-points.queries.server.ts";
import { receptionSaid } from "./delegation-paper-reception.server.ts";
import type { Sheet } from "./delegation-day-sheet.model.ts";
import type { Hosting } from "./delegation-hosting.queries.server.ts";
import { BLANK, hasDecree, listed, money, noteOf, oneLine, told } from "./delegation-paper-lists.server.ts";
import type { findDelegation } from "./delegation.queries.server.ts";
import type { listParts } from "./delegation-parts.queries.server.ts";
import type { Paper } from "./delegation-paper.model.ts";
import { LETTERS } from "./delegation-paper.model.ts";

type Found = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;
type Listed = Awaited<ReturnType<typeof listParts>>;
/** What papers print: of the record as it stands, or of a version that was kept. */
export type Printed = Pick<
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
  Partial<Pick<Found, "invitation_from" | "invitation_on" | "expected_members" | "settlement_note">> &
  Partial<Pick<Found, "asked_by" | "reception_level" | "reception_reason" | "needs" | "security_level">> & {
    /** How one speaks to the partner from whom guests come. */
    addressed_as?: string | null;
  } & Places;
export type PrintedParts = Pick<Listed, "members" | "programme" | "meetings" | "budget" | "commitments" | "report"> & {
  /** The one that counts now; without it a paper has neither number nor signer. */
  approval: Listed["decisions"][number] | undefined;
  /** What it cost; no paper says it before it has left. */
  accounts?: Listed["accounts"];
  /** What a paper that is no decision took from the register. */
  registered?: { number: string; on_date: string } | undefined;
  /** What no version keeps: it is printed of the file as it stands. */
  sheet?: Sheet;
  hostings?: Hosting[];
  talking_points?: Written[];
} & Partial<Pick<Listed, "provisions">>;

/** As offices leave it until the clerk writes it in. */
const NO_PLACE = "…………";
/** More are not named in a sentence: they are listed. */
const NAMED_IN_TEXT = 3;

/** 06: numbers below ten are written so where a decree lays papers out. */
const counted = (count: number) => (hasDecree() ? String(count).padStart(2, "0") : String(count));

/** Everything that templates of a visit's papers may say; called inside the language. */
export function paperValues(paper: Paper, visit: Printed, parts: PrintedParts) {
  const members = paper === "result" ? parts.members.filter((one) => one.took_part) : parts.members;
  // Who drives and interprets is told nothing of money, whatever template an office made.
  if (paper === "day-sheet")
    return { ...head(paper, visit, parts), ...visitSaid(paper, visit, members), ...daysSaid(visit, parts) };
  // What is said stands in this paper alone.
  if (paper === "talking-points")
    return { ...head(paper, visit, parts), ...visitSaid(paper, visit, members), ...pointsSaid(visit, parts) };
  return {
    ...(paper === "reception" ? receptionSaid(visit, parts) : {}),
    ...head(paper, visit, parts),
    ...visitSaid(paper, visit, members),
    ...bases(paper, visit),
    ...listed({ ...parts, members }),
    ...money(parts),
    ...accounted(parts, visit.settlement_note),
    ...signed(paper, visit, parts),
  };
}

/** A decision is issued by who decides, and so are letters; other papers by the unit whose visit it is. */
const isOfApprover = (paper: Paper) => paper === "decision" || LETTERS.includes(paper);
export const issuerOf = (paper: Paper, visit: Printed): Issuer => (isOfApprover(paper) ? visit.approver : visit.unit);
const nameOfIssuer = (issuer: Issuer, visit: Printed) =>
  isUnion(issuer) ? nameOf(home()) : issuer.named ? nameOf(issuer.named) : nameOf(visit, "unit_name");
/** The union is a unit of itself; it is called as it says, in whatever language. */
const isUnion = (issuer: Issuer) => issuer.named?.name === home().name;

function head(paper: Paper, visit: Printed, parts: PrintedParts) {
  const union = nameOf(home());
  const issuer = issuerOf(paper, visit);
  const name = nameOfIssuer(issuer, visit);
  const number = paper === "decision" ? parts.approval?.number : parts.registered?.number;
  return {
    // Whom nobody stands above has no name above its own.
    parent: isUnion(issuer) ? "" : union.toUpperCase(),
    issuer: name.toUpperCase(),
    union: union.toUpperCase(),
    union_name: union,
    unit: nameOf(visit, "unit_name").toUpperCase(),
    proposer: nameOf(visit, "unit_name"),
    approver: nameOfIssuer(visit.approver, visit),
    place: issuer.seat ? nameOf(issuer.seat) : NO_PLACE,
    day: dayOf(paper, parts),
    number: number ?? m.paper_no_number({ paper, symbol: issuer.symbol ?? BLANK }),
  };
}

/** Besides the decision: they are dated when they are signed. */
const ISSUED: readonly Paper[] = ["proposal", "result", "reception"];
const noDay = () => m.paper_no_day({ year: today().slice(0, 4) });
/** The decision bears the day that was given to it; the report its own; where a decree says so, others stay open until they are signed. */
function dayOf(paper: Paper, { approval, report, registered }: PrintedParts): string {
  if (paper === "decision") return approval?.number ? formatPaperDay(approval.decided_on) : noDay();
  if (registered) return formatPaperDay(registered.on_date);
  if (paper === "result" && report?.reported_on) return formatPaperDay(report.reported_on);
  return hasDecree() && ISSUED.includes(paper) ? noDay() : formatPaperDay(today());
}

function visitSaid(paper: Paper, visit: Printed, members: PrintedParts["members"]) {
  const countries = visit.countries.map((iso2) => visit.country_names[iso2] ?? iso2).join(", ");
  const host = visit.partner_name ?? visit.host ?? "";
  const within = (text: string | null) => (text ? `${text} (${countries})` : countries);
  const [where, guests] = [within(visit.cities), within(host)];
  const known = members.length || visit.member_count;
  // Guests are invited as many as are expected, whoever of them is known by name.
  const count =
    paper === "invitation" ? Math.max(known, visit.expected_members ?? 0) : known || visit.expected_members || 0;
  const led = leads(visit, members);
  const isListed = members.length > NAMED_IN_TEXT;
  const isNamed = members.length > 0 && !isListed;
  return {
    title: visit.title,
    purpose: oneLine(visit.purpose),
    purposes: told(visit.purpose),
    summary: m.paper_summary({ direction: visit.direction, where, guests }),
    is_outgoing: visit.direction === "outgoing",
    is_incoming: visit.direction === "incoming",
    where,
    guests,
    host,
    cities: visit.cities ?? "",
    // Guests come from their country; where they go are the cities alone.
    places: [visit.cities, visit.direction === "outgoing" && countries].filter(Boolean).join(", "),
    days: formatDays(visit.departs_on, visit.returns_on),
    span: formatPaperDays(visit.departs_on, visit.returns_on),
    count: count > 0 ? counted(count) : "",
    is_group: count > 1,
    led,
    leads: isNamed ? "" : led,
    is_listed: isListed,
    people: isNamed ? members.map(personSaid).join("; ") : "",
    // Who leads guests owes the union no report: the unit that received them does.
    reports: m.paper_reports({
      direction: visit.direction,
      unit: nameOf(visit, "unit_name"),
      days: visit.report_due_working_days,
    }),
  };
}

function leads(visit: Printed, members: PrintedParts["members"]): string {
  const position = members.find((one) => one.role === "head" && one.name === visit.head_name)?.position;
  return [visit.head_name, position].filter(Boolean).join(", ");
}

const personSaid = (one: PrintedParts["members"][number]) =>
  [one.name, one.position, one.home, noteOf(one)].filter(Boolean).join(", ");

/** What it rests on, each on a line of its own, and the last one ended. */
function bases(paper: Paper, visit: Printed) {
  const basis = (kind: string, name = "", day = "") => m.paper_basis({ kind, name, day }).replaceAll(/ {2,}/g, " ");
  const begins = basis("other").trim().toLowerCase();
  const lines = told(visit.legal_basis).map(({ text }) => text.replace(/[;.,]+$/, ""));
  const isAlone = visit.unit.path === visit.approver.path;
  const day = visit.invitation_on ? formatPaperDay(visit.invitation_on) : "";
  const all = [
    basis("statutes", nameOf(home())),
    ...lines.map((text) => (begins && text.toLowerCase().startsWith(begins) ? text : basis("other", text))),
    ...(visit.invitation_from ? [basis("invitation", oneLine(visit.invitation_from), day)] : []),
    ...(paper === "decision" ? [isAlone ? basis("own") : basis("proposer", nameOf(visit, "unit_name"))] : []),
  ];
  return {
    bases: all.map((text, at) => ({ text: `${text}${at === all.length - 1 ? "." : ";"}` })),
    grounds: told(visit.legal_basis ?? m.paper_statutes({ union: nameOf(home()) })),
  };
}

function signed(paper: Paper, visit: Printed, { approval, members }: PrintedParts) {
  const block = signerOf(paper, visit, { approval, members });
  const issuer = nameOfIssuer(visit.approver, visit);
  const post = approval ? (approval.on_behalf_of_post ?? approval.decided_by_post) : postOf(visit.approver);
  return {
    signer_title: block.title,
    signer: block.name,
    signed_for: block.signed_for,
    // The office that decides, whoever signs for it.
    authority: [post, issuer].filter(Boolean).join(" ").toUpperCase(),
    authority_name: [post, issuer].filter(Boolean).join(" "),
    // Whoever decides for its own house is asked, and told, as the one who heads it: no unit writes to itself.
    to: visit.unit.path === visit.approver.path ? [post ?? m.paper_head(), issuer].join(" ") : issuer,
  };
}

const postOf = ({ head: own }: Issuer) => own && nameOf(own, "title");

/** Whom the register names as the signer of a paper. */
export const signerNamed = (...of: Parameters<typeof signerOf>): string | undefined => {
  const { title, name } = signerOf(...of);
  return name ? `${title.split("\n").at(-1)} ${name}` : undefined;
};

/** Who decided, under the decision; who led it, under the report of those who travelled; else who heads the unit. */
function signerOf(
  paper: Paper,
  visit: Printed,
  { approval, members }: Pick<PrintedParts, "approval" | "members">,
): SignatureBlock {
  if (paper === "decision")
    return approval
      ? signatureBlock(approval)
      : { title: officeSaid(postOf(visit.approver)), name: "", signed_for: "" };
  const head = members.find((one) => one.role === "head" && one.took_part);
  if (paper === "result" && visit.direction === "outgoing" && head)
    return { title: officeSaid(m.member_role({ role: "head" })), name: head.name, signed_for: "" };
  const issuer = issuerOf(paper, visit);
  return { title: officeSaid(postOf(issuer)), name: issuer.head?.name ?? "", signed_for: "" };
}
