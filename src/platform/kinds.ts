import type { Reach, Role } from "./actor.ts";
import { INSIDE, SIGNED_IN } from "./actor.ts";

/** What may be said of a kind of record. Whatever lists kinds reads this table; no other list of them exists. */
export type Kind = {
  /** Its list is `/{list}`, one of it `/{list}/{id}`, its interface `/api/v1/{list}`; imports and exports call it so. */
  list?: string;
  /** Where one is found when that is not `/{list}/{id}`. */
  address?: string;
  /** Who may enter its pages, who its interface, and who finds its list in the rail. */
  pages?: readonly Reach[];
  api?: readonly Reach[];
  rail?: readonly (Reach | Role)[];
  /** The work that it belongs to, where not every union does it: of others it is not in the rail. */
  work?: "aid" | "missions";
  /** The columns that searching reads and shows. */
  search?: Search;
  /** What is told of it to who has to decide, and the step that decides it: the letter opens that page. */
  decides?: Readonly<Record<string, string>>;
  /** Its history is told on the desk of the units it concerns; may be picked out of the log. */
  told?: true;
  logged?: true;
  /** The source of figures that counts it; "all" when a change of it may move any figure and total. */
  counted?: string;
  imported?: true;
  exported?: true;
  /** Who reads its rows, and its parts', beyond its unit and those above: the database grants it, tests/rights.test.ts asks here. */
  readBy?: "union" | "everybody";
};

type Search = {
  /** Columns; "name_in" is the name in the reader's language, and below another title the one that it lacks. */
  title: string;
  detail: string;
  table?: string;
  id?: string;
  /** A column in byte order that an index knows the beginnings of. */
  begins?: string;
  /** A column that is said where another record is found instead. */
  without?: string;
  /** Comes before others that hold the words as well. */
  first?: true;
};

/** In the order in which lists show them. A new kind is its line here, its words `kind` and `nav_{list}`, its tables, its pages and its resource. */
// prettier-ignore
export const KINDS = {
  country: { list: "countries", pages: SIGNED_IN, api: SIGNED_IN, rail: SIGNED_IN,
    search: { table: "reference.country", id: "iso2", title: "name_in", detail: "name_in", first: true } },
  partner: { list: "partners", pages: SIGNED_IN, api: SIGNED_IN, rail: [...INSIDE, "partner"], readBy: "union",
    search: { title: "name", detail: "name_in", begins: "name_words", first: true },
    told: true, logged: true, counted: "partner", imported: true, exported: true },
  delegation: { list: "delegations", pages: SIGNED_IN, api: SIGNED_IN, rail: INSIDE,
    search: { title: "title", detail: "departs_on" },
    decides: { delegation_propose: "approve", delegation_changed: "accept-changes",
      delegation_report_waits: "accept-report" },
    told: true, logged: true, counted: "delegation", imported: true, exported: true },
  delegation_request: { address: "/delegations/requests/{id}" },
  delegation_commitment: { address: "/delegations/commitments/{id}" },
  delegation_hosting: { address: "/delegations/hostings/{id}" },
  delegation_route: { address: "/delegations/routes", readBy: "everybody", logged: true },
  activity: { list: "activities", pages: SIGNED_IN, api: SIGNED_IN, rail: SIGNED_IN, readBy: "union",
    search: { title: "title", detail: "starts_on", without: "kept_in_id" },
    told: true, logged: true, counted: "activity", imported: true, exported: true },
  activity_own_kind: { address: "/activities/kinds", readBy: "everybody", logged: true },
  activity_series: { address: "/activities/series", logged: true },
  aid_project: { list: "aid-projects", pages: SIGNED_IN, api: INSIDE, rail: [...INSIDE, "foreign_ngo"], work: "aid", readBy: "union",
    search: { title: "title", detail: "ngo_name" },
    told: true, logged: true, counted: "aid", exported: true },
  note: { list: "notes", pages: INSIDE, api: INSIDE, rail: INSIDE, readBy: "union",
    search: { title: "first_line", detail: "on_date" },
    told: true, logged: true },
  register_entry: { list: "registers", pages: INSIDE, api: INSIDE, rail: INSIDE,
    search: { title: "subject", detail: "number" }, logged: true },
  register_symbol: { address: "/registers/symbols", logged: true },
  paper_template: { address: "/paper-templates", logged: true },
  unit: { list: "units", pages: INSIDE, api: INSIDE, rail: INSIDE, readBy: "everybody",
    search: { title: "name_in", detail: "name_in" },
    logged: true, counted: "all" },
  import: { list: "imports", pages: INSIDE, api: INSIDE, logged: true, counted: "all" },
  reference_correction: { address: "/facts", readBy: "everybody", logged: true },
  identity: { address: "/identity", readBy: "everybody", logged: true },
  report: { address: "/reports/{id}", logged: true },
  report_text: { logged: true },
  appointment: { logged: true },
  account: { address: "/people/accounts/{id}", logged: true },
  invitation: { logged: true },
  access_body: { address: "/people/bodies", readBy: "union", logged: true },
  signature: { address: "/me/signatures", logged: true },
  token: { logged: true },
  person: { logged: true },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
/** The kinds whose line says so, and the names of their lists. */
export type KindThatIs<Said extends keyof Kind> = {
  [Name in KindName]: (typeof KINDS)[Name] extends Record<Said, true> ? Name : never;
}[KindName];
export type ListThatIs<Said extends "imported" | "exported"> = Extract<
  (typeof KINDS)[KindThatIs<Said>],
  { list: string }
>["list"];

/** The kinds that people write and that have a list: each has its line in `modules/resources.server.ts` too. */
export type ResourceKind = {
  [Name in KindThatIs<"logged">]: (typeof KINDS)[Name] extends { list: string } ? Name : never;
}[KindThatIs<"logged">];

export type CountedAs = Extract<(typeof KINDS)[KindName], { counted: string }>["counted"];

export const lineOf = (kind: KindName): Kind => KINDS[kind];

/** The kinds whose line says something of this, in the table's order. */
export function kindsWith(said: keyof Kind): KindName[] {
  return (Object.keys(KINDS) as KindName[]).filter((kind) => lineOf(kind)[said] !== undefined);
}

export function listsThatAre<Said extends "imported" | "exported">(said: Said): ListThatIs<Said>[] {
  return kindsWith(said).map((kind) => lineOf(kind).list as ListThatIs<Said>);
}

/** The kind whose list an address names, of those that people write. */
export function resourceAt(list: string): ResourceKind | undefined {
  return (kindsWith("logged") as ResourceKind[]).find((kind) => lineOf(kind).list === list);
}

/** The kinds that a source of figures counts; of "all", those whose change may move any of them. */
export function kindsCountedAs(source: CountedAs): KindName[] {
  return kindsWith("counted").filter((kind) => lineOf(kind).counted === source);
}

/** Where a record is found: the only place that makes an address of a kind and an id. Null when the kind has no page. */
export function addressOf(kind: string | undefined, id: string): string | null {
  const line = kind && Object.hasOwn(KINDS, kind) ? lineOf(kind as KindName) : undefined;
  const address = line?.address ?? (line?.list && `/${line.list}/{id}`);
  return address ? address.replace("{id}", id) : null;
}

/** Where somebody who is told of a record goes: to the page that decides it, where that is asked of them, else to the record. */
export function addressTold(told: { kind: string; subject_kind: string; subject_id: string }): string | null {
  const address = addressOf(told.subject_kind, told.subject_id);
  const step = address ? lineOf(told.subject_kind as KindName).decides?.[told.kind] : undefined;
  return step ? `${address}/${step}` : address;
}
