import fs from "node:fs";

export type Who = "staff" | "auditor" | "guest" | "visitor" | "machine" | "sign-in";
export type Person = { who: Who; role: string; userId: string | undefined; paths: string[] };
export type Placed = { unit_path: string; visibility: string; shared_paths: string[]; named_user_ids: string[] };
/** What of a row says whose it is; which of it there is depends on the table. */
export type Row = Placed & {
  id?: string;
  path?: string;
  import_id?: string | null;
  subject_kind?: string;
} & Partial<
    Record<
      "user_id" | "from_user_id" | "to_user_id" | "created_by" | "answered_by" | "opened_by" | "settled_by",
      string
    >
  >;
type Line = Record<string, string>;

/** The table under a heading of docs/rights.md, a line each. */
function tableUnder(heading: string): Line[] {
  const text = fs.readFileSync("docs/rights.md", "utf8").split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const cells = text
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("| ---"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [heads = [], ...lines] = cells;
  return lines.map((line) => Object.fromEntries(heads.map((head, index) => [head, line[index] ?? ""])));
}

const READ = tableUnder("Rows that are read");
const CHANGED = tableUnder("Rows that are changed");
export const FIELDS = tableUnder("Fields");
/** Tables of people, places and machinery, by name. */
export const OTHERS = tableUnder("Rows of people, places and machinery");
const ADDRESSES = tableUnder("Addresses");
export const LISTS = ADDRESSES.map((line) => line.Kind ?? "");

const isBelow = (path: string, place: string) => path === place || path.startsWith(`${place}.`);

const MEANS: Record<string, (person: Person, row: Placed) => boolean> = {
  all: () => true,
  nobody: () => false,
  own: ({ paths }, row) => paths.some((place) => isBelow(row.unit_path, place)),
  shared: ({ paths }, row) => row.shared_paths.some((place) => paths.includes(place)),
  named: ({ userId }, row) => userId !== undefined && row.named_user_ids.includes(userId),
  "own and named": (person, row) => MEANS.own?.(person, row) === true && MEANS.named?.(person, row) === true,
};

function holds(rules: Line[], person: Person, row: Placed): boolean {
  if (person.who === "machine") return true;
  const who = person.who === "sign-in" ? "visitor" : person.who;
  const said = rules.find((line) => line["Shown to"] === row.visibility)?.[who];
  if (!said) throw new Error(`docs/rights.md says nothing of ${row.visibility} for ${person.who}`);
  return said.split(", ").some((word) => {
    const means = MEANS[word];
    if (!means) throw new Error(`docs/rights.md: what is "${word}"?`);
    return means(person, row);
  });
}

const lineOf = (table: string): Line => FIELDS.find((line) => line.Table === table) ?? {};
const isOuter = ({ role }: Person) => role === "mission_officer" || role === "press";

export function mayRead(table: string, person: Person, row: Row): boolean {
  if (person.who === "machine") return true;
  const head = {
    staff: "staff read",
    auditor: "auditor reads",
    guest: "guest reads",
    visitor: "guest reads",
    "sign-in": "guest reads",
  };
  const said = lineOf(table)[person.who === "staff" && isOuter(person) ? "missions and press read" : head[person.who]];
  if (said === "nobody") return false;
  if (said === "changed") return holds(CHANGED, person, row);
  if (said === "but notes" && row.subject_kind === "note") return false;
  return holds(READ, person, row) && (said !== "near" || isNear(table, person, row));
}

/** Whose lines some tables keep to those who work near: of the others every row. */
const NEAR_KINDS: Record<string, string[]> = { history: ["partner", "aid_project", "note"], partner_event: ["note"] };

export const CLOSED = tableUnder("Closed fields");
const OFFICERS = ["office", "desk_officer", "unit_officer", "association_officer"];
/** Whether the function that gives closed fields gives them to this person. */
export function mayReadClosed(table: string, person: Person, row: Row): boolean {
  if (person.who === "machine") return true;
  const who =
    person.who === "staff" && isOuter(person)
      ? "missions and press"
      : person.who === "sign-in"
        ? "visitor"
        : person.who;
  const said = CLOSED.find((line) => line.Table === table)?.[who];
  if (said === "officers") return OFFICERS.includes(person.role) && mayChange(table, person, row);
  if (said === "row") return mayRead(table, person, row);
  return said === "own" && mayRead(table, person, row) && MEANS.own?.(person, row) === true;
}

/** What is common knowledge of those who keep partners and aid is for missions and press where it concerns them. */
function isNear(table: string, person: Person, row: Row): boolean {
  const isOfThem = NEAR_KINDS[table]?.includes(row.subject_kind ?? "") ?? true;
  return (
    !isOfThem || row.visibility === "public" || ["own", "shared", "named"].some((word) => MEANS[word]?.(person, row))
  );
}

export function mayChange(table: string, person: Person, row: Row): boolean {
  const said = lineOf(table)["staff change"];
  if (said === "nobody") return false;
  return said === "machine" ? person.who === "machine" : holds(CHANGED, person, row);
}

export type Verb = "read" | "add" | "change" | "take out";

/** Whether docs/rights.md lets this person do it with this row of any table. */
export function does(verb: Verb, table: string, person: Person, row: Row): boolean {
  if (!FIELDS.some((line) => line.Table === table)) return isOfThose(OTHERS, { verb, table, person, row });
  if (verb === "read") return mayRead(table, person, row);
  if (verb === "change") return mayChange(table, person, row);
  const said = lineOf(table)[verb === "add" ? "staff add" : "taken out"] ?? "";
  return said.split(", ").some((word) => {
    if (word === "nobody") return false;
    if (word === "machine") return person.who === "machine";
    if (word === "said") return maySay(table, person, row);
    return holds(CHANGED, person, row) && (word !== "imported" || row.import_id !== null);
  });
}

const SAID_BY = ["settled_by", "answered_by", "opened_by", "created_by"] as const;

/** Whoever was granted a record says something of it in the own name; nobody outside settles, and an answer comes from those who are named. */
function maySay(table: string, person: Person, row: Row): boolean {
  const by = SAID_BY.map((name) => row[name]).find((one) => one !== undefined);
  if (person.userId === undefined || by !== person.userId) return false;
  const isNamed = row.named_user_ids.includes(person.userId);
  if (person.who === "guest") return isNamed && table !== "exchange_settlement" && table !== "delegation_hosting";
  const isOfAsked = table === "exchange_answer" || table === "exchange_opening";
  const isShared = !isOfAsked && row.visibility !== "confidential" && MEANS.shared?.(person, row);
  return person.who === "staff" && (isNamed || isShared === true);
}

type Asked = { verb: Verb; table: string; person: Person; row: Row };

/** Of tables that are no rows of business: the words of one line are joined by "or". */
const OF_OTHERS: Record<string, (person: Person, row: Row) => boolean> = {
  nobody: () => false,
  machine: ({ who }) => who === "machine",
  "sign-in": ({ who }) => who === "sign-in",
  known: ({ who }) => who !== "visitor",
  everybody: () => true,
  inside: ({ who }) => who === "staff" || who === "auditor",
  self: ({ userId }, row) => userId !== undefined && (row.user_id ?? row.id) === userId,
  "signed in self": ({ userId, who }, row) => who !== "visitor" && userId !== undefined && row.user_id === userId,
  giver: ({ userId }, row) => userId !== undefined && row.from_user_id === userId,
  taker: ({ userId }, row) => userId !== undefined && row.to_user_id === userId,
  "giver there": (person, row) => OF_OTHERS.giver?.(person, row) === true && isThere(person, row, "staff"),
  "inside there": (person, row) => isThere(person, row, "staff") || isThere(person, row, "auditor"),
  "administrator there": (person, row) => person.role === "administrator" && isThere(person, row, "staff"),
  "inside at the root": (person) => isAtRoot(person) && (person.who === "staff" || person.who === "auditor"),
  "administrator at the root": (person) => organises(person, ["administrator"]),
  "office at the root": (person) => organises(person, ["office"]),
  "leader at the root": (person) => organises(person, ["leader"]),
};
const isThere = (person: Person, row: Row, who: Person["who"]) =>
  person.who === who && MEANS.own?.(person, { ...row, unit_path: row.unit_path }) === true;
const isAtRoot = ({ paths }: Person) => paths[0] !== undefined && !paths[0].includes(".");
const organises = (person: Person, roles: string[]) =>
  person.who === "staff" && roles.includes(person.role) && isAtRoot(person);

function isOfThose(lines: Line[], { verb, table, person, row }: Asked): boolean {
  const said = lines.find((line) => line.Table?.split(", ").includes(table))?.[verb];
  if (!said) throw new Error(`docs/rights.md does not say who may ${verb} ${table}`);
  return said.split(", ").some((word) => {
    const means = OF_OTHERS[word];
    if (!means) throw new Error(`docs/rights.md: what is "${word}"?`);
    return means(person, row);
  });
}

/** Whether the interface lets somebody in at all. */
export const mayReach = (list: string, { who }: Person): boolean =>
  ADDRESSES.find((line) => line.Kind === list)?.[who] === "yes";
