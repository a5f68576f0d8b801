import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { isStrong } from "#modules/access/session.model.ts";
import { home } from "#platform/home.ts";

/** Where whoever owes a second step goes on once it is set up: an administrator who has a first day before him to that, all others to Today. */
export function goesOnAt(
  { locals, url }: { locals: App.Locals; url: URL },
  { factor }: { factor: Parameters<typeof isStrong>[0] },
) {
  if (!url.searchParams.has("owed") || isStrong(factor)) return undefined;
  return canSayIdentity(locals.actor) && !home().is_set_up ? "/set-up" : "/";
}
