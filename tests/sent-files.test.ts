import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { config } from "#platform/config.ts";
import { fileErrors } from "#platform/sent-files.server.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const SIGNED = {
  "application/pdf": "%PDF-1.7\n",
  "image/png": "\u0089PNG\r\n\u001A\n....",
  "image/jpeg": "\u00FF\u00D8\u00FF\u00E0....",
  "image/webp": "RIFF....WEBPVP8 ",
};
const faults = async (name: string, type: string, held: string) =>
  Object.keys(await fileErrors({ scan: new File([bytes(held)], name, { type }), note: "text" }));

describe("a scan or a photo is what it says", () => {
  test.each([
    ["a.pdf", "application/pdf"],
    ["Ảnh.PNG", "image/png"],
    ["a.jpg", "image/jpeg"],
    ["a.jpeg", "image/jpeg"],
    ["a.webp", "image/webp"],
  ] as const)("%s passes", async (name, type) => expect(await faults(name, type, SIGNED[type])).toEqual([]));

  test.each([
    ["a page as a picture", "a.png", "image/png", "<html><script>alert(1)</script></html>"],
    ["a picture as a paper", "a.pdf", "application/pdf", SIGNED["image/png"]],
    ["a picture under another's type", "a.png", "image/jpeg", SIGNED["image/png"]],
    ["a picture under a page's name", "a.html", "image/png", SIGNED["image/png"]],
    ["a name without an end", "a", "application/pdf", SIGNED["application/pdf"]],
    ["a paper behind a page", "a.pdf", "application/pdf", "<html>%PDF-1.7"],
    ["a sound as a picture", "a.webp", "image/webp", "RIFF....WAVEfmt "],
    ["another archive as a workbook", "a.xlsx", "", "PK\u0005\u0006" + "\0".repeat(18)],
  ])("%s does not", async (_what, name, type, held) => expect(await faults(name, type, held)).toEqual(["scan"]));
});

test("a list is known by its name; its reader says what else is wrong with it", async () => {
  const named = async (name: string) => Object.keys(await fileErrors({ file: new File(["a,b"], name) }));
  expect([await named("a.csv"), await named("a.XLSX"), await named("a.xls")]).toEqual([[], [], []]);
  for (const name of ["a.exe", "a.csv.html", "a", "a.pdf"]) expect([name, await named(name)]).toEqual([name, ["file"]]);
});

/** What clamd does with INSTREAM, as its manual says: pieces with their lengths before them, then one line. */
function scanner(answer: (text: string) => string) {
  return net.createServer((socket) => {
    let came = Buffer.alloc(0);
    socket.on("data", (piece: Buffer) => {
      came = Buffer.concat([came, piece]);
      const pieces: Buffer[] = [];
      let at = "zINSTREAM\0".length;
      for (;;) {
        if (at + 4 > came.length) return;
        const length = came.readUInt32BE(at);
        if (length === 0) break;
        pieces.push(came.subarray(at + 4, at + 4 + length));
        at += 4 + length;
        if (at > came.length) return;
      }
      socket.end(`stream: ${answer(Buffer.concat(pieces).toString("latin1"))}\0`);
    });
    socket.on("error", () => undefined);
  });
}

describe("a scanner, where one is set", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-scanner-"));
  const open: net.Server[] = [];
  afterEach(async () => {
    config.scanner = undefined;
    await Promise.all(open.splice(0).map((one) => new Promise((resolve) => one.close(resolve))));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  async function listen(answer: (text: string) => string, at?: string) {
    const server = scanner(answer);
    open.push(server);
    await new Promise<void>((resolve) => (at ? server.listen(at, resolve) : server.listen(0, "127.0.0.1", resolve)));
    const { port } = (at ? { port: 0 } : server.address()) as { port: number };
    config.scanner = at ? `unix://${at}` : `tcp://127.0.0.1:${port}`;
  }
  const found = (text: string) => (text.includes("EICAR") ? "Eicar-Signature FOUND" : "OK");
  const list = (held: string) => ({ file: new File([held], "a.csv") });

  test.each(["tcp", "unix"])("over %s refuses what it finds, whole files long, and lets the rest in", async (how) => {
    await listen(found, how === "unix" ? path.join(folder, "clamd.ctl") : undefined);
    expect(await fileErrors(list(`a,b\n${"x".repeat(2_500_000)}`))).toEqual({});
    expect(Object.keys(await fileErrors(list(`a,b\n${"x".repeat(2_500_000)}EICAR`)))).toEqual(["file"]);
    expect(await faults("a.pdf", "application/pdf", `${SIGNED["application/pdf"]}EICAR`)).toEqual(["scan"]);
  });

  test("that cannot scan, or is not there, lets nothing in", async () => {
    await listen(() => "INSTREAM size limit exceeded. ERROR");
    await expect(fileErrors(list("a"))).rejects.toMatchObject({ code: "error_scanner_away", status: 503 });
    config.scanner = "tcp://127.0.0.1:1";
    await expect(fileErrors(list("a"))).rejects.toMatchObject({ code: "error_scanner_away", status: 503 });
  });
});

test("no address lets what it answers be kept on the way", () => {
  // The union's colour and mark are no secret: it is another address whenever it is another one.
  const open = ["accent", "logo"].map((name) => `src/routes/${name}/+server.ts`);
  const keeping = fs
    .globSync("src/{routes,platform}/**/*.ts")
    .filter((file) => !open.includes(file))
    .filter((file) => /cache-control"?[:,] *"(?![^"]*no-store)/i.test(fs.readFileSync(file, "utf8")));
  expect(keeping).toEqual([]);
});
