// A day's work at a steady pace, not as much as can be pressed out: node bench/mixed.ts [seconds] [requests a second]
import http from "node:http";
import { NEW } from "./jobs.ts";
import { pause, percentile, serve, signIn } from "./served.ts";

const SECONDS = Number(process.argv[2] ?? 120);
const RATE = Number(process.argv[3] ?? 250);
const PORT = 3998;

const served = await serve(PORT);
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const cookie = await signIn(served.address);
const { items } = (await ask("/api/v1/activities?limit=200", { headers: served.headers })) as {
  items: { id: string }[];
};
const ids = items.map(({ id }) => id);
const any = () => ids[Math.floor(Math.random() * ids.length)] ?? "";

type Sent = { path: string; headers: Record<string, string>; body?: string };
const call = (path: string): Sent => ({ path, headers: served.headers });
const page = (path: string): Sent => ({ path, headers: { cookie, "accept-encoding": "gzip" } });

/** By how often of a hundred: a quarter are pages, a fifth writes. */
const WORK: [share: number, make: () => Sent][] = [
  [10, () => page("/activities")],
  [10, () => page(`/activities/${any()}`)],
  [5, () => page("/")],
  [20, () => call("/api/v1/activities")],
  [15, () => call(`/api/v1/activities/${any()}`)],
  [10, () => call("/api/v1/partners?limit=20")],
  [5, () => call("/api/v1/partners?q=hoi%20huu%20nghi%20a")],
  [5, () => call("/api/v1/indicators?year=2023")],
  [
    20,
    () => ({
      path: "/api/v1/activities",
      headers: { ...served.headers, "content-type": "application/json" },
      body: JSON.stringify(NEW),
    }),
  ],
];

const times: number[] = [];
let failed = 0;
let open = 0;
await pressed(5, () => undefined);
await pressed(SECONDS, (ms) => times.push(ms));
await served.stop();
const at = (share: number) => percentile(times, share).toFixed(1);
process.stdout.write(
  `${times.length} of ${SECONDS * RATE} requests, ${RATE} a second: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, ${failed} failed\n`,
);

/** Each is sent when its time has come, whatever became of those before it; how long it took counts from then. */
async function pressed(seconds: number, took: (ms: number) => void): Promise<void> {
  const started = performance.now();
  for (let sent = 0; sent < seconds * RATE; sent += 1) {
    const due = started + (sent / RATE) * 1000;
    while (performance.now() < due) await pause(1);
    open += 1;
    void send(madeNext())
      .then((isGood) => {
        if (!isGood) failed += 1;
        took(performance.now() - due);
      })
      .finally(() => (open -= 1));
  }
  while (open > 0) await pause(10);
}

function madeNext(): Sent {
  let place = Math.random() * 100;
  const [, make] = WORK.find(([share]) => (place -= share) < 0) ?? WORK[0]!;
  return make();
}

function send({ path, headers, body }: Sent): Promise<boolean> {
  return new Promise((resolve) => {
    const method = body === undefined ? "GET" : "POST";
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const options = { port: PORT, host: "127.0.0.1", agent, path, method, headers: { ...headers, ...length } };
    const request = http.request(options, (answer) => {
      answer.resume();
      answer.on("end", () => resolve((answer.statusCode ?? 500) < 300));
    });
    request.on("error", () => resolve(false));
    request.end(body);
  });
}

async function ask(path: string, options: RequestInit): Promise<unknown> {
  return (await fetch(served.address + path, options)).json();
}
