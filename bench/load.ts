import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export type Figures = { perSecond: number; p50: number; p95: number; errors: number };
export type Asked = { path: string; method?: "GET" | "POST"; body?: string };

type Load = { port: number; headers: Record<string, string>; asked: Asked[]; connections: number; seconds: number };

const SAYS = `done = function(summary, latency)
  local failed = summary.errors
  io.write(string.format('{"perSecond":%f,"p50":%f,"p95":%f,"errors":%d}', summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, failed.status + failed.connect + failed.read + failed.write + failed.timeout))
end`;

/** As many requests as are answered over these connections, made by a process of its own that costs next to nothing. */
export async function press(load: Load): Promise<Figures> {
  if (spawnSync("wrk", ["-v"]).error) throw new Error("The bench makes its load with wrk: `apt-get install wrk`.");
  const script = path.join(os.tmpdir(), `amity-load-${process.pid}.lua`);
  fs.writeFileSync(script, scriptOf(load));
  const options = ["-t1", `-c${load.connections}`, `-d${load.seconds}s`, "--timeout", "30s", "-s", script];
  const wrk = spawn("wrk", [...options, `http://127.0.0.1:${load.port}`], { stdio: ["ignore", "pipe", "inherit"] });
  const said: Buffer[] = [];
  wrk.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  await new Promise((resolve) => wrk.on("close", resolve));
  fs.rmSync(script);
  const [figures] = /\{"perSecond".*\}/.exec(Buffer.concat(said).toString()) ?? [];
  if (wrk.exitCode !== 0 || !figures) throw new Error(`wrk said no figures: ${Buffer.concat(said).toString()}`);
  return JSON.parse(figures) as Figures;
}

/** In Lua, whose strings in long brackets stand as they are. */
function scriptOf({ headers, asked }: Load): string {
  const quoted = (text: string) => `[==[${text}]==]`;
  const head = Object.entries(headers).map(([name, value]) => `[ ${quoted(name)} ]=${quoted(value)}`);
  const requests = asked.map(
    ({ method = "GET", path: address, body }) =>
      `wrk.format("${method}", ${quoted(address)}, head, ${body === undefined ? "nil" : quoted(body)})`,
  );
  // Made once the connection is known, for it says the host.
  return `local head = {${head.join(",")}}
local made, at = nil, 0
init = function() made = {${requests.join(",\n")}} end
request = function() at = at % #made + 1; return made[at] end
${SAYS}`;
}
