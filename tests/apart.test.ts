import diagnostics from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";
import { expect, test, vi } from "vitest";
import { apart, closeThreads } from "#platform/apart.server.ts";
import { config } from "#platform/config.ts";
import type { Lane } from "#platform/lanes.server.ts";
import { inLane } from "#platform/lanes.server.ts";

type How = "answer" | "loop" | "fill" | "fail";
const usual = config.threads;
const runs = (how: How, take?: (packet: number) => void, lane: Lane = "reading") =>
  apart<typeof import("#platform/apart.fixtures.ts")>(
    "#platform/apart.fixtures.ts",
    { how },
    { lane, ...(take && { take }) },
  );
const refusal = (how: How, lane?: Lane) =>
  runs(how, undefined, lane).then(
    () => "answered",
    (cause: { code?: string; message: string }) => cause.code ?? cause.message,
  );
/** A thread made under these limits. */
async function under(limits: Partial<typeof usual>, run: () => Promise<void>) {
  await closeThreads();
  config.threads = { ...usual, ...limits };
  await run().finally(() => (config.threads = usual));
  await closeThreads();
}

test("packets come in their order, then the answer; what fails says why, and the thread goes on", async () => {
  const packets: number[] = [];
  expect(await runs("answer", (packet) => packets.push(packet))).toBe("answered");
  expect(packets).toEqual([0, 1, 2]);
  expect(await refusal("fail")).toBe("as it was asked to");
  expect(await refusal("answer")).toBe("answered");
});

test("what never ends is ended, and what fills memory too; the next is done", async () => {
  await under({ seconds: 1 }, async () => expect(await refusal("loop")).toBe("rule_file_time"));
  await under({ megabytes: 40 }, async () => expect(await refusal("fill")).toBe("rule_file_memory"));
  expect(await refusal("answer")).toBe("answered");
});

test("what was ended is gone, and takes no more work; a paper is refused as a paper", async () => {
  const made: Worker[] = [];
  const note = (said: unknown) => void made.push((said as { worker: Worker }).worker);
  diagnostics.subscribe("worker_threads", note);
  await under({ seconds: 1 }, async () => {
    expect(await refusal("loop", "making")).toBe("rule_paper_time");
    config.threads = usual;
    expect(await refusal("answer", "making")).toBe("answered");
    // A thread that is no more has no number.
    await vi.waitFor(() => expect(made.map(({ threadId }) => threadId > 0)).toEqual([false, true]), 10_000);
  });
  await under({ megabytes: 40 }, async () => expect(await refusal("fill", "making")).toBe("rule_paper_memory"));
  diagnostics.unsubscribe("worker_threads", note);
});

test("a thread that nobody needs gives its memory back", async () => {
  const made: Worker[] = [];
  const note = (said: unknown) => void made.push((said as { worker: Worker }).worker);
  diagnostics.subscribe("worker_threads", note);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await under({}, async () => {
    expect(await refusal("answer")).toBe("answered");
    expect(made.map(({ threadId }) => threadId > 0)).toEqual([true]);
    vi.advanceTimersByTime(11_000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(made.map(({ threadId }) => threadId > 0)).toEqual([false]), 10_000);
  });
  diagnostics.unsubscribe("worker_threads", note);
});

test("while a thread is at work others are answered here", async () => {
  await under({ seconds: 1 }, async () => {
    const before = process.threadCpuUsage();
    await refusal("loop");
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(500);
  });
});

test("so many at once, so many wait, each in turn; who comes when the queue is full is told to come again", async () => {
  config.threads = { ...usual, most: 1, queue: 2, perPerson: 10 };
  const order: number[] = [];
  let open = () => {};
  const held = inLane({ lane: "making" }, () => new Promise<void>((resolve) => (open = resolve)));
  const waiting = [1, 2].map((one) => inLane({ lane: "making" }, async () => void order.push(one)));
  await expect(inLane({ lane: "making" }, async () => undefined)).rejects.toMatchObject({ status: 503 });
  const patient = inLane({ lane: "making", isPatient: true }, async () => void order.push(3));
  // The other lane goes on.
  expect(await inLane({ lane: "reading" }, async () => "read")).toBe("read");
  open();
  await Promise.all([held, ...waiting, patient]);
  expect(order).toEqual([1, 2, 3]);
  config.threads = usual;
});

test("nobody fills the queue alone", async () => {
  config.threads = { ...usual, most: 1, queue: 20, perPerson: 2 };
  const open: (() => void)[] = [];
  const hold = (who: string) => inLane({ lane: "making", who }, () => new Promise<void>((go) => open.push(go)));
  const mine = [hold("a"), hold("a")];
  await expect(hold("a")).rejects.toMatchObject({ code: "error_busy_yours", status: 429 });
  const other = hold("b");
  for (let at = 0; at < 3; at += 1) {
    await vi.waitFor(() => expect(open).toHaveLength(at + 1));
    open[at]?.();
  }
  await Promise.all([...mine, other]);
  // What is done counts no more, and neither does what was refused.
  const again = hold("a");
  await vi.waitFor(() => expect(open).toHaveLength(4));
  open[3]?.();
  await again;
  config.threads = usual;
});
