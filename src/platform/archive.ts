import { RuleError } from "./errors.ts";

/** No office document has so many parts. */
export const MOST_ENTRIES = 5000;
/** What is packed to less than a hundredth was made to burst, unless it is small. */
const MOST_RATIO = 100;
const SMALL = 50_000_000;

const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
/** Instead of a size or a count that needs more room: an archive of more than 4 GB, or of 65,535 parts. */
const ELSEWHERE = [0xffff, 0xffff_ffff];

/** A part: where its packed bytes begin, how many they are, and how many when unpacked. */
export type Entry = { name: string; at: number; packed: number; size: number; crc: number; method: number };

/**
 * What an archive says that it holds, from the list at its end; undefined where it has none, as when it was cut off. It may lie about
 * sizes, so whoever unpacks counts too.
 */
export function listArchive(bytes: Uint8Array): { count: number; entries: Entry[] } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  if (end === -1) return undefined;
  const count = view.getUint16(end + 10, true);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  while (entries.length < Math.min(count, MOST_ENTRIES) && at + ENTRY_LENGTH <= bytes.length) {
    if (view.getUint32(at, true) !== ENTRY) break;
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    const from = at + ENTRY_LENGTH;
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(from, from + name)),
      at: beginOf(view, view.getUint32(at + 42, true)),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      crc: view.getUint32(at + 16, true),
      method: view.getUint16(at + 10, true),
    });
    at = from + name + extra + comment;
  }
  return { count, entries };
}

const LOCAL_LENGTH = 30;

/** The name and what else stands before the bytes of a part are said once more in front of them. */
function beginOf(view: DataView, header: number): number {
  if (header + LOCAL_LENGTH > view.byteLength) return view.byteLength;
  return header + LOCAL_LENGTH + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at -= 1) if (view.getUint32(at, true) === END) return at;
  return -1;
}

/** Refuses an archive that is too much by its own account, before anything of it is unpacked. */
export function requireSaneArchive(bytes: Uint8Array, most: number): void {
  const listed = listArchive(bytes);
  if (!listed) return;
  const size = listed.entries.reduce((sum, one) => sum + one.size, 0);
  const isSwollen = size > SMALL && size > bytes.length * MOST_RATIO;
  const isElsewhere = ELSEWHERE.includes(listed.count) || listed.entries.some((one) => ELSEWHERE.includes(one.size));
  if (listed.count > MOST_ENTRIES || size > most || isSwollen || isElsewhere)
    throw new RuleError("rule_import_too_large");
}
