// Whether memory stays flat under mixed load: node bench/memory.ts [minutes] [requests a second]
import type { Served } from "./served.ts";
import { pause, serve } from "./served.ts";

const MINUTES = Number(process.argv[2] ?? 60);
const RATE = Number(process.argv[3] ?? 100);
/** What is filled once, caches and the rooms of the heap, is full by then. */
const SETTLED = 10;
const MOST_GROWTH = 20;

const LIST = "Tên,Nước\n";
let made = 0;

/** What an office does, by how often: mostly reading, some writing, now and then something heavy. */
const WORK: [share: number, run: (served: Served) => Promise<Response>][] = [
  [30, get("/api/v1/activities")],
  [20, get("/api/v1/partners?q=hoi%20huu%20nghi")],
  [12, get("/api/v1/delegations")],
  [10, get("/activities")],
  [8, get("/")],
  [6, get("/api/v1/indicators?year=2024")],
  [5, get("/api/v1/search?q=ha%20noi")],
  [6, record],
  [1, get("/api/v1/reports/annual?year=2024")],
  [0.3, get("/api/v1/reports/annual?year=2024&format=docx")],
  [0.2, get("/api/v1/reports/annual?year=2024&format=pdf")],
  [0.2, get("/partners/export.xlsx")],
  [0.2, list],
];
const ALL = WORK.reduce((sum, [share]) => sum + share, 0);

// The first start fills the demo, which an office does once at most: measured is the one after it.
await (await serve(3997)).stop();
const served = await serve(3997);
const minutes: number[] = [];
const seen = new Map<number, number>();
let open = 0;
const started = Date.now();
let sent = 0;
const clock = setInterval(() => {
  const due = ((Date.now() - started) / 1000) * RATE;
  // What the machine does not manage is not piled up: it would measure the queue.
  while (sent < due) if ((sent += 1) && open < 200) void ask();
}, 10);
for (let minute = 1; minute <= MINUTES && served.isAlive(); minute += 1) {
  await pause(60_000 - ((Date.now() - started) % 60_000));
  minutes.push(served.memory().now);
  process.stderr.write(`minute ${minute}: ${minutes.at(-1)?.toFixed(0)} MB, ${answered()} answered\n`);
}
clearInterval(clock);
while (open > 0) await pause(100);
const isAlive = served.isAlive();
await served.stop();
report();

async function ask(): Promise<void> {
  let at = Math.random() * ALL;
  const [, run] = WORK.find(([share]) => (at -= share) < 0) ?? WORK[0]!;
  open += 1;
  const answer = await run(served).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => undefined);
  seen.set(answer?.status ?? 0, (seen.get(answer?.status ?? 0) ?? 0) + 1);
  open -= 1;
}

function get(path: string) {
  return ({ address, headers }: Served) => fetch(address + path, { headers });
}

function record({ address, headers }: Served) {
  const body = {
    kind: "visit",
    title: `Đo ${(made += 1)}`,
    starts_on: "2026-01-05",
    countries: ["FR"],
    was_held: true,
  };
  return fetch(`${address}/api/v1/activities`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

function list({ address, headers }: Served) {
  const body = new FormData();
  const rows = Array.from({ length: 500 }, (_, at) => `Hội số ${at},Lào\n`);
  body.set("kind", "partners");
  body.set("file", new File([LIST, ...rows], "a.csv"));
  return fetch(`${address}/api/v1/imports?try=true`, { method: "POST", headers, body });
}

function answered(): number {
  return [...seen.values()].reduce((sum, count) => sum + count, 0);
}

/** Growth between the mean of the three minutes after the first ten and of the last three: one minute alone is the collector's chance. */
function report(): void {
  const mean = (some: number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
  const after = minutes.slice(SETTLED);
  const growth = after.length >= 6 ? mean(after.slice(-3)) - mean(after.slice(0, 3)) : undefined;
  const said =
    growth === undefined ? "too short to say" : `grew by ${growth.toFixed(1)} MB after the first ten minutes`;
  const answers = [...seen].map(([status, count]) => `${status}: ${count}`).join(", ");
  process.stdout.write(
    `${minutes.length} minutes, ${(answered() / minutes.length / 60).toFixed(0)} of ${RATE} requests/s; ${said}; process ${isAlive ? "alive" : "dead"}\n${minutes.map((one) => one.toFixed(0)).join(" ")} MB\nanswers ${answers}\n`,
  );
  process.exitCode = isAlive && growth !== undefined && growth < MOST_GROWTH ? 0 : 1;
}
