import http from "node:http";

/** A head is sent within half a minute, a file within five, and a connection that says nothing is closed: nobody keeps one for nothing. */
const TIMES = {
  headersTimeout: 30_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 10_000,
};

/**
 * What listens to the line. Where a request ends is decided by Node's strict parser alone: one that says its length twice, or both a length
 * and chunks, is refused and its connection closed.
 */
export function openFront(handler: http.RequestListener): http.Server {
  return http.createServer({ ...TIMES, insecureHTTPParser: false, maxHeaderSize: 16_384 }, (request, response) => {
    // The adapter takes https for granted; without a proxy in front the line is plain.
    request.headers["x-forwarded-proto"] ??= "http";
    // A key in a header is never sent by a page of somebody else's, so a program needs no origin to post a form.
    if (request.headers.authorization?.startsWith("Bearer "))
      request.headers.origin ??= `${String(request.headers["x-forwarded-proto"])}://${request.headers.host}`;
    handler(request, response);
  });
}
