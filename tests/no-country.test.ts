import fs from "node:fs";
import { expect, test } from "vitest";

/** Whose union it is, is said in its database (src/platform/home.ts). No country, city, zone, authority or decree stands in the code. */
const WIRED =
  /\b(?:[Vv][Uu][Ff][Oo]|PACCOM|Ha ?Noi|Hà Nội|[Vv]iet ?[Nn]am|Việt Nam|VND)\b|\bAsia\/|\+07\b|["'](?:VN|vn)["']|\bDecree \d|Nghị định \d/;

/** Where one stands all the same, and why. */
const MAY: Record<string, string> = {
  "src/modules/reference/country-names.model.ts": "names that countries had, of all of them",
  "src/modules/reference/reference.commands.server.ts": "the pack of one country's facts, by its name",
  "src/modules/access/password.model.ts": "a word that is guessed",
  "src/modules/access/access.model.ts": "the law in which signing for another is set out, in a comment",
  "src/modules/delegations/delegation-decision.model.ts":
    "the law in which the foot of papers is set out, in a comment",
  "src/modules/delegations/delegation.model.ts": "the law behind a span of days, in a comment",
  "src/platform/typed-number.ts": "how currencies are written, one of them",
};
/** Words that say a country because what they name has it in its name; and two that give way with the frame of pages. */
const MAY_SAY = [
  "kind=overseas_vietnamese_association",
  "layout=decree_30_2020",
  "section=overseas",
  "role=ngo_officer",
  "language=vi",
];

const files = (folder: string) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.(ts|svelte|mjs|html|css|sql)$/.test(name) && !/\.(test|fixtures)\.ts$/.test(name))
    .filter((name) => fs.statSync(name).isFile());

/** What is made of messages/ is searched there. */
const isAllowed = (file: string) => file in MAY || file.startsWith("src/words/");
const linesOf = (file: string) =>
  fs
    .readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, at) => (WIRED.test(line) ? [`${file}:${at + 1} ${line.trim().slice(0, 120)}`] : []));

test("no country is wired into the code", () => {
  const found = [...files("src"), ...files("bin")].filter((file) => !isAllowed(file)).flatMap(linesOf);
  expect(found).toEqual([]);
});

test.each(["en", "vi", "fr"])("nor into what is said in %s", (language) => {
  const found = linesOf(`messages/${language}.json`).filter(
    (line) => !MAY_SAY.some((key) => line.includes(`"${key}"`)),
  );
  expect(found).toEqual([]);
});

test("each exception is one", () => {
  const idle = Object.keys(MAY).filter((place) => linesOf(place).length === 0);
  expect(idle).toEqual([]);
});
