import type { Key } from "#modules/access/key.model.ts";
import type { Actor } from "#platform/actor.ts";
import type { Session } from "#modules/access/session.server.ts";
import type { Locale } from "#platform/words.server.ts";

declare global {
  /** Where the build put the flags (vite.config.ts). */
  const FLAGS_AT: string;
  namespace App {
    interface Locals {
      actor: Actor;
      locale: Locale;
      requestId: string;
      /** On its line every kilobyte is waited for: type and flags stay away. */
      isThin?: boolean;
      /** The key that a call was sent with. */
      key?: Key;
      /** Where the actor signed in, if not by a key. */
      session?: Session;
      /** What a form was sent with, for what its page offers to choose when it is shown again. */
      sent?: Record<string, unknown>;
      /** What was sent was more than its address takes, which is so much; the rest was not read. */
      tooLarge?: string;
    }
    interface Error {
      message: string;
      requestId?: string;
      /** The server was not reached, so nothing was done. */
      isOffline?: boolean;
    }
  }
}
