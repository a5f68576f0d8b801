import type { Tag, TemplateData } from "easy-template-x";
import { TagDisposition, TemplateHandler } from "easy-template-x";
import { strFromU8, unzipSync } from "fflate";
import { SaxesParser } from "saxes";
import { listArchive, requireSaneArchive } from "./archive.ts";
import { RuleError } from "./errors.ts";
import { finished } from "./paper.apart.ts";

/** What was sent as a template, and values to fill it with: all of these must make a paper. */
type Asked = { bytes: Uint8Array; samples: TemplateData[] };
/** Its tags, each with the lists around it; or why it is no template. */
type Read = { tags: string[][] } | { refused: string; details?: Record<string, string> };

/** So much may all its parts be, unpacked. */
const MOST_UNPACKED = 60_000_000;

/** Reads a template that somebody sent, and fills it to see that it can be. */
export async function run({ bytes, samples }: Asked): Promise<Read> {
  const files = unpacked(bytes);
  if (typeof files === "string") return { refused: files };
  const fault = faultOf(files);
  if (fault) return { refused: fault };
  try {
    const handler = new TemplateHandler();
    const tags = pathsOf(await handler.parseTags(Buffer.from(bytes)));
    if (typeof tags === "string") return { refused: "rule_template_tag", details: { tag: `{${tags}}` } };
    for (const sample of samples) {
      const made = finished(new Uint8Array(await handler.process(Buffer.from(bytes), sample)));
      if (!isWhole(unzipSync(made, { filter: ({ name }) => TEXTS.test(name) })))
        return { refused: "rule_template_fill" };
    }
    return { tags };
  } catch (cause) {
    const tag = /["'{]\s*([#/]?[^"'{}]{1,80})\s*["'}]/.exec(cause instanceof Error ? cause.message : "")?.[1];
    return tag ? { refused: "rule_template_tag", details: { tag: `{${tag}}` } } : { refused: "rule_template_fill" };
  }
}

const DOCUMENT = "word/document.xml";
const TYPES = "[Content_Types].xml";
/** What is filled, and what says how the parts hang together. */
const TEXTS = /^word\/(document|header\d*|footer\d*)\.xml$/;
const READ = /\.(xml|rels)$/;

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> | string {
  const listed = listArchive(bytes);
  if (!listed) return "rule_template_broken";
  if (listed.entries.some(({ name }) => ACTIVE.test(name))) return "rule_template_active";
  if (!listed.entries.some(({ name }) => name === DOCUMENT)) return "rule_template_other";
  try {
    requireSaneArchive(bytes, MOST_UNPACKED);
    // Every part is unpacked, so that one that was cut off shows.
    return unzipSync(bytes);
  } catch (cause) {
    return cause instanceof RuleError ? "rule_template_large" : "rule_template_broken";
  }
}

/** Programs, and files of other programs within it. */
const ACTIVE = /(^|\/)(vba\w*\.\w+|activeX\/.+|embeddings\/.+|\w+\.(exe|dll|js|vbs|hta))$/i;
/** What Word runs, or takes from somewhere, when it opens the file. */
const FIELDS = /\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|MACROBUTTON)\b/;
/** A link that a reader follows by hand is no danger; whatever Word follows by itself is one. */
const HAND = /^(https?:|mailto:)/i;

function faultOf(files: Record<string, Uint8Array>): string | undefined {
  if (strFromU8(files[TYPES] ?? new Uint8Array()).includes("macroEnabled")) return "rule_template_active";
  if (!strFromU8(files[TYPES] ?? new Uint8Array()).includes("wordprocessingml.document.main+xml"))
    return "rule_template_other";
  if (!isWhole(files)) return "rule_template_broken";
  for (const [name, bytes] of Object.entries(files)) {
    const said = READ.test(name) ? strFromU8(bytes) : "";
    if (name.endsWith(".rels") && reachesOut(said)) return "rule_template_links";
    if (TEXTS.test(name) && [...said.matchAll(/<w:instrText[^>]*>([^<]*)|w:instr="([^"]*)"/g)].some(isReaching))
      return "rule_template_links";
  }
  return undefined;
}

const isReaching = ([, text = "", attribute = ""]: RegExpExecArray) => FIELDS.test(text + attribute);

function reachesOut(relations: string): boolean {
  const outside = [...relations.matchAll(/<Relationship\b[^>]*>/g)].filter(([one]) =>
    /TargetMode\s*=\s*["']External/i.test(one),
  );
  return outside.some(([one]) => {
    const target = /\bTarget\s*=\s*["']([^"']*)/.exec(one)?.[1] ?? "";
    return !/Type\s*=\s*["'][^"']*\/hyperlink["']/.test(one) || !HAND.test(target);
  });
}

/** Each of its texts is XML, without a definition of its own letters, which can be made to burst. */
function isWhole(files: Record<string, Uint8Array>): boolean {
  return Object.entries(files)
    .filter(([name]) => READ.test(name))
    .every(([, bytes]) => {
      const said = strFromU8(bytes);
      if (/<!(DOCTYPE|ENTITY)/i.test(said)) return false;
      try {
        new SaxesParser({ xmlns: false }).write(said.replace(/^\uFEFF/, "")).close();
        return true;
      } catch {
        return false;
      }
    });
}

/** The tags, each behind the lists around it; or the one that does not close what was opened last: Word moves a part of a list easily. */
function pathsOf(tags: Tag[]): string[][] | string {
  const within: string[] = [];
  const paths: string[][] = [];
  for (const { name, disposition } of tags) {
    if (disposition !== TagDisposition.Close) paths.push([...within, name]);
    else if (within.pop() !== name) return `/${name}`;
    if (disposition === TagDisposition.Open) within.push(name);
  }
  return within.at(-1) ?? paths;
}
