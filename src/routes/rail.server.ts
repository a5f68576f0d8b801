import { canImport } from "#modules/imports/import.policy.ts";
import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { hasWeek } from "#modules/today/my-week.policy.ts";
import type { Actor } from "#platform/actor.ts";
import { INSIDE } from "#platform/actor.ts";
import { mayKnowBackups } from "#platform/backup-state.server.ts";
import { home } from "#platform/home.ts";
import { kindsWith, lineOf } from "#platform/kinds.ts";
import { canKeepLetters } from "#platform/letter-list.server.ts";
import { doesWork } from "#platform/own-words.ts";
import { canReadSecurity } from "#platform/security-list.server.ts";
import { wordsOfValue } from "#platform/words.server.ts";

/** A line stands between them: what is due, what is worked on, what is told of it, what is kept. */
type Group = "day" | "work" | "told" | "kept";

/** What the rail offers this actor: the day, the list of every kind that says so, and the places that are no kind's list. */
export function railFor(actor: Actor): { href: string; word: string; name: string; group: Group }[] {
  const isOneOf = (who: readonly string[]) => who.includes(actor.reach) || who.includes(actor.role ?? "");
  const lists = kindsWith("rail").map((kind) => {
    const { list = "", rail = [], work } = lineOf(kind);
    const show = isOneOf(rail) && (work === undefined || doesWork(work));
    return { href: `/${list}`, name: list, group: "work" as const, show };
  });
  const places: { href: string; name: string; group: Group; show: boolean }[] = [
    { href: "/set-up", name: "set_up", group: "day", show: canSayIdentity(actor) && !home().is_set_up },
    { href: "/", name: "today", group: "day", show: true },
    { href: "/my-week", name: "my_week", group: "day", show: hasWeek(actor) },
    { href: "/calendar", name: "calendar", group: "day", show: true },
    { href: "/glance", name: "glance", group: "day", show: isOneOf(INSIDE) },
    ...lists,
    { href: "/reports/annual", name: "reports", group: "told", show: isOneOf(INSIDE) },
    { href: "/imports", name: "imports", group: "told", show: canImport(actor) },
    { href: "/history", name: "history", group: "kept", show: isOneOf(["auditor", "administrator"]) },
    { href: "/security", name: "security", group: "kept", show: canReadSecurity(actor) },
    { href: "/letters", name: "letters", group: "kept", show: canKeepLetters(actor) },
    { href: "/settings", name: "settings", group: "kept", show: canSayIdentity(actor) },
    { href: "/facts", name: "facts", group: "kept", show: isOneOf(["administrator"]) },
    { href: "/identity", name: "identity", group: "kept", show: canSayIdentity(actor) },
    { href: "/people", name: "people", group: "kept", show: isOneOf(["administrator"]) },
    { href: "/backups", name: "backups", group: "kept", show: mayKnowBackups({ actor }) },
  ];
  return places
    .filter((one) => one.show)
    .map(({ href, name, group }) => ({ href, word: wordsOfValue("nav_", "list", name), name, group }));
}
