import { log } from "./log.server.ts";

type Tell = (message: string, details: Record<string, unknown>) => void;
const A_MINUTE = 60_000;

/** What goes on failing is tried again at once, many times a second: said once a minute, with how often it was so since. */
export function seldom(tell: Tell = (message, details) => log("warn", message, details)) {
  let next = 0;
  let times = 0;
  return (message: string, details: Record<string, unknown> = {}): void => {
    times += 1;
    if (Date.now() < next) return;
    next = Date.now() + A_MINUTE;
    tell(message, { ...details, times });
    times = 0;
  };
}
