import { RuleError } from "./errors.ts";
import { atClock } from "./time.ts";

const MOMENT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?) ?(Z|[+-]\d{2}:?\d{2})?$/;

/** The instant that somebody typed, by the clock at home unless a zone is said; undefined for `latest`. Refuses what is none, and what has not been yet. */
export function readMoment(typed: string, at: Date): Date | undefined {
  if (typed === "latest") return undefined;
  const [, day = "", time = "", zone] = MOMENT.exec(typed.trim()) ?? [];
  // 31 February would become a day of March, and 25 o'clock is none.
  const isDay = new Date(`${day}T00:00:00Z`);
  const isTime = !Number.isNaN(new Date(`${day}T${time}Z`).getTime());
  if (!isTime || Number.isNaN(isDay.getTime()) || isDay.toISOString().slice(0, 10) !== day)
    throw new RuleError("rule_restore_moment", { value: typed });
  const offset = zone?.replace(/^([+-]\d{2}):?(\d{2})$/, "$1:$2");
  const moment = offset === undefined ? atClock(day, time) : new Date(`${day}T${time}${offset}`);
  if (Number.isNaN(moment.getTime())) throw new RuleError("rule_restore_moment", { value: typed });
  if (moment > at) throw new RuleError("rule_restore_ahead", { value: typed });
  return moment;
}
