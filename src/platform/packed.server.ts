import fs from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { PassThrough } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import { RuleError } from "./errors.ts";
import { NotOpened, newSeal, opening, sealing } from "./sealed.server.ts";
import type { Seal } from "./sealed.server.ts";

export type PackKind = "backup" | "base" | "wal" | "file" | "erasure";
type Head = { format: "amity-backup"; version: 2; kind: PackKind; at: string; seal: Seal | null };
/** A line of the pack: `=` a row, `#` a record; a record that says `size` is followed by so many bytes. */
export type Packing = { line: (text: string) => Promise<void>; bytes: (piece: Uint8Array) => Promise<void> };

const MOST_LINE = 512 * 1024 * 1024;

/** The machine's clock, for what is no day of work: when a file was made, how old it is. */
export const machineTime = () => new Date();

/**
 * Writes a pack beside `file` and puts it in its place whole, readable for its owner alone; until then, and where anything fails, what stood there
 * stays. `beforeKept` gets the name of the finished file beside, to be proven.
 */
export async function writePack(
  target: { file: string; kind: PackKind; key: string | undefined },
  write: (pack: Packing) => Promise<void>,
  beforeKept: (partial: string) => Promise<void> = () => Promise.resolve(),
): Promise<number> {
  const partial = `${target.file}.${process.pid}.part`;
  try {
    const bytes = await pour(partial, target, write);
    await beforeKept(partial);
    fs.renameSync(partial, target.file);
    keepName(path.dirname(target.file));
    return bytes;
  } catch (cause) {
    fs.rmSync(partial, { force: true });
    throw asRefusal(cause, target.file);
  }
}

async function pour(
  partial: string,
  { kind, key }: { kind: PackKind; key: string | undefined },
  write: (pack: Packing) => Promise<void>,
): Promise<number> {
  const seal = key ? await newSeal(key) : null;
  const head: Head = { format: "amity-backup", version: 2, kind, at: machineTime().toISOString(), seal };
  const first = Buffer.from(`${JSON.stringify(head)}\n`);
  const out = fs.createWriteStream(partial, { mode: 0o600, flush: true });
  out.write(first);
  const zip = zlib.createGzip({ level: 4 });
  const sealed = key && seal ? await sealing(key, seal, first) : new PassThrough();
  const written = pipeline(zip, sealed, out);
  written.catch(() => undefined);
  const put = async (piece: string | Uint8Array) => {
    if (!zip.write(piece)) await Promise.race([drained(zip), written]);
  };
  let gathered = "";
  const flush = async () => {
    const text = gathered;
    gathered = "";
    if (text) await put(text);
  };
  try {
    await write({
      line: async (text) => {
        gathered += `${text}\n`;
        if (gathered.length > 65_536) await flush();
      },
      bytes: async (piece) => {
        await flush();
        await put(piece);
      },
    });
    await flush();
    zip.end();
    await written;
  } catch (cause) {
    zip.destroy();
    await closed(out);
    throw cause;
  }
  return fs.statSync(partial).size;
}

/** A file still being opened would appear after it was taken away. */
async function closed(out: fs.WriteStream): Promise<void> {
  if (out.closed) return;
  const end = new Promise<void>((resolve) => out.once("close", () => resolve()));
  out.destroy();
  await end;
}

const drained = (stream: NodeJS.WritableStream) => new Promise((resolve) => stream.once("drain", resolve));

/** A new name outlives a power cut only once its folder is written; Windows has no such thing. */
function keepName(folder: string): void {
  if (process.platform === "win32") return;
  const handle = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Why nothing could be written there, as somebody who keeps the machine can act on it. */
export function asRefusal(cause: unknown, file: string): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return new RuleError("rule_backup_no_space", { file });
  if (code === "ENOENT" || code === "ENOTDIR")
    return new RuleError("rule_backup_no_folder", { folder: path.dirname(file) });
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "EISDIR")
    return new RuleError("rule_backup_not_writable", { file });
  return cause;
}

/** What a pack holds, read once and in order. `bytes` must be read to its end, or not at all, before the next line is asked. */
export type Pack = {
  at: string;
  isSealed: boolean;
  /** Undefined at the end. */
  line: () => Promise<string | undefined>;
  /** The `size` bytes that follow the line just read. */
  bytes: (size: number) => AsyncGenerator<Buffer>;
  close: () => void;
};

/** Opens a pack of this kind; refuses in words what is none, of a newer make, or locked by another key. */
export async function openPack(file: string, kind: PackKind, key: string | undefined): Promise<Pack> {
  const { head, first } = headOf(file, kind);
  const from = fs.createReadStream(file, { start: first.length });
  const unzip = zlib.createGunzip();
  if (head.seal && !key) throw new RuleError("rule_backup_key_missing", { file });
  const open = head.seal && key ? await opened(key, head.seal, first, file) : new PassThrough();
  pipeline(from, open, unzip).catch(() => undefined);
  return { at: head.at, isSealed: head.seal !== null, ...reading(unzip, file) };
}

function opened(key: string, seal: Seal, first: Buffer, file: string) {
  return opening(key, seal, first).catch((cause: unknown) => {
    throw asBroken(cause, file);
  });
}

function headOf(file: string, kind: PackKind): { head: Head; first: Buffer } {
  const start = Buffer.alloc(4096);
  const length = readStart(file, start);
  const end = start.subarray(0, length).indexOf(10);
  const first = start.subarray(0, end + 1);
  const head = end < 0 ? undefined : (parsed(first.toString()) as Partial<Head> | undefined);
  if (head?.format !== "amity-backup" || head.kind !== kind) throw new RuleError("rule_backup_none", { file });
  if (head.version !== 2) throw new RuleError("rule_backup_newer", { file });
  return { head: head as Head, first };
}

/** The first bytes of a file; how many there were. */
export function readStart(file: string, into: Buffer): number {
  try {
    const handle = fs.openSync(file, "r");
    try {
      return fs.readSync(handle, into, 0, into.length, 0);
    } finally {
      fs.closeSync(handle);
    }
  } catch {
    throw new RuleError("rule_backup_unread", { file });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Lines and bytes out of one stream. */
export function reading(stream: Readable, file: string): Pick<Pack, "line" | "bytes" | "close"> {
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<Buffer | undefined> => {
    try {
      const next = await pieces.next();
      return next.done ? undefined : next.value;
    } catch (cause) {
      throw asBroken(cause, file);
    }
  };
  return {
    line: async () => {
      const waiting: Buffer[] = [];
      for (let length = 0; ;) {
        const end = rest.indexOf(10);
        if (end >= 0) {
          const text = Buffer.concat([...waiting, rest.subarray(0, end)]).toString();
          rest = rest.subarray(end + 1);
          return text;
        }
        waiting.push(rest);
        length += rest.length;
        const next = await more();
        if (next === undefined && length === 0) return undefined;
        if (next === undefined || length > MOST_LINE) throw new RuleError("rule_backup_cut_off", { file });
        rest = next;
      }
    },
    bytes: async function* (size: number) {
      for (let left = size; left > 0;) {
        if (rest.length === 0) {
          const next = await more();
          if (next === undefined) throw new RuleError("rule_backup_cut_off", { file });
          rest = next;
        }
        const piece = rest.subarray(0, left);
        rest = rest.subarray(piece.length);
        left -= piece.length;
        yield piece;
      }
    },
    close: () => {
      stream.destroy();
      finished(stream).catch(() => undefined);
    },
  };
}

/** Why a stream ended before its time, as somebody who restores can act on it. */
function asBroken(cause: unknown, file: string): unknown {
  if (cause instanceof NotOpened)
    return new RuleError(cause.message === "key" ? "rule_backup_wrong_key" : "rule_backup_changed", { file });
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") return new RuleError("rule_backup_cut_off", { file });
  if (code?.startsWith("Z_")) return new RuleError("rule_backup_changed", { file });
  if (code === "EIO" || code === "EACCES") return new RuleError("rule_backup_unread", { file });
  return cause;
}
