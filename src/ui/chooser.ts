import type { Offer, Option } from "#platform/offer.ts";
import { ranked } from "#platform/ranking.ts";

/** So many are chosen among at a glance; more are typed for. */
export const EYEFUL = 15;
/** So many rows an open list shows; the line below it says how many more there are, and a letter more brings them up. */
export const ROWS_SHOWN = 40;
const PAUSE_MS = 150;

/** What fits what was typed, the best first; what only the server found to fit comes last. */
export function fittingOf(all: Option[], wanted: string, named: string[]): Option[] {
  if (wanted.trim() === "") return all;
  const best = ranked(all, wanted);
  return [...best, ...all.filter((one) => named.includes(one.value) && !best.includes(one))];
}

/** What there is beyond what the page came with. A newer word makes an answer worthless: `isWanted` says whether this one still stands. */
export async function askFor(address: string, typed: string, isWanted: () => boolean): Promise<Option[]> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  if (!isWanted()) return [];
  const answer = await fetch(`${address}&q=${encodeURIComponent(typed)}`).catch(() => undefined);
  if (!answer?.ok || !isWanted()) return [];
  return ((await answer.json()) as Offer).options;
}

type Pressed = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;
type List = { at: number; rows: number; isOpen: boolean; isMoved: boolean };

/**
 * The row to which a key leads, -1 where there is none; undefined where the key is the text's own. Home and End are the list's once an arrow
 * went into it (APG, combobox with a list).
 */
export function reached({ key, ctrlKey, metaKey, shiftKey }: Pressed, list: List): number | undefined {
  if (ctrlKey || metaKey || shiftKey) return undefined;
  const { at, rows, isOpen, isMoved } = list;
  const last = rows - 1;
  if (key === "ArrowDown") return isOpen && at < last ? at + 1 : Math.min(0, last);
  if (key === "ArrowUp") return isOpen && at > 0 ? at - 1 : last;
  if (!isOpen || !isMoved) return undefined;
  if (key === "Home") return Math.min(0, last);
  return key === "End" ? last : undefined;
}
