import type { RequestEvent } from "@sveltejs/kit";
import { passOn } from "./session.server.ts";

/** What the sign-in library says no with, by the words that this page has for it. */
const WORDS: Record<string, string> = { account_closed: "error_account_closed" };

/** Signs in with a password; answers the address to go to, or the key of the sentence that refuses. */
export async function enterByPassword(
  event: RequestEvent,
  said: { email: string; password: string },
  next: string,
): Promise<string> {
  const answer = await passOn(event, "/sign-in/email", said);
  if (answer.status === 429) return "error_too_often";
  const body = (await answer.json().catch(() => ({}))) as { asksForCode?: boolean; code?: string };
  if (!answer.ok) return WORDS[body.code ?? ""] ?? "error_sign_in_wrong";
  return body.asksForCode ? `/sign-in/code?next=${encodeURIComponent(next)}` : next;
}
