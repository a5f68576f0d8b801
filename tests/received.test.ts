import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { SMALL } from "#platform/roomy.ts";
import { keyOf } from "./caller.ts";
import { aPerson, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";

useDatabase();
let office: Actor;
let key = "";
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  key = await keyOf(office);
});

const MEGABYTE = 1_000_000;
const PIECE = 16_384;

/** A body that is made as it is read; `read` says how much of it anybody wanted. */
function flowing(size: number, head = "") {
  const seen = { read: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (to) => to.enqueue(new TextEncoder().encode(head)),
      pull: (to) => {
        if (seen.read >= size) return to.close();
        seen.read += PIECE;
        to.enqueue(new Uint8Array(PIECE).fill(97));
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, body };
}

type Sent = { size: number; head?: string; headers?: Record<string, string>; bearer?: string };
async function send(path: string, { size, head, headers = {}, bearer }: Sent) {
  const { seen, body } = flowing(size, head);
  const answer = await ask(
    new Request(`http://amity.test${path}`, {
      method: "POST",
      headers: { ...(bearer && { authorization: `Bearer ${bearer}` }), ...headers },
      body,
      duplex: "half",
    } as RequestInit),
  );
  return { status: answer.status, answer, read: seen.read };
}

describe("what somebody sends who has not signed in", () => {
  const OPEN = ["/sign-in", "/language", "/first", "/invitation/x", "/api/auth/sign-in/email"];
  const CLOSED = ["/imports/new", "/api/v1/imports", "/api/v1/imports/read", "/delegations/new", "/api/v1/partners"];
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: "http://amity.test" };

  test.each(OPEN)("%s reads no more than a form of 60 MB", async (path) => {
    const sent = await send(path, { size: 60 * MEGABYTE, headers });
    expect([path, sent.status, sent.read <= SMALL + 2 * PIECE]).toEqual([path, 413, true]);
  });

  test.each(CLOSED)("%s reads nothing of it", async (path) => {
    const sent = await send(path, { size: 60 * MEGABYTE, headers });
    expect([path, sent.read]).toEqual([path, 0]);
    expect([303, 401]).toContain(sent.status);
  });

  test("thirty at once leave no more behind than thirty forms", async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => send("/sign-in", { size: 60 * MEGABYTE, headers })));
    expect(all.every(({ status }) => status === 413)).toBe(true);
    expect(all.reduce((sum, one) => sum + one.read, 0)).toBeLessThan(30 * (SMALL + 2 * PIECE));
  });

  test("one that says its length is not begun", async () => {
    const long = { ...headers, "content-length": String(60 * MEGABYTE) };
    expect(await send("/sign-in", { size: 60 * MEGABYTE, headers: long })).toMatchObject({ status: 413, read: 0 });
  });
});

describe("what a person sends", () => {
  const json = { "content-type": "application/json", "accept-language": "en" };
  const BOUNDARY = "----amity";
  const form = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="kind"\r\n\r\npartners\r\n--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n`;

  test("an address that takes no file takes 64 kB, and says so", async () => {
    const sent = await send("/api/v1/partners", { size: MEGABYTE, headers: json, bearer: key });
    expect([sent.status, sent.read <= SMALL + 2 * PIECE]).toEqual([413, true]);
    expect(((await sent.answer.json()) as { detail: string }).detail).toContain("64 kB");
    const page = await send("/delegations/new", { size: 5 * MEGABYTE, headers: form, bearer: key });
    expect([page.status, page.read <= MEGABYTE + 2 * PIECE]).toEqual([413, true]);
  });

  test("of a form without a file that is too large nothing typed is lost, and nothing is written", async () => {
    const purpose = "Mục đích chuyến đi. ".repeat(5000);
    const typed = { title: "Đoàn thăm Pháp", purpose, note: "Ghi chú" };
    const bodies = [new URLSearchParams(typed), new FormData()];
    for (const [name, value] of Object.entries(typed)) (bodies[1] as FormData).set(name, value);
    for (const body of bodies) {
      const answer = await ask(
        new Request("http://amity.test/delegations/new", {
          method: "POST",
          headers: { authorization: `Bearer ${key}` },
          body,
        }),
      );
      const { refusal } = (await answer.json()) as { refusal: { values: object; message: string } };
      expect([answer.status, refusal.message]).toEqual([413, expect.stringContaining("64 kB")]);
      // A form ends its lines as HTTP does.
      expect(refusal.values).toEqual(typed);
    }
  });

  test("more fields than any form has are refused before they are taken apart, and nobody waits", async () => {
    const urlencoded = Array.from({ length: 13_000 }, (_, at) => `${at.toString(36)}=`).join("&");
    const parts = Array.from({ length: 300_000 }, () => '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n');
    const bodies: [string, string, string, string?][] = [
      ["/sign-in/forgotten", "application/x-www-form-urlencoded", urlencoded],
      ["/activities/new", "application/x-www-form-urlencoded", urlencoded, key],
      ["/imports/new", "multipart/form-data; Boundary=x", `${parts.join("")}--x--`, key],
      ["/api/v1/imports", 'multipart/form-data; charset="boundary=y"; boundary="x"', `${parts.join("")}--x--`, key],
    ];
    for (const [path, kind, body, bearer] of bodies) {
      const started = performance.now();
      const headers = { "content-type": kind, ...(bearer && { authorization: `Bearer ${bearer}` }) };
      const answer = await ask(new Request(`http://amity.test${path}`, { method: "POST", headers, body }));
      expect([path, answer.status, performance.now() - started < 10_000]).toEqual([path, 413, true]);
    }
  });

  test("one person's files on their way leave room for those of others", async () => {
    const usual = [config.bodiesBytes, config.fileBytes];
    [config.bodiesBytes, config.fileBytes] = [50 * MEGABYTE, 30 * MEGABYTE];
    const other = await keyOf(await aPerson("office", "vufo"));
    let slow: ReadableStreamDefaultController<Uint8Array> | undefined;
    const waiting = new ReadableStream<Uint8Array>({
      start: (to) => {
        slow = to;
        to.enqueue(new Uint8Array(29 * MEGABYTE));
      },
    });
    let slowly: Promise<Response> | undefined;
    try {
      const headers = { ...form, authorization: `Bearer ${key}` };
      const request = { method: "POST", headers, body: waiting, duplex: "half" } as RequestInit;
      slowly = ask(new Request("http://amity.test/imports/new", request));
      await new Promise((resolve) => setTimeout(resolve, 300));
      const sent = (bearer: string) => send("/imports/new", { size: 5 * MEGABYTE, head, headers: form, bearer });
      expect((await sent(key)).status).toBe(503);
      expect((await sent(other)).status).not.toBe(503);
    } finally {
      slow?.close();
      await slowly;
      [config.bodiesBytes, config.fileBytes] = usual as [number, number];
    }
  });

  test("a file that is too large is said beside it, and what was typed before it stays", async () => {
    const size = config.fileBytes + MEGABYTE;
    for (const said of [{}, { "content-length": String(size) }]) {
      const sent = await send("/imports/new", { size, head, headers: { ...form, ...said }, bearer: key });
      const { refusal } = (await sent.answer.json()) as {
        refusal: { errors: Record<string, string>; values: Record<string, string> };
      };
      expect([sent.status, refusal.values.kind]).toEqual([413, "partners"]);
      expect(refusal.errors.file).toMatch(/\d+ MB/);
      expect(sent.read).toBeLessThan(size);
    }
  });

  test("a call with one gets the sentence as a problem document", async () => {
    const size = config.fileBytes + MEGABYTE;
    const sent = await send("/api/v1/imports", { size, head, headers: form, bearer: key });
    expect(sent.status).toBe(413);
    expect(sent.answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test("all together hold no more than is set: who comes then is told to come again, forms still pass", async () => {
    const usual = config.bodiesBytes;
    config.bodiesBytes = 2 * MEGABYTE;
    try {
      const busy = await send("/imports/new", { size: 4 * MEGABYTE, head, headers: form, bearer: key });
      expect([busy.status, busy.answer.headers.get("retry-after")]).toEqual([503, "5"]);
      // What was refused is given back: the next finds room.
      const small = `${head}Tên,Nước\nA,Lào\n`;
      const next = await send("/imports/new", { size: MEGABYTE, head: small, headers: form, bearer: key });
      expect(next.status).not.toBe(503);
      // However full it is, there is room for a form.
      config.bodiesBytes = 1;
      const tight = await send("/imports/new", { size: 3 * PIECE, head, headers: form, bearer: key });
      expect(tight.status).not.toBe(503);
    } finally {
      config.bodiesBytes = usual;
    }
  });
});
