import type { Key } from "#modules/access/key.model.ts";
import type { Actor } from "#platform/actor.ts";
import type { Locale } from "#platform/words.server.ts";

declare global {
  namespace App {
    interface Locals {
      actor: Actor;
      locale: Locale;
      requestId: string;
      /** The key that a call was sent with. */
      key?: Key;
      /** What a form was sent with, for what its page offers to choose when it is shown again. */
      sent?: Record<string, unknown>;
    }
    interface Error {
      message: string;
      requestId?: string;
    }
  }
}
