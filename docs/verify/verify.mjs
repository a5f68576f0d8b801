// Checks an export of Amity's history, without Amity: node verify.mjs EXPORT [ANCHORS]
// EXPORT is made by `amity export-history`; ANCHORS is any text that holds lines beginning with amity-anchor. README.md says what is checked.
import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const HEAD = ["at", "user_id", "user_name", "on_behalf_of", "unit_id", "subject_kind", "subject_id", "action"];
const [, , file, anchorFile] = process.argv;
if (!file) {
  process.stderr.write("Say the export: node verify.mjs EXPORT [ANCHORS]\n");
  process.exit(2);
}

/** JSON with the keys of each object in order (RFC 8785). */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const headOf = (line) => HEAD.map((name) => line[name]);
const saidOf = (line) => sha256((line.salt ?? "") + canonical([...headOf(line), line.before, line.after]));

async function* each() {
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
    if (text) yield JSON.parse(text);
}

const tell = (sentence) => process.stdout.write(`${sentence}\n`);

let findings = 0;
function say(sentence) {
  findings += 1;
  if (findings <= 100) tell(sentence);
}

/** First time through: the seals, and which lines had values struck out. */
async function readSeals() {
  const found = { seals: [], struck: new Map(), first: "0".repeat(64) };
  for await (const one of each()) {
    if (one.seal) found.seals.push(one.seal);
    if (one.former) found.first = one.former.hash;
    if (one.line?.action === "values_struck")
      for (const [id, digest] of Object.entries(one.line.after?.struck ?? {})) found.struck.set(Number(id), digest);
  }
  return found;
}

/** Entries are gathered for the seal that covers their number; those after the last seal are checked by themselves alone. */
function openLinks({ seals, first }) {
  let previous = first;
  return seals.map((seal) => {
    if (seal.previous_hash !== previous) say(`The seal of ${seal.day} does not follow the one before it.`);
    const hash = createHash("sha256").update(previous);
    previous = seal.hash;
    return { seal, hash, lines: 0, states: 0 };
  });
}

function proveLine(line, struck) {
  if (!line.said) say(`Line ${line.id} was not written by Amity.`);
  else if (saidOf(line) !== (line.struck ? struck.get(line.id) : line.said))
    say(`Line ${line.id} of ${line.at.slice(0, 10)} was changed after it was written.`);
}

async function main() {
  const known = await readSeals();
  const links = openLinks(known);
  const counted = { lines: 0, states: 0, open: 0 };
  const at = { line: 0, state: 0 };
  const number = { line: 0, state: 0 };
  /** The link that covers this number; numbers only rise. */
  const linkOf = (what, id, end) => {
    if (id <= number[what]) say(`The export is not in order at ${what} ${id}.`);
    number[what] = id;
    while (at[what] < links.length && links[at[what]].seal[end] < id) at[what] += 1;
    return links[at[what]];
  };
  // A link is made over its lines, then its states; the export holds all lines before all states.
  for await (const { line, state } of each()) {
    if (line) {
      counted.lines += 1;
      proveLine(line, known.struck);
      const link = linkOf("line", line.id, "last_id");
      if (!link) counted.open += 1;
      link?.hash.update(`${JSON.stringify(["line", line.id, ...headOf(line), line.said ?? ""])}\n`);
      if (link) link.lines += 1;
    } else if (state) {
      counted.states += 1;
      const link = linkOf("state", state.id, "last_state");
      link?.hash.update(`${JSON.stringify(["state", state.id, state.subject_kind, state.subject_id, state.digest])}\n`);
      if (link) link.states += 1;
    }
  }
  for (const { seal, hash, lines, states } of links) {
    if (lines !== seal.lines || states !== seal.states)
      say(
        `The seal of ${seal.day} covers ${seal.lines} lines and ${seal.states} states; ${lines} and ${states} are there.`,
      );
    else if (hash.digest("hex") !== seal.hash) say(`What the seal of ${seal.day} covers is not as it was sealed.`);
  }
  compareAnchors(known.seals);
  tell(
    `${counted.lines} lines, ${counted.states} states, ${links.length} seals; ${counted.open} lines not sealed yet; found: ${findings}`,
  );
  process.exitCode = findings === 0 ? 0 : 1;
}

function compareAnchors(seals) {
  if (!anchorFile) return;
  // A letter that was saved as mail carries it (quoted-printable) has long lines broken and signs of equality written out.
  const text = readFileSync(anchorFile, "utf8")
    .replaceAll(/=\r?\n/g, "")
    .replaceAll("=3D", "=");
  const anchors = [...text.matchAll(/amity-anchor (\S+) last=(\d+) sha256=([0-9a-f]{64})/g)];
  if (anchors.length === 0) say("There is no anchor in that file.");
  if (anchors.length < [...text.matchAll(/amity-anchor \d{4}-/g)].length) say("An anchor in that file is not whole.");
  for (const [, day, last, hash] of anchors) {
    const seal = seals.find((one) => one.last_id === Number(last));
    if (!seal) say(`The seal of ${day} that was sent out is not there any more.`);
    else if (seal.hash !== hash) say(`The seal of ${day} is another than the one that was sent out.`);
  }
}

await main();
