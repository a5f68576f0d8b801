import { error } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import { config } from "#platform/config.ts";
import { wordsFor } from "#platform/words.server.ts";

/** The parts of pages are shown where nothing is real; no search engine is to list them. */
export function requireDemo({ setHeaders }: Pick<RequestEvent, "setHeaders">): void {
  if (!config.isDemo) error(404, wordsFor("error_not_found") ?? "");
  setHeaders({ "x-robots-tag": "noindex" });
}
