import type { Seal } from "./seal.server.ts";

/** The link of a day, as it left the house: whoever makes the chain anew cannot make this one too. */
export type Anchor = { day: string; last: number; hash: string };

/** One line, the same in a file and in a letter. */
export const anchorLine = ({ day, last_id, hash }: Pick<Seal, "day" | "last_id" | "hash">): string =>
  `amity-anchor ${day} last=${last_id} sha256=${hash}`;

/** All anchors in a text: a file that was written to, letters that were kept, also as mail carries them (quoted-printable). */
export function readAnchors(text: string): Anchor[] {
  const lines = asWritten(text).matchAll(/amity-anchor (\d{4}-\d{2}-\d{2}) last=(\d+) sha256=([0-9a-f]{64})/g);
  return [...lines].map(([, day = "", last, hash = ""]) => ({ day, last: Number(last), hash }));
}

/** Anchors that begin in a text and are not whole: what is compared with fewer than were sent proves less. */
export const countBroken = (text: string): number =>
  [...asWritten(text).matchAll(/amity-anchor \d{4}-/g)].length - readAnchors(text).length;

/** A saved letter has its long lines broken, and its signs of equality written out. */
const asWritten = (text: string): string => text.replaceAll(/=\r?\n/g, "").replaceAll("=3D", "=");
