import type http from "node:http";
import net from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFront } from "#platform/front.server.ts";

let server: http.Server;
const paths: string[] = [];
beforeAll(async () => {
  server = openFront({ origin: undefined, trustedProxy: undefined, isQuietDemo: false }, (request, response) => {
    paths.push(request.url ?? "");
    request.resume().on("end", () => response.end("answered"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What a line that says these very bytes gets back until it is closed, or half a second. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect((server.address() as net.AddressInfo).port, "127.0.0.1");
    let answer = "";
    socket.on("data", (piece) => (answer += piece.toString("latin1"))).on("close", () => resolve(answer));
    socket.on("error", () => undefined);
    socket.setTimeout(500, () => socket.destroy());
    socket.write(text);
  });
}

const HOST = "Host: amity.test\r\n";
const SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: amity.test\r\n\r\n";

/** Each can be read in two ways, so a proxy in front might read it otherwise than we do. */
describe("a request whose end can be read in two ways is refused", () => {
  test.each([
    [
      "a length and chunks",
      `POST / HTTP/1.1\r\n${HOST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`,
    ],
    ["two lengths", `POST / HTTP/1.1\r\n${HOST}Content-Length: 0\r\nContent-Length: 5\r\n\r\n${SMUGGLED}`],
    ["a length that is none", `POST / HTTP/1.1\r\n${HOST}Content-Length: +5\r\n\r\nabcde`],
    ["chunks under another name", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ["a chunk whose size is none", `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n${SMUGGLED}`],
    ["a blank before the colon", `POST / HTTP/1.1\r\n${HOST}Content-Length : 5\r\n\r\nabcde`],
    [
      "a head that goes on in the next line",
      `POST / HTTP/1.1\r\n${HOST}X: a\r\n Content-Length: 5\r\n\r\nabcde${SMUGGLED}`,
    ],
    ["lines that end without a return", `POST / HTTP/1.1\nHost: amity.test\nContent-Length: 0\n\n${SMUGGLED}`],
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
    ["a head without end", `GET / HTTP/1.1\r\n${HOST}X: ${"x".repeat(20_000)}\r\n\r\n`],
  ])("%s", async (_what, text) => {
    paths.length = 0;
    const answer = await raw(text);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain("answered");
    expect(paths.filter((path) => path === "/smuggled")).toEqual([]);
  });

  test("one that is plain is answered", async () => {
    expect(await raw(`POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\n\r\nabcde`)).toContain("answered");
    expect(await raw(`POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`)).toContain(
      "answered",
    );
  });
});
