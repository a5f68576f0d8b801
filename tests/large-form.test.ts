import { expect, test } from "vitest";
import { bytesOfFile, largeForm } from "#platform/large-form.server.ts";

const noise = (size: number) => Uint8Array.from({ length: size }, (_, at) => (at * 7919) % 256);
const around = (bytes: Uint8Array, text: string) =>
  new Uint8Array([...bytes, ...new TextEncoder().encode(text), ...bytes]);

const FIELDS: [name: string, value: string | File][] = [
  ["kind", "partners"],
  ["ghi chú", "Đoàn Hội hữu nghị\r\n\r\nhai dòng"],
  ['có "dấu" và \r\n xuống dòng', "1"],
  ["long", "dài ".repeat(40_000)],
  ["file", new File([noise(200_000)], 'Danh sách "đối tác".xlsx', { type: "application/vnd.ms-excel" })],
  ["file", new File([noise(300)], "nhỏ.csv", { type: "text/csv" })],
  ["empty", new File([], "")],
  ["split", new File([around(noise(70_000), "\r\n--\r\n\r\nfilename=x\r\n--")], "a.bin")],
  ["last", ""],
];

async function encoded(fields: readonly [string, string | File][]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const sent = new Response(form);
  const bytes = new Uint8Array(await sent.arrayBuffer());
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return { headers: sent.headers, bytes, shared };
}

async function plain(form: FormData) {
  return Promise.all(
    [...form].map(async ([name, value]) =>
      typeof value === "string"
        ? [name, value]
        : [name, value.name, value.type, value.size, Buffer.from(await bytesOfFile(value)).toString("base64")],
    ),
  );
}

test("a large form reads as the parser reads it, with its large files where they lie", async () => {
  const { headers, bytes, shared } = await encoded(FIELDS);
  const form = await largeForm(headers, shared);
  expect(await plain(form)).toEqual(await plain(await new Response(bytes, { headers }).formData()));
  const files = form.getAll("file").filter((one) => one instanceof File);
  const [large, small] = await Promise.all(files.map((one) => bytesOfFile(one)));
  expect([large?.buffer === shared.buffer, small?.buffer === shared.buffer]).toEqual([true, false]);
});

test("what a large file gives to others is theirs", async () => {
  const { headers, shared } = await encoded(FIELDS.slice(4, 5));
  const file = (await largeForm(headers, shared)).get("file") as File;
  const given = await file.arrayBuffer();
  expect([given instanceof ArrayBuffer, given.byteLength, file.size]).toEqual([true, 200_000, 200_000]);
  const text = await encoded([["file", new File(["abc".repeat(30_000)], "a.txt")]]);
  expect(await ((await largeForm(text.headers, text.shared)).get("file") as File).text()).toBe("abc".repeat(30_000));
});

test.each([
  ["without an end", (body: string) => body.slice(0, -20)],
  ["with a part that is no field", (body: string) => body.replace("Content-Disposition", "Content-Nothing")],
  ["with something before its first part", (body: string) => `x\r\n${body}`],
  [
    "with a name that only looks like a file's",
    (body: string) => body.replace(/name="file"; filename="[^"]*"/, 'name="a; filename=b"'),
  ],
])("a form %s is none", async (_, spoil) => {
  const { headers, bytes } = await encoded(FIELDS.slice(4, 5));
  const body = Buffer.from(spoil(Buffer.from(bytes).toString("latin1")), "latin1");
  await expect(largeForm(headers, body)).rejects.toThrow(TypeError);
});
