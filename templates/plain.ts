// Papers that follow no decree, as organisations write to each other abroad: letterhead, reference, date, subject; margins of 25 mm, 12 points,
// set to the left, the number of the page at its foot.
import { accountsTable } from "./accounts.ts";
import { PLAIN_VISIT } from "./visit-words.ts";
import type { Set } from "./visits.ts";
import { daySheets, receptionBody, talkingPoints } from "./visits.ts";
import type { PaperWords } from "./words.ts";
import type { Column, Options } from "./xml.ts";
import { bold, ended, ifSaid, listed, paragraph, signedByThree, whole } from "./xml.ts";

const SIZE = 24;
export const body: Options = { size: SIZE, before: 120, line: 264 };
/** In tables. */
export const SMALL = 22;
const said = (text: string, options: Options = {}) => paragraph(text, { ...body, ...options });
const heading = (text: string) => said(text, { style: bold, kept: true });
/** What the paper is and what about: the first line after the letterhead. */
const subject = (title: string, about: string) =>
  paragraph(title, { size: SIZE, style: bold, before: 360, named: "Kind" }) +
  paragraph(about, { size: SIZE, style: bold, after: 120, named: "Summary" });

const whose =
  ifSaid("parent", "{parent}", { size: SIZE, named: "Superior" }) +
  paragraph("{issuer}", { size: SIZE, style: bold, after: 240, named: "Issuer" });

export const head = (reference = "") =>
  whose +
  (reference ? paragraph(reference, { size: SIZE, named: "Number" }) : "") +
  paragraph("{place}, {day}", { size: SIZE, named: "PlaceAndDay" });

export const signature =
  paragraph("{signer_title}", { size: SIZE, before: 480, kept: true, named: "Office" }) +
  paragraph("{signer}", { size: SIZE, style: bold, before: 1134, kept: true, named: "Signer" }) +
  paragraph("{signed_for}", { size: SIZE });

const COLUMNS = {
  members: [
    ["number", 650],
    ["name", 2700],
    ["position", 2400],
    ["home", 2000],
    ["note", 1322],
  ],
  budget: [
    ["number", 650],
    ["description", 3022],
    ["quantity", 1100, "right"],
    ["unit_price", 2100, "right"],
    ["payer", 2200],
  ],
  commitments: [
    ["number", 650],
    ["content", 4022],
    ["lead", 2800],
    ["due", 1600],
  ],
  meetings: [
    ["day", 2272],
    ["partner", 6800],
  ],
  schedule: [
    ["when", 2272],
    ["content", 4600],
    ["place", 2200],
  ],
} satisfies Record<string, Column[]>;
const listOf = (loop: keyof typeof COLUMNS, heads: readonly string[]) => listed(COLUMNS[loop], heads, loop, SMALL);

const factsOf = (words: PaperWords) =>
  words.facts.map(([label, tag]) => ifSaid(tag, `${label}{${tag}}`, { ...body, before: 60 })).join("");
const told = (list: string) => ifSaid(list, "{text}", body);
const ifAny = (flag: string, title: string, list: string) =>
  paragraph(`${whole(flag)}${title}`, { ...body, style: bold, kept: true, after: 60 }) +
  list +
  paragraph(ended(flag), { size: 12 });

/** What is asked for, and what is decided. */
function deciding(words: PaperWords): Record<string, string> {
  const { proposal, decision } = words;
  const facts = factsOf(words);
  const [first = "", second = "", third = ""] = decision.articles;
  return {
    "delegation-proposal":
      head() +
      subject(proposal.title, "{title}") +
      ifSaid("grounds", proposal.basis, body) +
      ifSaid("purpose", proposal.purpose, body) +
      facts +
      ifAny("has_members", proposal.members, listOf("members", words.members)) +
      ifAny("has_budget", proposal.budget, listOf("budget", words.budget)) +
      ifSaid("payers", "{payer}: {figures}", body) +
      said(proposal.asks, { kept: true }) +
      signature,
    "delegation-decision":
      head(decision.number) +
      subject(decision.title, decision.about) +
      said(decision.basis) +
      said(first) +
      facts +
      ifAny("has_members", proposal.members, listOf("members", words.members)) +
      said(second) +
      said(third, { kept: true }) +
      signature,
  };
}

/** What goes along, and what came of it. */
function going(words: PaperWords): Record<string, string> {
  const { programme, contacts, result } = words;
  const [did, judged, proposed, promised] = result.parts;
  const part = (flag: string, title: string, list: string) =>
    paragraph(`${whole(flag)}${title}${ended(flag)}`, { ...body, style: bold, kept: true }) + told(list);
  return {
    "delegation-programme":
      head() +
      subject(programme.title, "{title}") +
      paragraph("{days}", { size: SIZE, after: 240 }) +
      listOf("schedule", programme.columns) +
      paragraph("", { size: 12 }),
    "delegation-contacts":
      head() +
      subject(contacts.title, "{title}") +
      ifAny("has_members", proposalMembers(words), listOf("members", words.members)) +
      ifAny("has_meetings", contacts.partners, listOf("meetings", [contacts.day, contacts.partner])),
    "delegation-settlement":
      head() +
      subject(words.settlement.title, "{title}") +
      accountsTable(words.settlement.columns, words.settlement.sum, { width: 9072, size: SIZE }) +
      paragraph("", { size: 12 }) +
      ifSaid("account_sums", "{text}", body) +
      ifSaid("has_explanations", words.settlement.explained, { ...body, style: bold, kept: true }) +
      ifSaid("explanations", "{text}", body) +
      signedByThree(words.settlement.signers, 9072, SIZE),
    "delegation-result":
      head() +
      subject(result.title, "{title}") +
      factsOf(words) +
      ifAny("has_members", proposalMembers(words), listOf("members", words.members)) +
      heading(did) +
      told("facts") +
      part("has_assessment", judged, "assessment") +
      part("has_proposals", proposed, "proposals") +
      ifAny("has_commitments", promised, listOf("commitments", result.columns)) +
      signature,
  };
}

/** How guests are received, and what is done on a day. */
function receiving(words: PaperWords): Record<string, string> {
  const visit = PLAIN_VISIT[words.folder];
  if (!visit) throw new Error(`no words for ${words.folder}`);
  const set: Set = {
    width: 9072,
    body,
    small: SMALL,
    facts: factsOf(words),
    members: listOf("members", words.members),
    budget: listOf("budget", words.budget),
  };
  const { title, about, ends } = visit.reception;
  const dayHead =
    whose + subject(visit.day.title, "{title}") + paragraph("{date}", { size: SIZE, style: bold, after: 240 });
  return {
    "delegation-reception":
      head() + subject(title, about) + receptionBody(set, visit) + said(ends, { kept: true }) + signature,
    "delegation-day-sheet": daySheets(set, visit, dayHead),
    "delegation-talking-points": talkingPoints(set, visit, whose + subject(visit.points.title, "{title}")),
  };
}
const proposalMembers = (words: PaperWords) => words.proposal.members;

const PAGE =
  '<w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="709" w:footer="709" w:gutter="0"/>';

export const PLAIN_SECTION = `<w:sectPr>${PAGE}</w:sectPr>`;

export const plainPapers = (words: PaperWords, annual: (head: string, foot: string, body: Options) => string) => ({
  section: PLAIN_SECTION,
  papers: {
    ...deciding(words),
    ...going(words),
    ...receiving(words),
    "annual-report": annual(head(), signature, body),
  } as Record<string, string>,
});
