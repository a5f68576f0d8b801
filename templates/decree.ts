// Papers with the national heading: A4, margins of 20, 15, 20 and 30 mm, Times New Roman 14, after the models of the decree's annex III.
import { accountsTable } from "./accounts.ts";
import { DECREE } from "./decree-words.ts";
import { DECREE_VISIT } from "./visit-words.ts";
import type { Set } from "./visits.ts";
import { daySheets, receptionBody, talkingPoints } from "./visits.ts";
import type { Column, Options } from "./xml.ts";
import {
  bold,
  cell,
  ended,
  ifSaid,
  italic,
  listed,
  paragraph,
  row,
  ruled,
  signedByThree,
  table,
  whole,
} from "./xml.ts";

/** 165 mm: what is left between the margins. */
const WIDTH = 9354;
/** 65 and 100 mm: the national heading has its line at 12 points, and nothing beside it. */
const HEAD = [3684, 5670] as const;
const FOOT = [3288, 6066] as const;
/** 10 mm, 6 points before: as the models have it. */
const body: Options = { align: "both", indent: 567, before: 120, line: 264, size: 28 };
/** In tables. */
const SMALL = 26;

const said = (text: string, options: Options = {}) => paragraph(text, { ...body, ...options });
const centred = (text: string, options: Options = {}) =>
  paragraph(text, { align: "center", style: bold, size: 28, ...options });
const heading = (text: string) => said(text, { style: bold, kept: true });

/** Whose paper it is, under which number, on the left; the nation's name, place and day on the right, each beside its like. */
function head(): string {
  const [name, motto] = DECREE.nation;
  const small = { align: "center", size: 24 } as const;
  const whose =
    ifSaid("parent", "{parent}", { ...small, named: "Superior" }) +
    paragraph("{issuer}", { ...small, style: bold, named: "Issuer" }) +
    ruled("LineIssuer");
  const nation =
    paragraph(name, { ...small, style: bold, named: "Nation" }) +
    paragraph(motto, { align: "center", style: bold, size: 26, named: "Motto" }) +
    ruled("LineMotto");
  const number = paragraph(DECREE.number, { align: "center", size: 26, before: 60, named: "Number" });
  const day = paragraph("{place}, {day}", {
    align: "center",
    style: italic,
    size: 26,
    before: 60,
    named: "PlaceAndDay",
  });
  return table(
    [row([cell(whose, HEAD[0]), cell(nation, HEAD[1])]), row([cell(number, HEAD[0]), cell(day, HEAD[1])])],
    HEAD,
    false,
  );
}

function titled(title: string, about: string): string {
  return centred(title, { before: 360, named: "Kind" }) + centred(about, { named: "Summary" }) + ruled("LineSummary");
}

/** To whom it goes on the left; power, office and name on the right, on one page with the last lines above. */
function signed(receivers: readonly string[]): string {
  const small = { size: 22, kept: true } as const;
  const left =
    paragraph(DECREE.receivers, { style: bold + italic, size: 24, kept: true, named: "Receivers" }) +
    receivers.map((one) => paragraph(one, small)).join("");
  const right =
    centred("{signer_title}", { kept: true, named: "Office" }) +
    // The signature has 25 mm.
    centred("{signer}", { before: 1417, named: "Signer" });
  return (
    paragraph("", { size: 12, kept: true }) +
    table([row([cell(left, FOOT[0]), cell(right, FOOT[1])])], FOOT, false) +
    // A table is no end of a document.
    paragraph("", { size: 2 })
  );
}

const MEMBERS: Column[] = [
  ["number", 650, "center"],
  ["name", 2400],
  ["position", 2204],
  ["home", 2900],
  ["note", 1200],
];
const BUDGET: Column[] = [
  ["number", 650, "center"],
  ["description", 3304],
  ["quantity", 1100, "right"],
  ["unit_price", 2100, "right"],
  ["payer", 2200],
];
const COMMITMENTS: Column[] = [
  ["number", 650, "center"],
  ["content", 4204],
  ["lead", 2900],
  ["due", 1600, "center"],
];
const budgetList = () => listed(BUDGET, DECREE.budget, "budget", SMALL);
const members = () => listed(MEMBERS, DECREE.members, "members", SMALL);
/** A list with what stands above it, if there is anybody or anything on it. */
const ifAny = (flag: string, title: string, list: string) =>
  paragraph(`${whole(flag)}${title}`, { ...body, kept: true }) + list + paragraph(ended(flag), { size: 12 });

const facts = () => DECREE.facts.map(([label, tag]) => ifSaid(tag, `- ${label}: {${tag}}.`, body)).join("");
/** What somebody wrote, a paragraph for each line: no line that was ended by hand is stretched. */
const told = (list: string) => ifSaid(list, "{text}", body);

const bases = () => ifSaid("bases", "{text}", { ...body, style: italic });

function proposal(): string {
  const words = DECREE.proposal;
  return (
    head() +
    titled(words.title, words.about) +
    paragraph(DECREE.to, { align: "center", size: 28, before: 240, after: 120, named: "To" }) +
    bases() +
    said(words.opens) +
    heading(words.need) +
    said(words.title_of) +
    told("purposes") +
    heading(words.visit) +
    facts() +
    ifAny("has_members", words.members, members()) +
    heading(words.budget) +
    paragraph(whole("has_budget"), { size: 12 }) +
    budgetList() +
    ifSaid("totals", words.total, body) +
    ifSaid("payers", words.of_payer, body) +
    paragraph(ended("has_budget"), { size: 12 }) +
    ifSaid("has_no_budget", words.no_budget, body) +
    said(words.asks + DECREE.end, { kept: true }) +
    signed(words.receivers)
  );
}

function decision(): string {
  const words = DECREE.decision;
  const [annex, list, of] = words.annex;
  return (
    head() +
    titled(words.title, words.about) +
    centred("{authority}", { before: 240, after: 60, named: "Authority" }) +
    bases() +
    centred(words.decides, { before: 180, after: 60, kept: true, named: "Decides" }) +
    ifSaid("is_outgoing", words.sends, body) +
    ifSaid("is_incoming", words.receives, body) +
    ifSaid("costs", words.costs, body) +
    ifSaid("has_no_budget", words.no_costs, body) +
    said(words.reports) +
    said(words.executes + DECREE.end, { kept: true }) +
    signed(words.receivers) +
    // Its pages are counted by themselves.
    paragraph(whole("is_listed"), { size: 2, section: SECTION }) +
    centred(annex, { named: "Annex" }) +
    centred(list) +
    paragraph(of, { align: "center", style: italic, size: 28, after: 240 }) +
    members() +
    paragraph(ended("is_listed"), { size: 2 })
  );
}

function result(): string {
  const words = DECREE.result;
  const [general, did, promised, judged, proposed] = words.parts;
  return (
    head() +
    titled(words.title, words.about) +
    paragraph(DECREE.to, { align: "center", size: 28, before: 240, after: 120, named: "To" }) +
    said(words.opens) +
    heading(general) +
    said(DECREE.proposal.title_of) +
    facts() +
    ifAny("has_members", words.went, members()) +
    heading(did) +
    told("facts") +
    paragraph(`${whole("has_commitments")}${promised}`, { ...body, style: bold, kept: true }) +
    listed(COMMITMENTS, words.columns, "commitments", SMALL) +
    paragraph(ended("has_commitments"), { size: 12 }) +
    paragraph(`${whole("has_assessment")}${judged}${ended("has_assessment")}`, { ...body, style: bold, kept: true }) +
    told("assessment") +
    paragraph(`${whole("has_proposals")}${proposed}${ended("has_proposals")}`, { ...body, style: bold, kept: true }) +
    told("proposals") +
    said(words.ends + DECREE.end, { kept: true }) +
    signed(words.receivers)
  );
}

/** What is handed to guests and to the team has neither the national heading nor a number. */
function letterhead(title: string, when = "{span}"): string {
  return (
    ifSaid("parent", "{parent}", { align: "center", size: 26 }) +
    paragraph("{issuer}", { align: "center", size: 26, style: bold }) +
    centred(title, { before: 240, named: "Kind" }) +
    centred("{title}") +
    paragraph(when, { align: "center", style: italic, size: 26, after: 240 })
  );
}

/** Day by day under bars, both languages side by side. */
function programme(): string {
  const { title, columns } = DECREE.programme;
  const widths = [1000, 3277, 3277, 1800];
  const text = (said: string) => paragraph(said, { size: SMALL, before: 40, after: 40 });
  const tags = ["{#entries}{time}", "{content_vi}", "{content_en}", "{place}{/entries}{/programme}"];
  const rows = [
    row(
      columns.map((one, at) => cell(paragraph(one, { align: "center", style: bold, size: SMALL }), widths[at] ?? 0)),
      true,
    ),
    row([
      cell(paragraph("{#programme}{day}", { style: bold, size: SMALL, before: 40, after: 40, kept: true }), WIDTH, 4),
    ]),
    row(tags.map((tag, at) => cell(text(tag), widths[at] ?? 0))),
  ];
  return letterhead(title) + table(rows, widths, true) + paragraph("", { size: 12 });
}

const SET: Set = { width: WIDTH, body, small: SMALL, facts: facts(), members: members(), budget: budgetList() };

function reception(): string {
  const { title, about, ends, receivers } = DECREE_VISIT.reception;
  return (
    head() +
    titled(title, about) +
    paragraph("", { size: 12 }) +
    receptionBody(SET, DECREE_VISIT) +
    said(ends + DECREE.end, { kept: true }) +
    signed(receivers)
  );
}

const daySheet = () => daySheets(SET, DECREE_VISIT, letterhead(DECREE_VISIT.day.title, "{date}"));

const points = () => talkingPoints(SET, DECREE_VISIT, letterhead(DECREE_VISIT.points.title));

function contacts(): string {
  const words = DECREE.contacts;
  const meetings: Column[] = [
    ["day", 2000],
    ["partner", 7354],
  ];
  return (
    letterhead(words.title) +
    ifAny("has_members", words.team, members()) +
    ifAny("has_meetings", words.partners, listed(meetings, words.columns, "meetings", SMALL))
  );
}

/** A form of the accounts: what was planned, advanced and spent, and why it differs. */
function settlement(): string {
  const words = DECREE.settlement;
  return (
    letterhead(words.title) +
    accountsTable(words.columns, words.sum, { width: WIDTH, size: 24 }) +
    ifSaid("totals", words.total, body) +
    said(words.by_payer) +
    ifSaid("account_sums", "- {text}.", body) +
    ifSaid("has_explanations", words.explained, body) +
    ifSaid("explanations", "- {text}.", body) +
    signedByThree(words.signers, WIDTH, SMALL)
  );
}

const PAGE =
  '<w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/><w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/>';
const SECTION = `<w:sectPr>${PAGE}</w:sectPr>`;

/** How the annual report is laid out by the decree; its figures stand in an annex. */
export const DECREE_ANNUAL = {
  width: WIDTH,
  decree: { ...DECREE.annual, to: DECREE.to, end: DECREE.end, annex: DECREE.decision.annex[0], section: SECTION },
};

export const decreePapers = (annual: (head: string, foot: string, body: Options) => string) => ({
  section: SECTION,
  papers: {
    "delegation-proposal": proposal(),
    "delegation-decision": decision(),
    "delegation-programme": programme(),
    "delegation-reception": reception(),
    "delegation-day-sheet": daySheet(),
    "delegation-talking-points": points(),
    "delegation-contacts": contacts(),
    "delegation-result": result(),
    "delegation-settlement": settlement(),
    "annual-report": annual(head(), signed(DECREE.annual.receivers), body),
  } as Record<string, string>,
});
