import type { Actor } from "#platform/actor.ts";
import type { Locale } from "#platform/words.server.ts";

declare global {
  namespace App {
    interface Locals {
      actor: Actor;
      locale: Locale;
      requestId: string;
    }
    interface Error {
      message: string;
      requestId?: string;
    }
  }
}
