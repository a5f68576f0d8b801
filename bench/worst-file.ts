// What everybody else notices while the worst files are read: node bench/worst-file.ts [seconds of each]
import { SWOLLEN, bomb, manyEntries, ordinaryWorkbook, shortLines } from "../tests/hostile-files.ts";
import type { Served } from "./served.ts";
import { pause, percentile, serve } from "./served.ts";

const SECONDS = Number(process.argv[2] ?? 20);
/** A request every so many milliseconds, as some people at their desks make them. */
const EVERY = 40;
const PATHS = ["/api/v1/activities", "/api/v1/partners?country_iso2=FR", "/api/v1/delegations", "/api/v1/me"];

const FILES: Record<string, [name: string, make: () => Uint8Array]> = {
  "two million short lines, 4 MB": ["a.csv", shortLines],
  "an ordinary workbook of 21 MB": ["a.xlsx", () => ordinaryWorkbook(21)],
  "a bomb of 900 MB": ["a.xlsx", bomb],
  "300,000 entries": ["a.xlsx", manyEntries],
  ...Object.fromEntries(Object.entries(SWOLLEN).map(([what, make]) => [what, ["a.xlsx", make]])),
};

const served = await serve(3998);
await probe(served, () => pause(5000));
const bare = await probe(served, () => pause(SECONDS * 1000));
const rows = [row("nothing", bare, "")];
for (const [what, [name, make]] of Object.entries(FILES)) {
  const bytes = make();
  const answers = new Set<number>();
  const times = await probe(served, async () => {
    const until = Date.now() + SECONDS * 1000;
    while (Date.now() < until) answers.add(await send(served, bytes, name));
  });
  rows.push(row(what, times, [...answers].join(" ")));
  process.stderr.write(`${rows.at(-1)}\n`);
}
const { most } = served.memory();
const isAlive = served.isAlive();
await served.stop();
process.stdout.write(
  `| while … is read | p50 ms | p95 ms | longest ms | p95 against nothing | answers |\n| --- | --- | --- | --- | --- | --- |\n${rows.join("\n")}\n\nat most ${most.toFixed(0)} MB resident, process ${isAlive ? "alive" : "dead"}\n`,
);

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
  const body = new FormData();
  body.set("kind", "partners");
  body.set("file", new File([new Uint8Array(bytes)], name));
  const answer = await fetch(`${address}/api/v1/imports?try=true`, { method: "POST", headers, body }).catch(
    () => undefined,
  );
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
}
