import path from "node:path";

/** What is broken: kind of file, how much of it (1 is every line), the share of breaks that must be noticed, and by which tests: those that need no database, or all. */
const KINDS = [
  { name: "models", files: /\.model\.ts$/, share: 1, aim: 85, by: "alone" },
  { name: "policies", files: /\.policy\.ts$|platform\/(actor|doors)\.ts$/, share: 1, aim: 85, by: "alone" },
  {
    name: "clocks",
    files: /modules\/deadlines\/[^/]*\.forms\.ts$|platform\/time\.ts$/,
    share: 1,
    aim: 85,
    by: "alone",
  },
  {
    name: "forms",
    files: /\.(forms|filter|columns)\.ts$|platform\/(forms|filter|columns|typed)\.ts$/,
    share: 0.5,
    aim: 70,
    by: "alone",
  },
  { name: "policies", files: /platform\/tree\.ts$/, share: 1, aim: 85, by: "database" },
  { name: "clocks", files: /platform\/running\.ts$/, share: 1, aim: 85, by: "database" },
  { name: "jobs", files: /\.jobs\.server\.ts$|-papers\.server\.ts$/, share: 0.5, aim: 70, by: "database" },
  {
    name: "commands",
    files: /\.(commands|parts)\.server\.ts$|platform\/part\.server\.ts$/,
    share: 0.1,
    aim: 70,
    by: "database",
  },
  { name: "queries", files: /\.queries\.server\.ts$/, share: 0.1, aim: 70, by: "database" },
] as const;

export type Kind = (typeof KINDS)[number];

export function kindOf(file: string): Kind | undefined {
  return /\.(test|fixtures)\.ts$/.test(file) ? undefined : KINDS.find((kind) => kind.files.test(file));
}

export function moduleOf(file: string): string {
  return path.dirname(file).split(path.sep)[2] ?? "platform";
}
