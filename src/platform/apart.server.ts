import path from "node:path";
import { SHARE_ENV, Worker } from "node:worker_threads";
import { config } from "./config.ts";
import { FieldError, RuleError } from "./errors.ts";
import type { Home } from "./home.ts";
import { home } from "./home.ts";
import type { Lane } from "./lanes.server.ts";
import { inLane } from "./lanes.server.ts";
import { log } from "./log.server.ts";
import { programFile } from "./program.server.ts";
import type { Locale } from "./words.server.ts";

/** What a file `*.apart.ts` gives: work on plain data, which may hand over a long result in packets. It knows no database. */
type Work = { run: (input: never, give: never) => unknown };
type InputOf<Task extends Work> = Parameters<Task["run"]>[0];
type OutputOf<Task extends Work> = Awaited<ReturnType<Task["run"]>>;
type PacketOf<Task extends Work> = Task["run"] extends (
  input: never,
  give: (packet: infer Packet) => Promise<void>,
) => unknown
  ? Packet
  : never;

type Asked<Packet> = {
  lane: Lane;
  /** Of one person only some wait at a time, so that nobody keeps all others waiting. */
  who?: string | undefined;
  /** Waits however many do: of what has begun to be sent already. */
  isPatient?: boolean;
  locale?: Locale;
  take?: (packet: Packet) => void;
};

/** A thread has no memory of its own of whose union this is: it is told with each task. */
export type ThreadAsked = { module: string; input: unknown; locale: Locale | undefined; home: Home } | "more";
export type ThreadSaid =
  | { packet: unknown }
  | { done: unknown }
  | { rule: { code: string; details: Record<string, string | number>; fields?: readonly string[] } }
  | { failed: { message: string; stack: string | undefined } };

/** An idle thread gives its memory back. */
const IDLE = 10_000;

type Thread = { worker: Worker; isGone: boolean; idle?: NodeJS.Timeout };
const idle: Record<Lane, Thread[]> = { reading: [], making: [] };

/**
 * Runs a task in a thread of its own, with its own memory and time, so that whatever it is given neither ends nor holds up the process.
 * Throws a RuleError for what the thread had not the memory or time for, BusyError where too many wait already.
 */
export function apart<Task extends Work>(
  module: `#${string}.ts`,
  input: InputOf<Task>,
  asked: Asked<PacketOf<Task>>,
): Promise<OutputOf<Task>> {
  return inLane(asked, async (): Promise<OutputOf<Task>> => {
    const thread = idle[asked.lane].pop() ?? open();
    clearTimeout(thread.idle);
    thread.worker.ref();
    try {
      return (await converse(thread, { module, input, locale: asked.locale, home: home() }, asked)) as OutputOf<Task>;
    } finally {
      rest(thread, asked.lane);
    }
  });
}

function open(): Thread {
  const worker = new Worker(path.resolve(programFile("platform/apart-thread")), {
    env: SHARE_ENV,
    execArgv: ["--disable-warning=ExperimentalWarning"],
    resourceLimits: { maxOldGenerationSizeMb: config.threads.megabytes, maxYoungGenerationSizeMb: 16 },
  });
  const thread: Thread = { worker, isGone: false };
  worker.on("error", () => (thread.isGone = true));
  worker.on("exit", () => (thread.isGone = true));
  return thread;
}

function rest(thread: Thread, lane: Lane): void {
  if (thread.isGone) return;
  // Nobody waits for a thread that does nothing: the process may end.
  thread.worker.unref();
  idle[lane].push(thread);
  thread.idle = setTimeout(() => {
    idle[lane] = idle[lane].filter((one) => one !== thread);
    void thread.worker.terminate();
  }, IDLE).unref();
}

function converse(thread: Thread, asked: ThreadAsked, { lane, take }: Asked<never>): Promise<unknown> {
  const { worker } = thread;
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(late);
      worker.off("message", hear).off("error", fail).off("exit", gone);
      settle();
    };
    const hear = (said: ThreadSaid) => {
      if ("packet" in said) {
        take?.(said.packet as never);
        worker.postMessage("more" satisfies ThreadAsked);
      } else if ("done" in said) end(() => resolve(said.done));
      else end(() => reject(causeOf(said)));
    };
    const fail = (cause: Error & { code?: string }) => {
      log("warn", "a thread ended", { lane, cause: cause.code ?? cause.message });
      end(() => reject(cause.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch(lane, "memory") : cause));
    };
    const gone = () => end(() => reject(tooMuch(lane, "memory")));
    const late = setTimeout(() => {
      thread.isGone = true;
      log("warn", "a thread was ended", { lane, cause: `longer than ${config.threads.seconds} s` });
      end(() => reject(tooMuch(lane, "time")));
      void worker.terminate();
    }, config.threads.seconds * 1000);
    worker.on("message", hear).on("error", fail).on("exit", gone);
    worker.postMessage(asked);
  });
}

/** What stands beside the file, or the list that is to be printed: that it is too much, and what to do. */
function tooMuch(lane: Lane, of: "memory" | "time"): RuleError {
  return lane === "reading" ? new FieldError("file", `rule_file_${of}`) : new RuleError(`rule_paper_${of}`);
}

function causeOf(said: Extract<ThreadSaid, { rule: unknown } | { failed: unknown }>): Error {
  if ("rule" in said) {
    const { code, details, fields } = said.rule;
    return fields ? new FieldError(fields, code) : new RuleError(code, details);
  }
  return Object.assign(new Error(said.failed.message), { stack: said.failed.stack });
}

/** Ends the threads that wait for work; those at work end with the process. */
export async function closeThreads(): Promise<void> {
  const all = Object.values(idle).flat();
  idle.reading = [];
  idle.making = [];
  for (const one of all) clearTimeout(one.idle);
  await Promise.all(all.map((one) => one.worker.terminate()));
}
