import type { z } from "zod";

/** What a form makes of values, or what it says against them: the first sentence of each field. */
export function readBy(form: z.ZodType, values: unknown): unknown {
  const read = form.safeParse(values);
  if (read.success) return read.data;
  return Object.fromEntries(read.error.issues.toReversed().map((issue) => [issue.path.join("."), issue.message]));
}

/** What it says against one field of values that are right otherwise; nothing when it takes it. */
export function saidOf(form: z.ZodType, values: object, name: string, value: unknown): string | undefined {
  const issues = form.safeParse({ ...values, [name]: value }).error?.issues ?? [];
  return issues.find((issue) => issue.path[0] === name)?.message;
}

/** A text of so many letters. */
export const long = (letters: number) => "x".repeat(letters);

/** A file as a page sends it. */
export const aFile = (type: string, bytes = 1) => new File([new Uint8Array(bytes)], "a file", { type });

/** A PNG as its frame says it: its sides, and the chunks that it has after its head. */
export function aPng(width: number, height: number, chunks = ["IDAT", "IEND"]): File {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const parts = [["IHDR", head] as const, ...chunks.map((name) => [name, Buffer.alloc(0)] as const)];
  const bytes = parts.map(([name, content]) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, Buffer.from(name, "latin1"), content, Buffer.alloc(4)]);
  });
  return new File([Buffer.from("\u0089PNG\r\n\u001A\n", "latin1"), ...bytes], "a picture.png", { type: "image/png" });
}

export const AN_ID = "0197a3c0-1111-7222-8333-444455556666";
