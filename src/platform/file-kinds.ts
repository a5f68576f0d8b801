import { listArchive } from "./archive.ts";

/** What a file is by its first bytes, which names it may have, and under which types a browser sends it. */
type Kind = { ends: RegExp; types: readonly string[]; is: (bytes: Uint8Array) => boolean };

const begins = (bytes: Uint8Array, signature: string, at = 0) =>
  [...signature].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));

/** Every kind that is taken from anybody; whatever else a file says that it is, it is not kept. */
const FILE_KINDS = {
  pdf: { ends: /\.pdf$/i, types: ["application/pdf"], is: (bytes) => begins(bytes, "%PDF-") },
  png: { ends: /\.png$/i, types: ["image/png"], is: (bytes) => begins(bytes, "\u0089PNG\r\n\u001A\n") },
  jpeg: { ends: /\.jpe?g$/i, types: ["image/jpeg"], is: (bytes) => begins(bytes, "\u00FF\u00D8\u00FF") },
  webp: {
    ends: /\.webp$/i,
    types: ["image/webp"],
    is: (bytes) => begins(bytes, "RIFF") && begins(bytes, "WEBP", 8),
  },
  document: {
    ends: /\.docx$/i,
    types: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    is: (bytes) => begins(bytes, "PK") && isOffice(bytes),
  },
  workbook: { ends: /\.xls[xm]$/i, types: [], is: (bytes) => begins(bytes, "PK") && isOffice(bytes) },
  text: { ends: /\.(csv|txt|tsv)$/i, types: [], is: isText },
} as const satisfies Record<string, Kind>;

const KINDS: readonly Kind[] = Object.values(FILE_KINDS);

/** An archive that names what it holds as office documents do. What was cut off has no list at its end; reading it says so. */
function isOffice(bytes: Uint8Array): boolean {
  const listed = listArchive(bytes);
  return !listed || listed.entries.some(({ name }) => /^[\\/]?_rels[\\/]\.rels$/i.test(name));
}

/** Letters in one of the encodings that are read: a byte of nothing is in none of them but those of two bytes a letter, which are marked. */
function isText(bytes: Uint8Array): boolean {
  const isMarked = begins(bytes, "\u00FF\u00FE") || begins(bytes, "\u00FE\u00FF");
  return isMarked || !bytes.subarray(0, 4000).includes(0);
}

/** Whether what a file holds is what its name and its type say. */
export function isWhatItSays({ name, type }: { name: string; type: string }, bytes: Uint8Array): boolean {
  const named = KINDS.find((kind) => kind.ends.test(name));
  const typed = KINDS.find((kind) => kind.types.includes(type));
  return named !== undefined && (typed === undefined || typed === named) && named.is(bytes);
}
