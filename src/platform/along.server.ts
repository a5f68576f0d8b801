import type { Actor } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { inReading } from "./db.server.ts";

type Run = (work: Work) => Promise<unknown>;

/** What the frame around a page asks, until the page takes it along; by the request's own store. */
const waiting = new WeakMap<object, { run: Run; take: (answer: Promise<unknown>) => void }>();

type Request = { actor: Actor };

/**
 * One statement of the frame around a page, in the page's unit of work and so in its first message. Where the page asks nothing in this turn of the
 * loop, it is asked by itself.
 */
export function readAlong<Result>(request: Request, run: (work: Work) => Promise<Result>): Promise<Result> {
  if (waiting.has(request)) return inReading(request.actor, run);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  waiting.set(request, { run, take: resolve });
  setImmediate(() => {
    if (waiting.delete(request)) resolve(inReading(request.actor, run));
  });
  return promise as Promise<Result>;
}

/** What a page reads, and with it what waits to be asked along. That is said first: behind a statement that fails none is carried out, and a refusal has its frame too. */
export function readPage<Result>(request: Request, run: (work: Work) => Promise<Result>): Promise<Result> {
  const along = waiting.get(request);
  if (!along) return inReading(request.actor, run);
  waiting.delete(request);
  let isAsked = false;
  const both = inReading(request.actor, async (work) => {
    isAsked = true;
    const asked = along.run(work);
    along.take(asked);
    try {
      return await run(work);
    } finally {
      // The work is not over before it is answered.
      await asked.catch(() => undefined);
    }
  });
  // No connection was to be had: then there is no answer for either.
  both.catch((cause: unknown) => isAsked || along.take(Promise.reject(cause as Error)));
  return both;
}
