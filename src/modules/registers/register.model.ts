/** Kinds of papers that are numbered apart, those that are written most first; a letter (công văn) has no code (docs/decisions/0079). */
export const PAPER_KINDS = [
  "decision",
  "letter",
  "proposal",
  "report",
  "plan",
  "notice",
  "invitation",
  "programme",
  "resolution",
  "directive",
  "regulation",
  "rules",
  "guidance",
  "option",
  "scheme",
  "minutes",
  "contract",
  "memorandum",
  "agreement",
  "authorisation",
  "introduction",
  "leave",
  "slip",
  "transfer",
  "notification",
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

export const ENTRY_STATUSES = ["registered", "cancelled", "unused", "taken_back"] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

export const STEPS = ["cancel", "restore", "take_back", "attach"] as const;
export type StepName = (typeof STEPS)[number];

/** What may be done with a line where it stands: a paper is cancelled and stands again, an explanation is taken back. */
export const STEPS_OF: Record<EntryStatus, readonly StepName[]> = {
  registered: ["cancel", "attach"],
  cancelled: ["restore", "attach"],
  unused: ["take_back"],
  taken_back: [],
};

/** One book: what bears numbers of one series. */
export type Book = { unit_id: string; kind: PaperKind; year: number };
export type Symbols = { organisation: string; office: string | null };

const ORDINAL = /^0*([1-9]\d{0,5})(?:\s*\/\s*\S.*)?$/;

/** Which number of its series a text names: 5 of "05", of "05/QĐ-LHHN"; undefined where it is written in another form. */
export function ordinalIn(number: string): number | undefined {
  const found = ORDINAL.exec(number.trim())?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Numbers below ten take a nought; behind the number the kind and who issues it, of letters who issues and who drafts. */
export function numberOf(ordinal: number, code: string, { organisation, office }: Symbols): string {
  const [first, last] = code ? [code, organisation] : [organisation, office];
  return `${said(ordinal)}/${[first, last].filter(Boolean).join("-")}`;
}

const said = (ordinal: number) => String(ordinal).padStart(2, "0");

/** How numbers that no paper bears are called: 03, or 03–07. */
export const spanOf = (from: number, until: number) => (from === until ? said(from) : `${said(from)}–${said(until)}`);

/** LHHN of Liên hiệp Hữu nghị: the first letters of a name, until somebody says the symbol. */
export function initialsOf(name: string): string {
  const letters = name.split(/[\s\-–—.,()&/]+/u).map((word) => [...word][0] ?? "");
  return letters
    .join("")
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .toUpperCase();
}

/** So long a name is kept whole by every system that files travel through. */
const LONGEST = 120;

/** A file is called by its number and subject: "05-QD-LHHN Cử đoàn đi Lào". No sign in it means anything to a system of files. */
export function fileNameOf(number: string, subject: string): string {
  const begins = number
    .replaceAll(/[đĐ]/g, "D")
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
  const rest = subject
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{M}\p{N} ,()-]+/gu, " ")
    .replaceAll(/ {2,}/g, " ")
    .trim();
  return [...`${begins} ${rest}`].slice(0, LONGEST).join("").trim();
}
