import http from "node:http";
import type { Socket } from "node:net";
import { clientAddress, trustIn } from "./client-address.server.ts";
import { boundConnections, USUAL_CONNECTIONS } from "./connections.server.ts";
import type { Connections } from "./connections.server.ts";
import { carryHeaders, doorHeaders, rawAnswer } from "./door-headers.server.ts";
import { isThisHost } from "./this-host.ts";
import { OWN, inUnion, unionAt } from "./union.server.ts";

/** Headers of our own making: whatever a client says under these names is written over before anybody reads it. */
export const FRONT = { client: "x-amity-client", protocol: "x-amity-protocol", host: "x-amity-host" } as const;

/** What only a proxy may say; of anybody else it is dropped. */
const OF_PROXIES = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
  "x-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
];

/**
 * A head is sent within half a minute, a file within five, and a connection that says nothing is closed: nobody keeps one for nothing. Where a
 * request ends is decided by Node's strict parser alone: one that says its length twice, or both a length and chunks, is refused.
 */
const STRICT = {
  headersTimeout: 30_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 10_000,
  insecureHTTPParser: false,
  maxHeaderSize: 16_384,
};

type Settings = {
  /** The address that people type, where somebody said it. */
  origin: string | undefined;
  trustedProxy: string | undefined;
  /** The demo runs and nobody said aloud that others may see it. */
  isQuietDemo: boolean;
  connections?: Connections;
};

/** The server before the application: who asks, under which address, and the headers that every answer carries. */
export function openFront(settings: Settings, handler: http.RequestListener): http.Server {
  const trusts = trustIn(settings.trustedProxy);
  const headers = doorHeaders(settings.origin ?? "http://localhost");
  /** What an answer carries, and who serves it, follow from the host that was asked. */
  const servedAt = (host: string | undefined) => {
    const union = unionAt(host);
    const origin = union === OWN ? settings.origin : union.origin;
    return { union, origin, headers: union === OWN ? headers : doorHeaders(union.origin) };
  };
  // An answer to a request without a host is ours too, with our headers.
  const server = http.createServer({ ...STRICT, requireHostHeader: false }, (request, response) => {
    const { union, origin, headers: own } = servedAt(request.headers.host);
    carryHeaders(response, own);
    const refused = refusalOf(request, settings);
    if (refused) return void response.writeHead(refused.status).end(`${refused.sentence}\n`);
    sayWhoAsks(request, origin, clientAddress(request.socket.remoteAddress, forwardedIn(request), trusts));
    inUnion(union, () => handler(request, response));
  });
  boundConnections(server, { connections: settings.connections ?? USUAL_CONNECTIONS, trusts, headers });
  server.on("checkExpectation", (_request, response) => {
    carryHeaders(response, headers);
    response.writeHead(417).end("Amity expects nothing but 100-continue.\n");
  });
  server.on("clientError", (cause: NodeJS.ErrnoException, socket: Socket) => answerUnread(cause, socket, headers));
  return server;
}

const forwardedIn = ({ headers }: http.IncomingMessage) => [headers["x-forwarded-for"]].flat().join(",") || undefined;

function refusalOf(request: http.IncomingMessage, { isQuietDemo }: Settings) {
  const { host, via, forwarded } = request.headers;
  if (!host) return { status: 400, sentence: "A request must say its host." };
  const isProxied = [via, forwarded, request.headers["x-forwarded-proto"], request.headers["x-forwarded-host"]].some(
    (said) => said !== undefined,
  );
  if (isQuietDemo && (isProxied || !isThisHost(hostnameOf(host))))
    return {
      status: 403,
      sentence:
        "This is the demo, whose passwords are known to everybody: it answers on this machine only. Start it with AMITY_DEMO=1 to show it to others, or with AMITY_DEMO=0 for real work.",
    };
  return undefined;
}

function hostnameOf(host: string): string {
  return URL.parse(`http://${host}`)?.hostname ?? host;
}

function sayWhoAsks(request: http.IncomingMessage, origin: string | undefined, client: string) {
  for (const name of OF_PROXIES) delete request.headers[name];
  const [protocol, host] = origin ? origin.split("://") : ["http", request.headers.host];
  request.headers[FRONT.client] = client;
  request.headers[FRONT.protocol] = protocol;
  request.headers[FRONT.host] = host;
  // A key in a header is never sent by a page of somebody else's, so a program needs no origin to post a form.
  if (request.headers.authorization?.startsWith("Bearer ")) request.headers.origin ??= `${protocol}://${host}`;
}

const UNREAD: Record<string, [status: string, sentence: string]> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "The request's headers are too long.\n"],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "The request did not arrive in time.\n"],
};

function answerUnread(cause: NodeJS.ErrnoException, socket: Socket, headers: Record<string, string>) {
  if (cause.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, sentence] = UNREAD[cause.code ?? ""] ?? ["400 Bad Request", "This is no request that can be read.\n"];
  socket.end(rawAnswer(status, sentence, headers));
}
