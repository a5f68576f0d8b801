import type { TemplateName } from "./paper-template.model.ts";
import { partsOfPath, tagOf, tagPath } from "./paper-template.model.ts";

/** What a template may say: a text or a yes (null), or a list with what each of its rows may say. */
export type Tags = { readonly [tag: string]: Tags | null };

const all = <const Names extends string>(names: Names): Tags =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, null]),
  );

const PARAGRAPHS = all("text");
const ENTRY = "time when content content_vi content_en place";

/** What every paper of a visit may say. */
const VISIT: Tags = {
  ...all("parent issuer union union_name unit proposer approver place day number"),
  ...all("title purpose summary is_outgoing is_incoming where guests host cities places days span"),
  purposes: PARAGRAPHS,
  ...all("count is_group led leads is_listed people reports"),
};
/** tests hold it to `paperValues` of delegations. */
const DELEGATION: Tags = {
  ...VISIT,
  bases: PARAGRAPHS,
  grounds: PARAGRAPHS,
  members: all("number name position home note office passport"),
  has_members: null,
  schedule: all(ENTRY),
  programme: { day: null, entries: all(ENTRY) },
  meetings: all("day partner"),
  has_meetings: null,
  commitments: all("number content lead due"),
  has_commitments: null,
  facts: PARAGRAPHS,
  assessment: PARAGRAPHS,
  has_assessment: null,
  proposals: PARAGRAPHS,
  has_proposals: null,
  budget: all("number description quantity unit_price payer spent"),
  totals: all("figures words both"),
  payers: all("payer figures"),
  ...all("costs has_budget has_no_budget"),
  accounts: {
    ...all("payer budgeted advanced spent difference"),
    lines: all("number description budgeted advanced spent difference"),
  },
  account_sums: PARAGRAPHS,
  explanations: PARAGRAPHS,
  has_explanations: null,
  ...all("signer_title signer signed_for authority authority_name to"),
};

const LOGISTICS = "time content place host person car interpreter meals hotel press details";
/** How guests are received is for the union alone: papers that go to others cannot say it. */
const RECEPTION: Tags = {
  ...DELEGATION,
  ...all("asked_by addressed_as level level_reason security needs"),
  journeys: all("way when vehicle place met_by remark content"),
  has_journeys: null,
  agenda: { day: null, entries: all(LOGISTICS) },
  ...all("has_agenda has_no_days"),
  hosts: all("unit days state name phone interpreter car content contact"),
  has_hosts: null,
  provisions: all("kind quantity description counterpart"),
  has_provisions: null,
  answerable: all("number name tasks phone"),
  has_answerable: null,
};
/** Who drives and interprets reads nothing of money. */
const DAY_SHEET: Tags = {
  ...VISIT,
  ...all("printed needs"),
  sheets: {
    ...all("is_later date has_contacts"),
    entries: all(LOGISTICS),
    contacts: all("name unit phone"),
  },
};

/** Nowhere else may it be said what is to be said. */
const TALKING_POINTS: Tags = {
  ...VISIT,
  ...all("printed written addressed_as has_to_say has_to_ask has_to_avoid has_to_cite"),
  to_say: PARAGRAPHS,
  to_ask: PARAGRAPHS,
  to_avoid: PARAGRAPHS,
  to_cite: PARAGRAPHS,
};

const ANNUAL: Tags = {
  ...all("parent issuer union unit unit_name to isByDecree heading about subheading place day number"),
  parts: { title: null, paragraphs: PARAGRAPHS, sections: { title: null, paragraphs: PARAGRAPHS } },
  ...all("signer_title signer signed_for figures_title label_head value_head year_head before_head"),
  figures: all("label value before"),
  tables: { title: null, rows: all("label value count") },
};

const OF_PAPER: Partial<Record<TemplateName, Tags>> = {
  "annual-report": ANNUAL,
  "delegation-reception": RECEPTION,
  "delegation-day-sheet": DAY_SHEET,
  "delegation-talking-points": TALKING_POINTS,
};
export const tagsOf = (name: TemplateName): Tags => OF_PAPER[name] ?? DELEGATION;

/** Every tag with the lists that it stands in; what is a list is told from the rest. */
export function listTags(tags: Tags, within: readonly string[] = []): { path: string; isList: boolean }[] {
  return Object.entries(tags).flatMap(([tag, rows]) => {
    const path = [...within, tag];
    return [{ path: tagPath(path), isList: rows !== null }, ...(rows ? listTags(rows, path) : [])];
  });
}

/** Tags that templates had once, and what says it now. */
const FORMER: Readonly<Record<string, string>> = { legal_basis: "bases", member_count: "count" };

/** Whether a tag says something where it stands: of its list, of a list around it, or of the paper as a whole. */
function isKnown(path: string, tags: Tags): boolean {
  const parts = partsOfPath(path);
  const tag = parts.at(-1) ?? "";
  return scopesOf(parts.slice(0, -1), tags).some((scope) => Object.hasOwn(scope, tag));
}

/** What may be said within these lists, the innermost last; a condition opens no scope of its own. */
function scopesOf(lists: string[], tags: Tags): Tags[] {
  const scopes = [tags];
  for (const list of lists) {
    const inner = scopes.findLast((scope) => Object.hasOwn(scope, list))?.[list];
    if (inner) scopes.push(inner);
  }
  return scopes;
}

export type Unknown = { path: string; nearest: string | undefined };

/** The tags of a template that nothing fills, each with the known one that was probably meant. */
export function unknownTags(paths: readonly string[], tags: Tags): Unknown[] {
  const unknown = [...new Set(paths)].filter((path) => !isKnown(path, tags));
  return unknown.map((path) => ({ path, nearest: nearestTo(path, tags) }));
}

/** What the template might say besides; of lists as a whole. */
export function unusedTags(paths: readonly string[], tags: Tags): string[] {
  const used = new Set(paths.flatMap(partsOfPath));
  return Object.keys(tags).filter((tag) => !used.has(tag));
}

function nearestTo(path: string, tags: Tags): string | undefined {
  const parts = partsOfPath(path);
  const tag = tagOf(path);
  const former = FORMER[tag];
  if (former && Object.hasOwn(tags, former)) return former;
  const here = scopesOf(parts.slice(0, -1), tags).flatMap((scope) => Object.keys(scope));
  const said = tag.toLowerCase().replaceAll(/\W+/g, "_");
  const ranked = [...new Set(here)]
    .map((name) => ({ name, far: distance(said, name.toLowerCase()) }))
    .toSorted((one, other) => one.far - other.far || one.name.length - other.name.length);
  const [best] = ranked;
  // Half of it written otherwise is another word.
  return best && best.far <= Math.max(2, Math.floor(best.name.length / 2)) ? best.name : undefined;
}

/** How many letters are to be added, left out or changed. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [to, its] of [...other].entries())
      next.push(Math.min((next[to] ?? 0) + 1, (row[to + 1] ?? 0) + 1, (row[to] ?? 0) + (letter === its ? 0 : 1)));
    row = next;
  }
  return row[other.length] ?? 0;
}

type Sample = { [tag: string]: string | boolean | Sample[] };

/** A paper that says everything, lists with two rows; with `isEmpty` one that says nothing. Both must be fillable. */
export function sampleOf(tags: Tags, isEmpty = false): Sample {
  return Object.fromEntries(
    Object.entries(tags).map(([tag, rows]) => {
      if (rows) return [tag, isEmpty ? [] : [sampleOf(rows), sampleOf(rows)]];
      if (/^(is|has)[_A-Z]/.test(tag)) return [tag, !isEmpty];
      return [tag, isEmpty ? "" : `‹${tag}›`];
    }),
  );
}
