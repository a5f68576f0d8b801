import type pg from "pg";
import { openClient } from "./client.server.ts";
import { config } from "./config.ts";
import { seldom } from "./seldom.server.ts";

const AGAIN = 1000;

/** How often it was told that something remembered changed; undefined while nothing would be heard. */
let heard: number | undefined;
let count = 0;

/** What is remembered holds while this is what it was; while nothing is heard (undefined) it holds for seconds at most. */
export const changesHeard = (): number | undefined => heard;

/**
 * Listens for what other copies and this one change of what is remembered (told.ts), on a connection of its own, again whenever it is lost; answers
 * what ends it.
 */
export function beginHearing(): () => void {
  let client: pg.Client | undefined;
  let isOver = false;
  const sayLost = seldom();
  const listen = async () => {
    client = await openClient(config.databaseUrl ?? "");
    client.on("notification", tell);
    client.on("end", () => lost("the connection ended"));
    await client.query("listen amity_changes");
    tell();
  };
  const lost = (cause: string) => {
    heard = undefined;
    if (isOver) return;
    sayLost("changes are not heard for now", { cause });
    setTimeout(begin, AGAIN).unref();
  };
  const begin = () => void (isOver || listen().catch((cause: Error) => lost(cause.message)));
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
}

/** What this copy changed itself it need not hear of first. */
export function changeHeard(): void {
  if (heard !== undefined) tell();
}
