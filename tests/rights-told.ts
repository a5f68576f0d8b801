import fs from "node:fs";

export type Who = "staff" | "auditor" | "guest" | "visitor" | "machine";
export type Person = { who: Who; role: string; userId: string | undefined; paths: string[] };
export type Placed = { unit_path: string; visibility: string; shared_paths: string[]; named_user_ids: string[] };
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
  const said = rules.find((line) => line["Shown to"] === row.visibility)?.[person.who];
  if (!said) throw new Error(`docs/rights.md says nothing of ${row.visibility} for ${person.who}`);
  return said.split(", ").some((word) => {
    const means = MEANS[word];
    if (!means) throw new Error(`docs/rights.md: what is "${word}"?`);
    return means(person, row);
  });
}

const lineOf = (table: string): Line => FIELDS.find((line) => line.Table === table) ?? {};

export function mayRead(table: string, person: Person, row: Placed): boolean {
  if (person.who === "machine") return true;
  const head = { staff: "staff read", auditor: "auditor reads", guest: "guest reads", visitor: "guest reads" }[
    person.who
  ];
  const said = lineOf(table)[head];
  if (said === "nobody") return false;
  return said === "changed" ? mayChange(table, person, row) : holds(READ, person, row);
}

export function mayChange(table: string, person: Person, row: Placed): boolean {
  return lineOf(table)["staff change"] !== "nobody" && holds(CHANGED, person, row);
}

/** Whether the interface lets somebody in at all. */
export const mayReach = (list: string, { who }: Person): boolean =>
  ADDRESSES.find((line) => line.Kind === list)?.[who] === "yes";
