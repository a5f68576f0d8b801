import fs from "node:fs";
import type http from "node:http";
import type { Socket } from "node:net";
import { clientAddress, lineOf } from "./client-address.server.ts";
import type { Trusts } from "./client-address.server.ts";
import { rawAnswer } from "./door-headers.server.ts";
import { seldom } from "./seldom.server.ts";

/** How many connections may be open at once, in all and of one client. */
export type Connections = { most: number; ofOne: number };
export const USUAL_CONNECTIONS: Connections = { most: 4000, ofOne: 400 };

/** What files, threads and the database need of the open files that one process may have. */
const FOR_OTHERS = 256;
const FULL = "Too many connections are open from your address. Close some, or try again in half a minute.\n";

type Bound = { connections: Connections; trusts: Trusts; headers: Record<string, string> };

/** Whoever opens connections without end finds an end to it before others find no room; a trusted proxy speaks for many and is bound by `most` alone. */
export function boundConnections(server: http.Server, { connections, trusts, headers }: Bound): void {
  server.maxConnections = Math.min(connections.most, openFiles() - FOR_OTHERS);
  const say = seldom();
  server.on("drop", () => say("connections are refused: as many are open as may be", { open: server.maxConnections }));
  const open = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const address = clientAddress(socket.remoteAddress, undefined, () => false);
    if (trusts(address)) return;
    const line = lineOf(address);
    const count = (open.get(line) ?? 0) + 1;
    open.set(line, count);
    socket.once("close", () => {
      const left = (open.get(line) ?? 1) - 1;
      if (left > 0) open.set(line, left);
      else open.delete(line);
    });
    if (count <= connections.ofOne) return;
    say("connections of one client are refused: it has as many open as it may", { from: line, open: count });
    socket.end(rawAnswer("503 Service Unavailable", FULL, { ...headers, "retry-after": "30" }));
    socket.destroySoon();
  });
}

/** As many as the system lets this process have; where it does not say, as many as one asks. */
function openFiles(): number {
  const limits = "/proc/self/limits";
  const said = fs.existsSync(limits) ? fs.readFileSync(limits, "utf8") : "";
  const most = Number(/^Max open files\s+(\d+)/m.exec(said)?.[1]);
  return most > 2 * FOR_OTHERS ? most : Number.MAX_SAFE_INTEGER;
}
