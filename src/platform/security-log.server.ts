import type { Insertable } from "kysely";
import type { Actor } from "./actor.ts";
import { system } from "./actor.ts";
import { cleanLine } from "./clean.ts";
import type { Work } from "./db.server.ts";
import { afterCommit, inWork } from "./db.server.ts";
import { isServing, log, underWay, writeLine } from "./log.server.ts";
import { insertMany } from "./packets.server.ts";
import type { SecurityEvent } from "./schema.gen.ts";
import type { SecurityKind } from "./security-kinds.ts";
import { counted, countsOver } from "./security-counts.ts";
import { now } from "./time.ts";
import { OWN, inUnion, ofUnion, unionUnderWay, unionsServed } from "./union.server.ts";

type Who = { userId?: string | undefined; name?: string | undefined; email?: string | undefined };
type Said = {
  /** Whose event it is, where it is not the request's own actor; `email` is what was typed. */
  who?: Who;
  unit?: { id: string; path: string };
  /** Small and flat; names of fields that hold secrets are left out whatever they hold. */
  what?: Record<string, string | number | boolean | null | undefined>;
};

export type EventRow = Omit<Insertable<SecurityEvent>, "id" | "at" | "what" | "kind"> & {
  kind: SecurityKind;
  at: Date;
  what: Record<string, unknown>;
};

/**
 * Says an event of security: one JSON line and one row, apart from any unit of work, so that what is rolled back leaves both. Nothing waits for
 * it and nothing fails by it. What a stranger can repeat is bounded: past the bound it is counted, and the count becomes a row.
 */
export function sayEvent(kind: SecurityKind, said: Said = {}): void {
  const row = rowOf(kind, said, underWay.getStore()?.actor);
  // What is refused before it is known which union was meant is told to those who look after the machine.
  inUnion(unionUnderWay() ?? OWN, () => {
    if (counted(row)) return write(row);
    mind().looking ??= setInterval(sayCounts, LOOK).unref();
  });
}

const LOOK = 60_000;
const mind = ofUnion(() => ({
  looking: undefined as NodeJS.Timeout | undefined,
  waiting: [] as EventRow[],
  writing: undefined as Promise<void> | undefined,
}));

function sayCounts(until = Date.now()) {
  for (const row of countsOver(until)) write(row);
}

/** The same of what an act does: its row is written with the act or not at all, its line once that is certain. */
export async function sayEventIn(work: Work, kind: SecurityKind, said: Said = {}): Promise<void> {
  const row = rowOf(kind, said, work.actor);
  await work.trx.insertInto("security_event").values(valuesOf(row)).execute();
  afterCommit(work, () => lineOf(row));
}

/** Somebody asked for what is not theirs, or is not there for them: with the address and the place that refused. */
export function sayRefusal(status: 401 | 403 | 404, by = "rights"): void {
  const asked = underWay.getStore();
  sayEvent("refused", { what: { status, by, method: asked?.method, path: asked?.path } });
}

function rowOf(kind: SecurityKind, { who, unit, what = {} }: Said, actor: Actor | undefined): EventRow {
  const asked = underWay.getStore();
  const by: Who = who ?? { userId: actor?.userId, name: actor?.name };
  const email = cleanLine(by.email ?? "").toLowerCase();
  return {
    at: now(),
    kind,
    user_id: by.userId ?? null,
    user_name: by.name ? cleanLine(by.name) : null,
    // A password that was typed into the wrong field is not kept.
    email: /^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email) ? email : null,
    from_address: asked?.from ?? null,
    request_id: asked?.id ?? null,
    unit_id: unit?.id ?? actor?.unitId ?? null,
    unit_path: unit?.path ?? actor?.unitPath ?? null,
    what: harmless(what),
    times: 1,
  };
}

const NEVER_SAID = /passw|secret|token|hash|passport|cookie|^code$/i;
const LONGEST = 200;

function harmless(what: NonNullable<Said["what"]>) {
  const kept = Object.entries(what).filter(([name, value]) => value !== undefined && !NEVER_SAID.test(name));
  return Object.fromEntries(
    kept.slice(0, 12).map(([name, value]) => [name, typeof value === "string" ? cut(value) : value]),
  );
}

/** A key that stands in the middle of something else is not kept either. */
const cut = (value: string) =>
  cleanLine(value)
    .replaceAll(/amity_[\w-]{16,}/g, "…")
    .slice(0, LONGEST);

/** A command's own output is read by whoever types it, and its rows say the rest. */
function lineOf({ at, kind, ...row }: EventRow) {
  if (!isServing()) return;
  const said = Object.entries(row).filter(([, value]) => value !== null);
  writeLine({ at: at.toISOString(), level: "info", message: "security", kind, ...Object.fromEntries(said) });
}

function valuesOf({ what, ...row }: EventRow) {
  return { ...row, what: JSON.stringify(what) };
}

const MOST_WAITING = 2000;

function write(row: EventRow) {
  lineOf(row);
  // The line stands; with the database away for long, the oldest rows give way to the newest.
  const own = mind();
  if (own.waiting.push(row) > MOST_WAITING) own.waiting.shift();
  own.writing ??= writeAll(own.waiting).finally(() => (own.writing = undefined));
}

const PATIENCE = [0, 200, 1000, 5000, 5000];

/** One connection at most, whatever comes; where the database is away, it is tried for some seconds and then with the next event. */
async function writeAll(waiting: EventRow[]): Promise<void> {
  let failed = 0;
  while (waiting.length > 0) {
    const packet = waiting.slice(0, 100);
    try {
      await inWork(system, (work) =>
        insertMany(
          work,
          "security_event",
          packet.map((row) => valuesOf(row)),
        ),
      );
      waiting.splice(0, packet.length);
      failed = 0;
    } catch (cause) {
      failed += 1;
      const wait = PATIENCE[failed];
      log("warn", "security events could not be written", { cause: (cause as Error).message, waiting: waiting.length });
      if (wait === undefined) return;
      await new Promise((resolve) => void setTimeout(resolve, wait).unref());
    }
  }
}

/** Until all that was said is written, counts too: before the process ends, and for tests. */
export async function eventsWritten(): Promise<void> {
  const each = unionsServed().map((union) =>
    inUnion(union, async () => {
      sayCounts(Infinity);
      await mind().writing;
    }),
  );
  await Promise.all(each);
}
