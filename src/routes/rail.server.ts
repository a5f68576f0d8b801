import { canImport } from "#modules/imports/import.policy.ts";
import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import type { Actor } from "#platform/actor.ts";
import { INSIDE } from "#platform/actor.ts";
import { mayKnowBackups } from "#platform/backup-state.server.ts";
import { kindsWith, lineOf } from "#platform/kinds.ts";
import { canKeepLetters } from "#platform/letter-list.server.ts";
import { canReadSecurity } from "#platform/security-list.server.ts";
import { wordsOfValue } from "#platform/words.server.ts";

/** What the rail offers this actor: the day, the list of every kind that says so, and the places that are no kind's list. */
export function railFor(actor: Actor): { href: string; word: string }[] {
  const isOneOf = (who: readonly string[]) => who.includes(actor.reach) || who.includes(actor.role ?? "");
  const lists = kindsWith("rail").map((kind) => {
    const { list = "", rail = [] } = lineOf(kind);
    return { href: `/${list}`, name: list, show: isOneOf(rail) };
  });
  return [
    { href: "/", name: "today", show: true },
    ...lists,
    { href: "/reports/annual", name: "reports", show: isOneOf(INSIDE) },
    { href: "/imports", name: "imports", show: canImport(actor) },
    { href: "/history", name: "history", show: isOneOf(["auditor", "administrator"]) },
    { href: "/security", name: "security", show: canReadSecurity(actor) },
    { href: "/letters", name: "letters", show: canKeepLetters(actor) },
    { href: "/facts", name: "facts", show: isOneOf(["administrator"]) },
    { href: "/identity", name: "identity", show: canSayIdentity(actor) },
    { href: "/people", name: "people", show: isOneOf(["administrator"]) },
    { href: "/backups", name: "backups", show: mayKnowBackups({ actor }) },
  ]
    .filter((one) => one.show)
    .map(({ href, name }) => ({ href, word: wordsOfValue("nav_", "list", name) }));
}
