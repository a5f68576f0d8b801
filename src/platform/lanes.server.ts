import { config } from "./config.ts";
import { BusyError } from "./errors.ts";

/** Files are read, papers and workbooks made: neither waits for the other. */
export type Lane = "reading" | "making";

type Turn = { lane: Lane; who?: string | undefined; isPatient?: boolean };
type State = { running: number; waiting: (() => void)[]; of: Map<string, number> };

const lanes: Record<Lane, State> = {
  reading: { running: 0, waiting: [], of: new Map() },
  making: { running: 0, waiting: [], of: new Map() },
};

/**
 * Runs heavy work in its turn: so many at once, so many waiting. Throws BusyError for whoever comes when the queue is full, or has enough
 * in it already; nothing of theirs was begun. Waiting holds no connection to the database, so ask for it before a unit of work is opened.
 */
export async function inLane<Result>(turn: Turn, run: () => Promise<Result>): Promise<Result> {
  const state = lanes[turn.lane];
  enter(state, turn);
  try {
    if (state.running >= config.threads.most) await new Promise<void>((resolve) => state.waiting.push(resolve));
    else state.running += 1;
    try {
      return await run();
    } finally {
      // Whoever waits longest takes the place over.
      const next = state.waiting.shift();
      if (next) next();
      else state.running -= 1;
    }
  } finally {
    leave(state, turn);
  }
}

function enter(state: State, { who, isPatient }: Turn): void {
  const { queue, perPerson } = config.threads;
  if (!isPatient && state.waiting.length >= queue) throw new BusyError("error_busy", 503);
  const mine = who === undefined ? 0 : (state.of.get(who) ?? 0);
  if (!isPatient && mine >= perPerson) throw new BusyError("error_busy_yours", 429);
  if (who !== undefined) state.of.set(who, mine + 1);
}

function leave(state: State, { who }: Turn): void {
  if (who === undefined) return;
  const left = (state.of.get(who) ?? 1) - 1;
  if (left > 0) state.of.set(who, left);
  else state.of.delete(who);
}
