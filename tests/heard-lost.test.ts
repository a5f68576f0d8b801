import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { config } from "#platform/config.ts";
import { beginHearing } from "#platform/heard.server.ts";

const message = (kind: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
};
const READY = message("Z", Buffer.from("I"));
const ENTERED = Buffer.concat([message("R", Buffer.alloc(4)), READY]);
const REFUSED = Buffer.concat([message("E", Buffer.from("SERROR\0C25006\0Mnot during recovery\0\0")), READY]);

/** A database that lets everybody in and gives nobody what is asked: a standby that nobody listens on, a proxy whose server is gone. */
test.each([
  ["refuses", (socket: net.Socket) => void socket.write(REFUSED)],
  ["hangs up", (socket: net.Socket) => void socket.destroy()],
])("where the database %s, one connection is tried at a time", async (_what, answer) => {
  let begun = 0;
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    begun += 1;
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => undefined);
    socket.once("data", () => {
      socket.write(ENTERED);
      socket.on("data", (said) => (said.toString().startsWith("X") ? socket.end() : answer(socket)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const before = config.databaseUrl;
  config.databaseUrl = `postgres://a:b@127.0.0.1:${(server.address() as net.AddressInfo).port}/x?sslmode=disable`;
  const endHearing = beginHearing();
  await pause(3500);
  endHearing();
  config.databaseUrl = before;
  expect([begun > 1, begun <= 4, open.size]).toEqual([true, true, 0]);
  server.close();
});
