import type pg from "pg";
import { openClient } from "./client.server.ts";
import { config } from "./config.ts";
import { seldom } from "./seldom.server.ts";

const AGAIN = 1000;

/** How often it was told that something remembered changed; undefined while nothing would be heard. */
let heard: number | undefined;
let count = 0;
let told: () => void = () => undefined;

/** What is remembered holds while this is what it was; while nothing is heard (undefined) it holds for seconds at most. */
export const changesHeard = (): number | undefined => heard;

/**
 * Listens for what other copies and this one change of what is remembered (told.ts), on a connection of its own, again whenever it is lost; answers
 * what ends it. `whenTold` is called each time.
 */
export function beginHearing(whenTold: () => void = () => undefined): () => void {
  told = whenTold;
  let client: pg.Client | undefined;
  let isOver = false;
  const sayLost = seldom();
  const listen = async () => {
    const opened = await openClient(config.databaseUrl ?? "");
    client = opened;
    opened.on("notification", tell);
    const ended = new Promise((resolve) => opened.once("end", resolve));
    await opened.query("listen amity_changes");
    tell();
    await ended;
    throw new Error("the connection ended");
  };
  // One connection at a time: the next is opened when the last is given up, however it was lost.
  const lost = (cause: Error) => {
    heard = undefined;
    client?.end().catch(() => undefined);
    if (isOver) return;
    sayLost("changes are not heard for now", { cause: cause.message });
    setTimeout(begin, AGAIN).unref();
  };
  const begin = () => void (isOver || listen().catch(lost));
  begin();
  return () => {
    isOver = true;
    heard = undefined;
    client?.end().catch(() => undefined);
  };
}

function tell() {
  count += 1;
  heard = count;
  told();
}

/** What this copy changed itself it need not hear of first. */
export function changeHeard(): void {
  if (heard !== undefined) tell();
}
