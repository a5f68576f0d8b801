import http from "node:http";
import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { clientAddress, lineOf, trustIn } from "#platform/client-address.server.ts";
import { FRONT, openFront } from "#platform/front.server.ts";

const ALWAYS = {
  "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": expect.any(String),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};

let server: http.Server | undefined;
afterEach(() => server?.close());

const SAFE = { origin: "https://amity.union.example", trustedProxy: undefined, isQuietDemo: false };
const echo: http.RequestListener = (request, response) =>
  response.setHeader("content-type", "application/json").end(JSON.stringify(request.headers));

async function opened(
  handler: http.RequestListener = echo,
  settings: Parameters<typeof openFront>[0] = SAFE,
): Promise<number> {
  const front = openFront(settings, handler);
  server = front;
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  return (front.address() as net.AddressInfo).port;
}
/** What is sent as it stands, and what comes back: first line and headers. */
async function raw(port: number, text: string) {
  const said = await new Promise<string>((resolve, reject) => {
    let got = "";
    const socket = net.connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (piece) => (got += piece.toString()));
    socket.on("close", () => resolve(got));
    socket.on("error", reject);
    socket.setTimeout(3000, () => socket.destroy());
  });
  const [head = ""] = said.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  return {
    status: Number(first.split(" ")[1]),
    headers: Object.fromEntries(lines.map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string])),
  };
}
const GET = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n";
const lowered = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const ANSWERS: [what: string, handler: http.RequestListener][] = [
  [
    "200 with headers given at the end",
    (_, response) => void response.writeHead(200, { "content-type": "text/css" }).end("a"),
  ],
  ["200 without a word", (_, response) => void response.end("a")],
  ["304", (_, response) => void response.writeHead(304, { etag: "1" }).end()],
  ["308 elsewhere", (_, response) => void response.writeHead(308, { location: "/x" }).end()],
  ["404 as text", (_, response) => void Object.assign(response, { statusCode: 404 }).end("Not found")],
  ["405", (_, response) => void response.writeHead(405, { allow: "GET" }).end()],
  ["413", (_, response) => void response.writeHead(413, "Payload Too Large", { connection: "close" }).end("too long")],
  ["503", (_, response) => void response.writeHead(503).end("away")],
];

test.each(ANSWERS)("every answer carries every header: %s", async (_what, handler) => {
  const { headers } = await raw(await opened(handler), `${GET}\r\n`);
  expect(lowered(headers)).toMatchObject(ALWAYS);
});

test.each([
  ["what is no request", "GARBAGE\r\n\r\n", 400],
  ["a request without a host", "GET / HTTP/1.1\r\nconnection: close\r\n\r\n", 400],
  ["headers without end", `${GET}x: ${"a".repeat(40_000)}\r\n\r\n`, 431],
  ["an expectation that nobody has", `${GET}expect: wonders\r\n\r\n`, 417],
])("also the answer to %s", async (_what, text, status) => {
  const answer = await raw(await opened(), text);
  expect(answer.status).toBe(status);
  expect(lowered(answer.headers)).toMatchObject({ ...ALWAYS, "content-type": "text/plain; charset=utf-8" });
});

test("a page's own policy stands; text says its encoding, and what is no text does not", async () => {
  const page: http.RequestListener = (request, response) => {
    response.setHeader("content-security-policy", "default-src 'self'; frame-ancestors 'none'");
    response.writeHead(200, { "content-type": request.url?.slice(1) ?? "" }).end("a");
  };
  const port = await opened(page);
  const kindOf = async (kind: string) =>
    (await raw(port, GET.replace("/", `/${kind}`).concat("\r\n"))).headers["content-type"];
  expect(await kindOf("text/html")).toBe("text/html; charset=utf-8");
  expect(await kindOf("image/svg+xml")).toBe("image/svg+xml; charset=utf-8");
  expect(await kindOf("text/javascript")).toBe("text/javascript; charset=utf-8");
  expect(await kindOf("image/png")).toBe("image/png");
  const { headers } = await raw(port, GET.replace("/", "/text/html").concat("\r\n"));
  expect(headers["content-security-policy"]).toContain("default-src 'self'");
});

test("over plain http no browser is told to stay with https", async () => {
  const { headers } = await raw(await opened(echo, { ...SAFE, origin: "http://localhost:3000" }), `${GET}\r\n`);
  expect(headers).not.toHaveProperty("strict-transport-security");
});

const headersSeen = async (settings: { trustedProxy?: string }, said: Record<string, string>) => {
  const port = await opened(echo, { ...SAFE, ...settings });
  return (await (await fetch(`http://127.0.0.1:${port}/`, { headers: said })).json()) as Record<string, string>;
};
const MADE_UP = {
  "x-forwarded-for": "203.0.113.9",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "evil.example",
  "x-real-ip": "203.0.113.9",
  forwarded: "for=203.0.113.9",
  "x-amity-client": "203.0.113.9",
  "x-amity-host": "evil.example",
  "x-amity-protocol": "gopher",
};

test("what a client says of itself is worth nothing; the address that people type is the one that was set", async () => {
  const seen = await headersSeen({}, MADE_UP);
  expect([seen[FRONT.client], seen[FRONT.protocol], seen[FRONT.host]]).toEqual([
    "127.0.0.1",
    "https",
    "amity.union.example",
  ]);
  expect(Object.keys(seen).filter((name) => /forwarded|real-ip/.test(name))).toEqual([]);
});

test("a program with a key needs no origin; what a browser may send by itself does not stand for one", async () => {
  const originOf = async (said: Record<string, string>) => (await headersSeen({}, said)).origin;
  expect(await originOf({ authorization: "Bearer amity_x" })).toBe("https://amity.union.example");
  expect(await originOf({ authorization: "Basic YTpi" })).toBeUndefined();
  expect(await originOf({ authorization: "Bearer amity_x", origin: "https://evil.example" })).toBe(
    "https://evil.example",
  );
});

test("nobody keeps a connection for nothing: head, body and silence have their time", async () => {
  await opened();
  expect(server).toMatchObject({ headersTimeout: 30_000, requestTimeout: 300_000, keepAliveTimeout: 5000 });
});

test("a trusted proxy says who asks, and nothing else", async () => {
  const seen = await headersSeen({ trustedProxy: "127.0.0.1" }, MADE_UP);
  expect([seen[FRONT.client], seen[FRONT.host]]).toEqual(["203.0.113.9", "amity.union.example"]);
});

test.each([
  ["none is trusted", undefined, "127.0.0.1", "1.2.3.4", "127.0.0.1"],
  ["the proxy is trusted", "127.0.0.1", "127.0.0.1", "1.2.3.4", "1.2.3.4"],
  ["only what the proxy added counts", "127.0.0.1", "127.0.0.1", "9.9.9.9, 1.2.3.4", "1.2.3.4"],
  ["a row of proxies", "127.0.0.1, 10.0.0.0/8", "127.0.0.1", "9.9.9.9, 1.2.3.4, 10.1.2.3", "1.2.3.4"],
  ["all are proxies", "127.0.0.1 10.0.0.0/8", "127.0.0.1", "10.1.2.3", "10.1.2.3"],
  ["who asks is no proxy", "10.0.0.0/8", "8.8.8.8", "1.2.3.4", "8.8.8.8"],
  ["what it says is no address", "127.0.0.1", "127.0.0.1", "1.2.3.4, <script>", "127.0.0.1"],
  ["IPv4 in IPv6, with a port", "127.0.0.0/8", "::ffff:127.0.0.1", "1.2.3.4:5678", "1.2.3.4"],
  ["IPv6 in brackets", "fd00::/8", "fd00::1", "[2001:db8::1]:443", "2001:db8::1"],
])("who asks where %s", (_what, setting, ...[peer, forwarded, expected]) => {
  expect(clientAddress(peer, forwarded, trustIn(setting))).toBe(expected);
});

test("all addresses of one IPv6 line are one client, however they are written", () => {
  expect(lineOf("2001:db8:0:1::7")).toBe(lineOf("2001:0db8:0000:0001:ffff:ffff:ffff:ffff"));
  expect(lineOf("2001:db8:0:2::7")).not.toBe(lineOf("2001:db8:0:1::7"));
  expect(lineOf("1.2.3.4")).toBe("1.2.3.4");
});

test("a demo that nobody said aloud answers on this machine alone, not through a proxy either", async () => {
  const status = async (host: string, more = "") =>
    (
      await raw(
        await opened(echo, { ...SAFE, origin: undefined, isQuietDemo: true }),
        `GET / HTTP/1.1\r\nhost: ${host}\r\n${more}connection: close\r\n\r\n`,
      )
    ).status;
  expect([await status("localhost:3000"), await status("127.0.0.1"), await status("[::1]:3000")]).toEqual([
    200, 200, 200,
  ]);
  for (const host of ["amity.example.org", "127.0.0.1.evil.example", "10.0.0.7:3000", "localhost.evil.example"])
    expect([host, await status(host)]).toEqual([host, 403]);
  expect(await status("localhost", "x-forwarded-proto: https\r\n")).toBe(403);
});
