import { wordsFor } from "#platform/words.server.ts";

const OF_PROVIDER: Record<string, string> = {
  signup_disabled: "error_oidc_stranger",
  account_not_linked: "error_oidc_unproven",
  unable_to_link_account: "error_oidc_unproven",
  account_closed: "error_account_closed",
  access_denied: "error_oidc_cancelled",
};

/** What the union's own provider answered, or what was refused of it; a word that nobody knows is still said as a failure, and never shown. */
export function wordOfProvider(url: URL): string | undefined {
  const said = url.searchParams.get("error");
  if (said === null) return undefined;
  return wordsFor((Object.hasOwn(OF_PROVIDER, said) && OF_PROVIDER[said]) || "error_oidc_failed");
}
