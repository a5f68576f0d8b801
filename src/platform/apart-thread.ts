import os from "node:os";
import { pathToFileURL } from "node:url";
import { parentPort } from "node:worker_threads";
import type { ThreadAsked, ThreadSaid } from "./apart.server.ts";
import { FieldError, RuleError } from "./errors.ts";
import { programFile } from "./program.server.ts";

type Run = (input: unknown, give: (packet: unknown) => Promise<void>) => unknown;

/** The other end of apart(): does one task after the other, each as its file says. */
const port = parentPort;
if (!port) throw new Error("This file is the beginning of a thread.");

// Others are answered first: on Linux each thread has a priority of its own (elsewhere it would be the whole process's).
if (process.platform === "linux") os.setPriority(Math.min(19, os.getPriority() + 10));

let goOn: (() => void) | undefined;
const say = (said: ThreadSaid) => port.postMessage(said);

/** The next packet is made when the one before was taken, so that none pile up on the other side. */
function give(packet: unknown): Promise<void> {
  return new Promise((resolve) => {
    goOn = resolve;
    say({ packet });
  });
}

port.on("message", (asked: ThreadAsked) => {
  if (asked === "more") goOn?.();
  else perform(asked).then((done) => say({ done }), refused);
});

async function perform({ module, input, locale, home }: Exclude<ThreadAsked, "more">): Promise<unknown> {
  const { setHome } = await import("./home.ts");
  setHome(home);
  const { run } = (await import(taskFile(module))) as { run: Run };
  if (!locale) return run(input, give);
  const { inLocale } = await import("./words.server.ts");
  return inLocale(locale, () => run(input, give));
}

const taskFile = (module: string) => pathToFileURL(programFile(module.slice(1, -".ts".length))).href;

function refused(cause: Error): void {
  const fields = cause instanceof FieldError ? { fields: cause.fields } : {};
  if (cause instanceof RuleError) say({ rule: { code: cause.code, details: cause.details, ...fields } });
  else say({ failed: { message: cause.message, stack: cause.stack } });
}
