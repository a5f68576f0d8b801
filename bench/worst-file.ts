// What everybody else notices while the worst files are read: node bench/worst-file.ts [seconds of each] [part of a name]
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SWOLLEN, bomb, manyEntries, ordinaryWorkbook, shortLines } from "../tests/hostile-files.ts";
import type { Served } from "./served.ts";
import { pause, percentile, serve, signIn } from "./served.ts";

const SECONDS = Number(process.argv[2] ?? 20);
const WANTED = process.argv[3] ?? "";
/** A request every so many milliseconds, as some people at their desks make them. */
const EVERY = 40;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-worst-"));
let cookie: string | undefined;
const PATHS = ["/api/v1/activities", "/api/v1/partners?country_iso2=FR", "/api/v1/delegations", "/api/v1/me"];

const FILES: Record<string, [name: string, make: () => Uint8Array]> = {
  "two million short lines, 4 MB": ["a.csv", shortLines],
  "an ordinary workbook of 21 MB": ["a.xlsx", () => ordinaryWorkbook(21)],
  "a bomb of 900 MB": ["a.xlsx", bomb],
  "300,000 entries": ["a.xlsx", manyEntries],
  ...Object.fromEntries(Object.entries(SWOLLEN).map(([what, make]) => [what, ["a.xlsx", make]])),
};

/** Forms that would take the parser minutes: so many parts, so many fields. */
const FORMS: Record<string, [path: string, kind: string, make: () => string]> = {
  "a form of 300,000 parts, 17 MB": ["/imports/new", "multipart/form-data; boundary=x", manyParts],
  "a stranger's form of 13,000 fields": ["/sign-in/forgotten", "application/x-www-form-urlencoded", manyFields],
};

const served = await serve(3998);
await probe(served, () => pause(5000));
const bare = await probe(served, () => pause(SECONDS * 1000));
const rows = [row("nothing", bare, "")];
for (const [what, [name, make]] of Object.entries(FILES).filter(isWanted)) {
  const bytes = make();
  await measure(what, () => send(served, bytes, name));
}
for (const [what, [path, kind, make]] of Object.entries(FORMS).filter(isWanted)) {
  const body = make();
  await measure(what, () => post(served, { path, kind, body }));
}
const { most } = served.memory();
const isAlive = served.isAlive();
await served.stop();
fs.rmSync(folder, { recursive: true });
process.stdout.write(
  `| while … is read | p50 ms | p95 ms | longest ms | p95 against nothing | answers |\n| --- | --- | --- | --- | --- | --- |\n${rows.join("\n")}\n\nat most ${most.toFixed(0)} MB resident, process ${isAlive ? "alive" : "dead"}\n`,
);

function isWanted([what]: [string, unknown]): boolean {
  return what.includes(WANTED);
}

async function measure(what: string, ask: () => Promise<number>): Promise<void> {
  const answers = new Set<number>();
  const times = await probe(served, async () => {
    const until = Date.now() + SECONDS * 1000;
    while (Date.now() < until) answers.add(await ask());
  });
  rows.push(row(what, times, [...answers].join(" ")));
  process.stderr.write(`${rows.at(-1)}\n`);
}

function manyParts(): string {
  return `${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(300_000)}--x--`;
}

function manyFields(): string {
  return Array.from({ length: 13_000 }, (_, at) => `${at.toString(36)}=`).join("&");
}

type Form = { path: string; kind: string; body: string };

/** As somebody who signed in sends a page's form; a key opens no page, so the cookie of the demo's account. */
async function post({ address }: Served, { path, kind, body }: Form): Promise<number> {
  cookie ??= await signIn(address);
  const file = kept(body);
  const headers = ["-H", `cookie: ${cookie}`, "-H", `origin: ${address}`, "-H", `content-type: ${kind}`];
  return curl([...headers, "--data-binary", `@${file}`, address + path]);
}

/** What is sent, in a file of its own: it is sent by another process, so that sending is not measured along. */
function kept(body: string | Uint8Array): string {
  const file = path.join(folder, String(body.length));
  if (!fs.existsSync(file)) fs.writeFileSync(file, body);
  return file;
}

function curl(words: string[]): Promise<number> {
  const run = spawn("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", "expect:", ...words]);
  let said = "";
  run.stdout.on("data", (text: Buffer) => (said += text.toString()));
  return new Promise((resolve) => run.on("close", () => resolve(Number(said))));
}

function row(what: string, times: number[], answers: string): string {
  const [p50, p95, longest] = [0.5, 0.95, 1].map((share) => percentile(times, Math.min(share, 1 - 1 / times.length)));
  const ratio = (p95 ?? 0) / percentile(bare, 0.95);
  return `| ${what} | ${[p50, p95, longest].map((one) => one?.toFixed(1)).join(" | ")} | ${ratio.toFixed(2)} | ${answers} |`;
}

/** How long others wait while something runs. */
async function probe({ address, headers }: Served, run: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const waiting: Promise<unknown>[] = [];
  let at = 0;
  const ask = async () => {
    const started = performance.now();
    const answer = await fetch(address + (PATHS[(at += 1) % PATHS.length] ?? ""), { headers });
    await answer.arrayBuffer();
    times.push(performance.now() - started);
  };
  const clock = setInterval(() => waiting.push(ask().catch(() => times.push(60_000))), EVERY);
  await run();
  clearInterval(clock);
  await Promise.all(waiting);
  return times;
}

async function send({ address, headers }: Served, bytes: Uint8Array, name: string): Promise<number> {
  const said = ["-H", `authorization: ${headers.authorization}`, "-F", "kind=partners"];
  return curl([...said, "-F", `file=@${kept(bytes)};filename=${name}`, `${address}/api/v1/imports?try=true`]);
}
