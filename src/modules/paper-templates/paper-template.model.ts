/** Papers that are made from a template, as the files of the program are called. */
export const TEMPLATES = [
  "delegation-proposal",
  "delegation-decision",
  "delegation-invitation",
  "delegation-visa",
  "delegation-programme",
  "delegation-reception",
  "delegation-day-sheet",
  "delegation-talking-points",
  "delegation-contacts",
  "delegation-result",
  "delegation-settlement",
  "delegation-thanks",
  "annual-report",
] as const;
export type TemplateName = (typeof TEMPLATES)[number];

/** Letters have the form in which organisations write to each other, whatever form the papers of the union have. */
export const LETTER_TEMPLATES: readonly string[] = ["delegation-invitation", "delegation-visa", "delegation-thanks"];

export const isTemplate = (name: string): name is TemplateName => (TEMPLATES as readonly string[]).includes(name);

/** Larger than any letterhead with its pictures. */
export const MOST_TEMPLATE = 5_000_000;
export const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Between a list and what stands in it; no tag holds it. */
const IN = "\n";

/** A tag behind the lists that it stands in. */
export const tagPath = (path: readonly string[]) => path.map((name) => name.replaceAll(/\s+/g, " ")).join(IN);
export const tagOf = (path: string) => path.split(IN).at(-1) ?? "";
export const partsOfPath = (path: string) => path.split(IN);
/** Within a list of a paper, as its words say it. */
export const wordOfTag = (path: string) => (path.includes(IN) ? `row_${tagOf(path)}` : path);
