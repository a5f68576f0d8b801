import type { Actor } from "#platform/actor.ts";
import type { Session } from "#modules/access/session.server.ts";
import type { Locale } from "#platform/words.server.ts";

declare global {
  namespace App {
    interface Locals {
      actor: Actor;
      locale: Locale;
      requestId: string;
      /** Where the actor signed in, if not by a key. */
      session?: Session;
      /** What a form was sent with, for what its page offers to choose when it is shown again. */
      sent?: Record<string, unknown>;
    }
    interface Error {
      message: string;
      requestId?: string;
    }
  }
}
