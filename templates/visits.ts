// Papers of those who receive guests and go with them: the plan of a reception, and a sheet for each day.
import type { VisitWords } from "./visit-words.ts";
import type { Column, Options } from "./xml.ts";
import { bold, cell, ended, ifSaid, listed, paragraph, row, table, whole } from "./xml.ts";

/** How papers are set where they are laid out so: by the decree, or plainly. */
export type Set = {
  width: number;
  body: Options;
  /** In tables. */
  small: number;
  facts: string;
  members: string;
  budget: string;
};

const part = ({ body }: Set, text: string) => paragraph(text, { ...body, style: bold, kept: true });
/** A list with what stands above it, if there is anybody or anything on it. */
const ifAny = ({ body }: Set, flag: string, title: string, list: string) =>
  paragraph(`${whole(flag)}${title}`, { ...body, kept: true, after: 60 }) + list + paragraph(ended(flag), { size: 12 });
/** Shares of a whole width, of which the last column has what is left. */
function columns(width: number, tags: readonly (readonly [tag: string, share: number, align?: "center"])[]): Column[] {
  const own = tags.slice(0, -1).map(([, share]) => Math.round(width * share));
  const rest = width - own.reduce((sum, one) => sum + one, 0);
  return tags.map(([tag, , align], at) => [tag, own[at] ?? rest, ...(align ? [align] : [])] as unknown as Column);
}

const ENTRY = [
  ["time", 0.1],
  ["content", 0.34],
  ["place", 0.23],
  ["details", 0.33],
] as const;

/** The programme under a bar for each day. */
function agenda({ width, small }: Set, heads: readonly string[]): string {
  const own = columns(width, ENTRY);
  const text = { size: small, before: 40, after: 40 };
  const widths = own.map(([, one]) => one);
  const last = own.length - 1;
  return table(
    [
      row(
        heads.map((one, at) => cell(paragraph(one, { ...text, align: "center", style: bold }), widths[at] ?? 0)),
        true,
      ),
      row([cell(paragraph("{#agenda}{day}", { ...text, style: bold, kept: true }), width, own.length)]),
      row(
        own.map(([tag], at) => {
          const [open, close] = [at === 0 ? "{#entries}" : "", at === last ? "{/entries}{/agenda}" : ""];
          return cell(paragraph(`${open}{${tag}}${close}`, text), widths[at] ?? 0);
        }),
      ),
    ],
    widths,
    true,
  );
}

const JOURNEYS = [
  ["way", 0.1],
  ["when", 0.2],
  ["content", 0.38],
  ["met_by", 0.32],
] as const;
const HOSTS = [
  ["unit", 0.26],
  ["days", 0.17],
  ["content", 0.33],
  ["contact", 0.24],
] as const;
const ANSWERABLE = [
  ["number", 0.07, "center"],
  ["name", 0.27],
  ["tasks", 0.45],
  ["phone", 0.21],
] as const;
const PROVISIONS = [
  ["kind", 0.18],
  ["description", 0.38],
  ["quantity", 0.13, "center"],
  ["counterpart", 0.31],
] as const;

/** Who comes, with which honours, by whom at each step, and what it costs: five parts, whatever is known yet. */
export function receptionBody(set: Set, { reception: words }: VisitWords): string {
  const { width, body, small } = set;
  const [what, guests, programme, work, costs] = words.parts;
  const list = (loop: keyof typeof words.columns, title: string, own: Parameters<typeof columns>[1]) =>
    ifAny(set, `has_${loop}`, title, listed(columns(width, own), words.columns[loop], loop, small));
  return (
    paragraph(words.opens, body) +
    part(set, what) +
    paragraph(words.title_of, body) +
    ifSaid("purposes", "{text}", body) +
    part(set, guests) +
    set.facts +
    words.facts.map(([tag, text]) => ifSaid(tag, text, body)).join("") +
    ifAny(set, "has_members", words.members, set.members) +
    part(set, programme) +
    list("journeys", words.journeys, JOURNEYS) +
    ifAny(set, "has_agenda", words.agenda, agenda(set, words.columns.agenda)) +
    ifSaid("has_no_days", words.no_days, body) +
    part(set, work) +
    paragraph(words.leads, body) +
    list("hosts", words.hosts, HOSTS) +
    list("answerable", words.answerable, ANSWERABLE) +
    list("provisions", words.provisions, PROVISIONS) +
    part(set, costs) +
    paragraph(whole("has_budget"), { size: 12 }) +
    set.budget +
    ifSaid("totals", words.total, body) +
    ifSaid("payers", words.of_payer, body) +
    paragraph(ended("has_budget"), { size: 12 }) +
    ifSaid("has_no_budget", words.no_budget, body)
  );
}

/** In a frame at the right, above everything. */
export const internalFrame = ({ width, body }: Set, text: string) =>
  paragraph(text, {
    size: Math.min(body.size ?? 24, 26),
    style: bold,
    framed: width - 3000,
    after: 120,
    align: body.align === "both" ? "center" : "left",
  });

/** A page for each day, each with its own head: whoever drives takes one along. */
export function daySheets(set: Set, { internal, day: words }: VisitWords, head: string): string {
  const { width, body, small } = set;
  const text = { ...body, align: "left", indent: 0 } as const;
  return (
    paragraph(whole("sheets"), { size: 2 }) +
    paragraph(`${whole("is_later")}${ended("is_later")}`, { size: 2, isNewPage: true }) +
    internalFrame(set, internal) +
    head +
    ifSaid("needs", words.needs, { ...text, style: bold, after: 120 }) +
    listed(columns(width, ENTRY), words.columns, "entries", small) +
    paragraph("", { size: 12 }) +
    paragraph(`${whole("has_contacts")}${words.contacts}`, { ...text, style: bold, kept: true, after: 60 }) +
    listed(
      columns(width, [
        ["name", 0.34],
        ["unit", 0.42],
        ["phone", 0.24],
      ]),
      words.people,
      "contacts",
      small,
    ) +
    paragraph(ended("has_contacts"), { size: 12 }) +
    paragraph("{printed}", { size: 22, before: 120 }) +
    paragraph(ended("sheets"), { size: 2 })
  );
}

/** What is said to those who are met: under its own heading each, as far as it was written. */
export function talkingPoints(set: Set, { internal, points: words }: VisitWords, head: string): string {
  const { body } = set;
  return (
    internalFrame(set, internal) +
    head +
    set.facts +
    ifSaid("addressed_as", words.addressed, body) +
    words.parts
      .map(
        ([list, title]) =>
          paragraph(`${whole(`has_${list}`)}${title}${ended(`has_${list}`)}`, {
            ...body,
            style: bold,
            kept: true,
            before: 240,
          }) + ifSaid(list, "{text}", body),
      )
      .join("") +
    paragraph("{written}", { size: 22, before: 360 }) +
    paragraph("{printed}", { size: 22 })
  );
}
