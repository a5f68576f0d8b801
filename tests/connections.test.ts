import type http from "node:http";
import net from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openFront } from "#platform/front.server.ts";

const BOUNDS = { most: 60, ofOne: 20 };
const OPEN = { origin: undefined, trustedProxy: undefined, isQuietDemo: false, connections: BOUNDS };

let server: http.Server | undefined;
const sockets: net.Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.closeAllConnections();
  server?.close();
});

async function opened(settings: Partial<Parameters<typeof openFront>[0]> = {}): Promise<void> {
  const front = openFront({ ...OPEN, ...settings }, (request, response) => {
    request.resume().on("end", () => response.end("answered"));
  });
  server = front;
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
}

type Line = { said: string; isClosed: boolean };

/** A connection from this address of the machine's own, on which `text` is sent and no more; it stays open. */
async function connected(from: string, text: string): Promise<Line> {
  const line: Line = { said: "", isClosed: false };
  const port = (server?.address() as net.AddressInfo | undefined)?.port ?? 0;
  const socket = net.connect({ port, host: "127.0.0.1", localAddress: from });
  sockets.push(socket);
  socket.on("data", (piece: Buffer) => (line.said += piece.toString()));
  socket.on("close", () => (line.isClosed = true));
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.once("connect", resolve).once("close", () => resolve()));
  socket.write(text);
  return line;
}

const NOTHING = "";
const HALF_A_HEAD = "GET / HTTP/1.1\r\nHost: amity.test\r\nX-A: ";
const HALF_A_BODY = "POST / HTTP/1.1\r\nHost: amity.test\r\nContent-Length: 60000\r\n\r\nabc";
const GET = "GET / HTTP/1.1\r\nHost: amity.test\r\nConnection: close\r\n\r\n";

async function flood(from: string, many: number, text: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (let at = 0; at < many; at += 1) lines.push(await connected(from, text));
  return lines;
}
const refusedOf = (lines: Line[]) => lines.filter((line) => line.isClosed).length;
const answered = async (from: string) => {
  const line = await connected(from, GET);
  await vi.waitFor(() => expect(line.isClosed).toBe(true));
  return line.said;
};

describe("whoever keeps connections open and says nothing finds an end to them, and nobody else notices", () => {
  test.each([
    ["nothing at all", NOTHING],
    ["a head without end", HALF_A_HEAD],
    ["a body without end", HALF_A_BODY],
  ])("%s", async (_what, text) => {
    await opened();
    const lines = await flood("127.0.0.2", 200, text);
    await vi.waitFor(() => expect(refusedOf(lines)).toBe(180));
    const [last] = lines.slice(-1);
    expect(last?.said).toMatch(
      /^HTTP\/1\.1 503 [^]*retry-after: 30[^]*Too many connections are open from your address/,
    );
    expect(await answered("127.0.0.2")).toContain("503");
    expect(await answered("127.0.0.3")).toContain("answered");
    for (const socket of sockets.splice(0)) socket.destroy();
    await vi.waitFor(async () => expect(await answered("127.0.0.2")).toContain("answered"));
  });
});

test("all together have an end too; a proxy that is trusted speaks for many, and finds that one alone", async () => {
  await opened({ trustedProxy: "127.0.0.2" });
  const lines = await flood("127.0.0.2", 80, NOTHING);
  await vi.waitFor(() => expect(refusedOf(lines)).toBe(20));
  expect(lines.map((line) => line.said).join("")).toBe("");
});

test("the log says once a minute who was refused and how often, not a line each", async () => {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  await opened();
  const lines = await flood("127.0.0.2", 100, NOTHING);
  await vi.waitFor(() => expect(refusedOf(lines)).toBe(80));
  write.mockRestore();
  expect(said.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({
      level: "warn",
      message: "connections of one client are refused: it has as many open as it may",
      from: "127.0.0.2",
    }),
  ]);
});
