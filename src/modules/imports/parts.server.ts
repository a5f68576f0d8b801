import { Unzip, UnzipInflate } from "fflate";
import { SaxesParser } from "saxes";
import { MOST_ENTRIES } from "#platform/archive.ts";
import { config } from "#platform/config.ts";
import { RuleError } from "#platform/errors.ts";

/** What takes the text of one part of a workbook, piece by piece, until it has seen enough. */
export type Feed = { write: (text: string) => void; isDone?: () => boolean; end?: () => void };

/** A thousand times as much may come out of each: a piece of text must stay far below the memory of a thread. */
const PIECE = 8192;

/** Unpacks the parts that are chosen, piece by piece, and stops a file that grows without end. */
export function streamParts(bytes: Uint8Array, choose: (name: string) => Feed | undefined) {
  let unpacked = 0;
  let failure: unknown;
  let begun = 0;
  let entries = 0;
  const unzip = new Unzip((file) => {
    entries += 1;
    if (entries > MOST_ENTRIES) throw new RuleError("rule_import_too_large");
    const feed = choose(file.name);
    if (!feed) return;
    const decoder = new TextDecoder();
    file.ondata = (cause, chunk, isLast) => {
      if (failure) return;
      try {
        if (cause) throw cause;
        unpacked += chunk.length;
        if (unpacked > config.unpackedBytes) throw new RuleError("rule_import_too_large");
        const isDone = feed.isDone?.();
        if (!isDone) feed.write(decoder.decode(chunk, { stream: !isLast }));
        if (!isLast) return;
        begun -= 1;
        if (!isDone) feed.end?.();
      } catch (thrown) {
        failure = thrown;
      }
    };
    begun += 1;
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length && !failure; at += PIECE)
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  } catch (thrown) {
    failure ??= thrown;
  }
  if (failure instanceof RuleError) throw failure;
  if (failure) throw new RuleError("rule_import_unreadable");
  // A part of which no end came: the file is cut off.
  if (begun > 0) throw new RuleError("rule_import_damaged");
}

export type Attributes = Record<string, string>;
type Handlers = {
  open?: (tag: string, attributes: Attributes) => unknown;
  close?: (tag: string) => void;
  text?: (text: string) => void;
};

/** No workbook is nested so deep, and none has so much between two tags; a file made to fill memory has. */
const MOST_DEEP = 100;
const MOST_BETWEEN = 2_000_000;
const MOST_PARTS = 10_000;

export function xml(handlers: Handlers): Feed {
  const parser = new SaxesParser();
  let deep = 0;
  let between = 0;
  parser.on("opentag", (tag) => {
    between = 0;
    deep += tag.isSelfClosing ? 0 : 1;
    if (deep > MOST_DEEP) throw new RuleError("rule_import_damaged");
    handlers.open?.(tag.name.replace(/^\w+:/, ""), tag.attributes as Attributes);
  });
  parser.on("closetag", (tag) => {
    between = 0;
    deep -= tag.isSelfClosing ? 0 : 1;
    handlers.close?.(tag.name.replace(/^\w+:/, ""));
  });
  parser.on("text", (text) => handlers.text?.(text));
  parser.on("cdata", (text) => handlers.text?.(text));
  parser.on("error", (cause) => {
    throw cause;
  });
  const end = () => {
    try {
      parser.close();
    } catch {
      throw new RuleError("rule_import_damaged");
    }
  };
  const write = (text: string) => {
    for (let at = 0; at < text.length; at += PIECE) {
      const piece = text.slice(at, at + PIECE);
      between += piece.length;
      if (between > MOST_BETWEEN) throw new RuleError("rule_import_damaged");
      parser.write(piece);
    }
  };
  return { write, end };
}

/** Adds to a list that a file fills, which would else be as long as whoever made it likes. */
export function keep<One>(list: One[], one: One, most: number): void {
  if (list.length >= most) throw new RuleError("rule_import_too_large");
  list.push(one);
}

/** A sheet in the workbook's order; `part` is where it lies in the archive. */
export type SheetPart = { name: string; part: string; isHidden: boolean };
export type Parts = { sheets: SheetPart[]; strings: string | undefined; styles: string | undefined; is1904: boolean };

/** Finds the parts by their relations, for a writer may call them what it likes. Two of one name are refused: readers differ in which they take. */
export function findParts(bytes: Uint8Array): Parts {
  const names = new Set<string>();
  const root: Relations = new Map();
  streamParts(bytes, (name) => {
    if (names.has(keyOf(name))) throw new RuleError("rule_import_twice");
    names.add(keyOf(name));
    return keyOf(name) === "_rels/.rels" ? relations(root) : undefined;
  });
  const workbook = targetOf(root, "officeDocument", "");
  if (!workbook || !names.has(workbook)) throw new RuleError("rule_import_unreadable");
  return readBook(bytes, workbook);
}

function readBook(bytes: Uint8Array, workbook: string): Parts {
  const at = workbook.lastIndexOf("/") + 1;
  const [folder, own] = [workbook.slice(0, at), workbook.slice(at)];
  const related: Relations = new Map();
  const named: { name: string; id: string; isHidden: boolean }[] = [];
  let is1904 = false;
  const book = xml({
    open: (tag, { name = "", state = "visible", ...rest }) => {
      if (tag === "workbookPr") is1904 = ["1", "true"].includes(rest.date1904 ?? "");
      const id = Object.entries(rest).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      if (tag === "sheet") keep(named, { name, id, isHidden: state !== "visible" }, MOST_PARTS);
    },
  });
  streamParts(bytes, (name) => {
    if (keyOf(name) === workbook) return book;
    return keyOf(name) === `${folder}_rels/${own}.rels` ? relations(related) : undefined;
  });
  const sheets = named.flatMap(({ id, ...sheet }) => {
    const relation = related.get(id);
    return relation?.kind === "worksheet" ? [{ ...sheet, part: resolve(folder, relation.target) }] : [];
  });
  const other = (kind: string) => targetOf(related, kind, folder);
  return { sheets, is1904, strings: other("sharedStrings"), styles: other("styles") };
}

type Relations = Map<string, { kind: string; target: string }>;

function relations(into: Relations): Feed {
  return xml({
    open: (tag, { Id = "", Type = "", Target = "", TargetMode }) => {
      if (tag === "Relationship" && TargetMode !== "External" && into.size < MOST_PARTS)
        into.set(Id, { kind: Type.slice(Type.lastIndexOf("/") + 1), target: Target });
    },
  });
}

function targetOf(related: Relations, kind: string, folder: string): string | undefined {
  const found = [...related.values()].find((one) => one.kind === kind);
  return found && resolve(folder, found.target);
}

/** Names of parts know no capitals, and a target begins at the root or at the folder of who names it. */
export const keyOf = (name: string) => name.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();

function resolve(folder: string, target: string): string {
  if (target.startsWith("/")) return keyOf(target);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return keyOf(steps.join("/"));
}
