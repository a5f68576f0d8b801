import http from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createToken } from "#modules/access/key.commands.server.ts";
import { ACTING } from "#platform/actor.ts";
import { Answered } from "#platform/answered.ts";
import { config } from "#platform/config.ts";
import { cookieName } from "#platform/cookie.server.ts";
import { inWork } from "#platform/db.server.ts";
import { askedOf, send } from "#platform/direct.server.ts";
import { openFront } from "#platform/front.server.ts";
import { UUID } from "#platform/id.ts";
import { eventsWritten } from "#platform/security-log.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { answerCall } from "../src/interface.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { askAsIs } from "./handler.ts";
import { sessionOf } from "./signed-in.ts";

/** A call that the server reads itself is answered as one that the framework carries. */
const database = useDatabase("demo");
let server: http.Server;
let port = 0;
let key = "";
beforeAll(async () => {
  const office = await aPerson("office", "vufo");
  key = await inWork(office, (work) => createToken(work, office.userId ?? "", "direct"));
  server = openFront({ ...config.front, isQuietDemo: false }, (request, response) => {
    void answerCall(askedOf(request)).then((said) => send(request, response, said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as { port: number }).port;
});
afterAll(() => server.close());

type Said = { status: number; headers: http.IncomingHttpHeaders; body: Buffer };
type Page = { items: { id: string }[] };
type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

function direct(path: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<Said> {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: "127.0.0.1", path, method, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on("data", (piece: Buffer) => pieces.push(piece));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

const bearer = () => ({ authorization: `Bearer ${key}` });
const json = (value: unknown) => JSON.stringify(value);
const NEW = { kind: "visit", title: "Đo lường", starts_on: "2024-01-05", countries: ["FR"], was_held: true };

/** What tells one answer from another made a moment later. */
const settled = (text: string) => text.replaceAll(/"requestId":"[^"]+"/g, "").replaceAll(/"id":"[^"]+"/g, "");

test.each<[string, string, (() => Sent)?]>([
  ["a list", "/api/v1/activities?limit=5", () => ({ headers: bearer() })],
  ["a list in English", "/api/v1/activities?limit=x&language=en", () => ({ headers: bearer() })],
  ["the same written in another way", "/api/v1/%61ctivities?limit=5", () => ({ headers: bearer() })],
  ["no key", "/api/v1/activities"],
  ["a key that is none", "/api/v1/me", () => ({ headers: { authorization: "Bearer amity_none" } })],
  ["no such address", "/api/v1/nothing", () => ({ headers: bearer() })],
  ["no such record", `/api/v1/activities/${crypto.randomUUID()}`, () => ({ headers: bearer() })],
  ["no id", "/api/v1/activities/x", () => ({ headers: bearer() })],
  ["a slash too much", "/api/v1/activities/", () => ({ headers: bearer() })],
  ["what is not done there", "/api/v1/activities", () => ({ method: "DELETE", headers: bearer() })],
  ["its head", "/api/v1/activities?limit=5", () => ({ method: "HEAD", headers: bearer() })],
  ["a role that is not held", "/api/v1/me", () => ({ headers: { ...bearer(), [ACTING]: "none" } })],
  ["no JSON", "/api/v1/activities", () => post("{")],
  ["fields that are wrong", "/api/v1/activities", () => post(json({ kind: "x", colour: "red" }))],
  ["a record that is made", "/api/v1/activities", () => post(json(NEW))],
  ["more than is taken", "/api/v1/activities", () => post(json({ ...NEW, title: "x".repeat(70_000) }))],
  [
    "JSON without its length",
    "/api/v1/activities",
    () => ({
      ...post(json(NEW)),
      headers: { ...bearer(), "content-type": "application/json", "transfer-encoding": "chunked" },
    }),
  ],
  [
    "a form of another house",
    "/api/v1/activities",
    () => ({
      method: "POST",
      body: "kind=visit",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://other.example" },
    }),
  ],
  ["health", "/api/v1/health"],
])("%s", async (_said, path, made = () => ({})) => {
  const { method = "GET", headers = {}, body } = made();
  const own = await direct(path, { method, headers, ...(body !== undefined && { body }) });
  const { host: _host, "transfer-encoding": _chunked, ...carried } = headers as Record<string, string>;
  const request = new Request(`${config.origin}${path}`, {
    method,
    headers: carried,
    ...(body !== undefined && { body: String(body) }),
  });
  const framed = await askAsIs(request);
  expect(own.status).toBe(framed.status);
  for (const name of ["content-type", "etag", "allow", "cache-control", "www-authenticate", "retry-after"])
    expect([name, own.headers[name] ?? null]).toEqual([name, framed.headers.get(name)]);
  if (method !== "HEAD") expect(settled(own.body.toString())).toBe(settled(await framed.text()));
});

const post = (body: string): Sent => ({
  method: "POST",
  body,
  headers: { ...bearer(), "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) },
});

test("a text is packed for whoever takes it so, says how long it is, and is not sent again to who has it", async () => {
  const path = "/api/v1/units?limit=30";
  const [plain, packed] = [
    await direct(path, { headers: bearer() }),
    await direct(path, { headers: { ...bearer(), "accept-encoding": "br, gzip" } }),
  ];
  expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
  expect((await promisify(gunzip)(packed.body)).equals(plain.body)).toBe(true);
  expect([plain.headers["content-length"], packed.headers["content-length"]]).toEqual([
    String(plain.body.length),
    String(packed.body.length),
  ]);
  const [unit] = (JSON.parse(plain.body.toString()) as { items: { id: string }[] }).items;
  const one = await direct(`/api/v1/units/${unit?.id}`, { headers: bearer() });
  const again = await direct(`/api/v1/units/${unit?.id}`, {
    headers: { ...bearer(), "if-none-match": one.headers.etag ?? "" },
  });
  expect([one.status, again.status, again.body.length]).toEqual([200, 304, 0]);
  const unpacked = await direct(path, { headers: { ...bearer(), "accept-encoding": "gzip;q=0, identity" } });
  expect(unpacked.headers["content-encoding"]).toBeUndefined();
  // A record with a version has a strong tag, one without a weak one.
  for (const address of [`/api/v1/units/${unit?.id}`, "/api/v1/countries/FR"]) {
    const { etag = "" } = (await direct(address, { headers: bearer() })).headers;
    for (const known of [etag, `"x", ${etag}`, "*"])
      expect([
        address,
        known,
        (await direct(address, { headers: { ...bearer(), "if-none-match": known } })).status,
      ]).toEqual([address, known, 304]);
    expect((await direct(address, { headers: { ...bearer(), "if-none-match": '"x", W/"y"' } })).status).toBe(200);
  }
});

test("what a page of another house can send with somebody's cookie is refused; what only a script or a key can send is not", async () => {
  const cookie = await sessionOf((await aPerson("office", "vufo")).userId ?? "");
  const sent = (headers: Record<string, string>) =>
    direct("/api/v1/activities", { method: "POST", body: "{}", headers: { "content-length": "2", ...headers } });
  const forms = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"];
  for (const kind of forms)
    expect((await sent({ cookie, "content-type": kind, origin: "https://other.example" })).status).toBe(403);
  expect((await sent({ cookie })).status).toBe(403);
  for (const allowed of [
    { cookie, "content-type": "application/json" },
    { ...bearer(), "content-type": "text/plain" },
  ])
    expect((await sent(allowed)).status).toBe(422);
});

/** What a problem document says. */
const problemOf = ({ body }: Said) =>
  JSON.parse(body.toString()) as { status: number; detail: string; requestId?: string };
const sentence = (language: "vi" | "en", key: string, inputs = {}) => inLocale(language, () => wordsFor(key, inputs));

test("an answer to a call is said in the language that was asked for, else in that of who asks, else of the browser", async () => {
  const none = "/api/v1/nothing";
  const asked = async (path: string, headers: Record<string, string> = {}) =>
    problemOf(await direct(path, { headers })).detail;
  expect(await asked(`${none}?language=en`, bearer())).toBe(sentence("en", "error_not_found"));
  expect(await asked(none, { ...bearer(), "accept-language": "en" })).toBe(sentence("vi", "error_not_found"));
  expect(await asked(none, { "accept-language": "en-GB, vi" })).toBe(sentence("en", "error_not_found"));
  for (const chosen of ["en", "%65n", '"en"'])
    expect(await asked(none, { cookie: `other=vi; ${cookieName("amity_language")}=${chosen}` })).toBe(
      sentence("en", "error_not_found"),
    );
});

test("a number of one's own stays the request's where it is one; what broke is found by it", async () => {
  const numberOf = async (given: string) =>
    problemOf(await direct("/api/v1/nothing", { headers: { "x-request-id": given } })).requestId;
  expect(await numberOf("a-number_of-ours")).toBe("a-number_of-ours");
  for (const none of ["short", 'with "quotes" in it', "x".repeat(65)]) expect(await numberOf(none)).toMatch(UUID);
});

test("what a call is refused with says why, what is taken instead, and is kept by nobody", async () => {
  const refused = async (path: string, sent: Sent = {}) => {
    const { status, headers } = await direct(path, sent);
    return [status, headers["cache-control"], headers.allow ?? headers["www-authenticate"] ?? headers.location];
  };
  const [list, kept] = ["/api/v1/activities", "private, no-store"];
  expect(await refused(list)).toEqual([401, kept, 'Bearer realm="Amity"']);
  const wrong = { headers: { authorization: "Bearer amity_none" } };
  expect(await refused(list, wrong)).toEqual([401, kept, 'Bearer realm="Amity", error="invalid_token"']);
  expect(await refused(list, { method: "DELETE", headers: bearer() })).toEqual([405, kept, "GET, POST, HEAD"]);
  expect(await refused("/api/v1/me", { headers: { ...bearer(), [ACTING]: "none" } })).toEqual([400, kept, undefined]);
  expect(await refused(list, post(json({ ...NEW, title: "x".repeat(70_000) })))).toEqual([413, kept, undefined]);
  expect(await refused(`${list}?limit=1`, { headers: bearer() })).toEqual([200, kept, undefined]);
  expect(await refused(`${list}/?limit=1`, { headers: bearer() })).toEqual([308, undefined, `${list}?limit=1`]);
  expect(await refused("/api/v1/%61ctivities?limit=1", { headers: bearer() })).toEqual([200, kept, undefined]);
  const asForm = { "content-type": "TEXT/PLAIN; charset=utf-8", origin: "https://other.example" };
  expect(await refused(list, { method: "POST", body: "{}", headers: asForm })).toEqual([403, kept, undefined]);
});

test("JSON may begin with the mark of its bytes, and what a weak tag names is known as well", async () => {
  expect((await direct("/api/v1/activities", post(`\uFEFF${json(NEW)}`))).status).toBe(201);
  const [unit] = (JSON.parse((await direct("/api/v1/units?limit=1", { headers: bearer() })).body.toString()) as Page)
    .items;
  const path = `/api/v1/units/${unit?.id}`;
  const { headers } = await direct(path, { headers: bearer() });
  const again = await direct(path, { headers: { ...bearer(), "if-none-match": `W/${headers.etag}` } });
  expect(again.status).toBe(304);
});

test("what a call is refused for is noted with the address that it came from", async () => {
  await direct("/api/v1/me", { headers: { authorization: "Bearer amity_unheard" } });
  await eventsWritten();
  const noted = await asOwner(database.ownerUrl(), (client) =>
    client.query("select from_address from security_event where kind = 'key_refused' order by id desc limit 1"),
  );
  expect(noted.rows).toEqual([{ from_address: "127.0.0.1" }]);
});

test("what has no body is sent without one by both carriers", () => {
  for (const status of [204, 304, 308]) {
    const said = new Answered("", status, { etag: '"1"' });
    expect([said.isEmpty, said.toResponse().status, said.toResponse().body]).toEqual([true, status, null]);
  }
  expect(new Answered("").isEmpty).toBe(false);
});

test("only texts are packed, and only for whoever unpacks them", async () => {
  const bytes = Buffer.from("x".repeat(2000));
  const carried = openFront({ ...config.front, isQuietDemo: false }, (request, response) => {
    const kind = request.url === "/text" ? "application/json" : "application/pdf";
    void send(request, response, new Answered(bytes, 200, { "content-type": kind }));
  });
  await new Promise<void>((resolve) => carried.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(carried.address() as { port: number }).port}`;
  const packed = async (path: string, takes: string) =>
    (await fetch(address + path, { headers: { "accept-encoding": takes } })).headers.get("content-encoding");
  expect(await packed("/text", "gzip")).toBe("gzip");
  expect(await packed("/text", "br")).toBeNull();
  expect(await packed("/file", "gzip")).toBeNull();
  carried.close();
});

test("an address that cannot be read is said to be none", async () => {
  const said = await direct("/api/v1/activities/%E0%A4", { headers: bearer() });
  expect([said.status, said.headers["content-type"]]).toEqual([400, "application/problem+json"]);
});

test("an address that leaves the interface by dots is none of its addresses, whatever door stands where it leads", async () => {
  const cookie = await sessionOf((await aPerson("office", "vufo")).userId ?? "");
  const away = ["/sign-in/v1/me", "/me//v1/people", "/aid/v1/people", "/_app/v1/me", "/sign-in/v1/countries/FR"];
  const dots = ["/api/v1/../..", "/api/v1/%2e%2e/%2E.", "/api/v1/..\\.."];
  for (const headers of [{}, { cookie }, bearer()])
    for (const path of dots.flatMap((up) => away.map((address) => `${up}${address}`))) {
      const said = await direct(path, { headers });
      expect([path, said.status, said.headers.location]).toEqual([path, 404, undefined]);
    }
  const other = await direct("/api/v1/../..//other.example/");
  expect([other.status, other.headers.location]).toEqual([404, undefined]);
  expect((await direct("/api/v1/../v1/me", { headers: bearer() })).status).toBe(200);
});

test("every answer carries the headers of the door", async () => {
  for (const path of ["/api/v1/health", "/api/v1/me", "/api/v1/nothing"])
    expect((await direct(path)).headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
});
