/** How tries at an address of the sign-in library are limited: as a password, as one's own password, per client, or not at all. */
export type Guard = "password" | "own" | "code" | "asked" | "none";

/**
 * All that Amity uses of better-auth. Whatever else this version or the next one answers is closed: it is not on the list. The pages pass
 * these on themselves; no browser reaches them under /api/auth.
 */
export const OF_PAGES: Record<string, Guard> = {
  "/sign-in/email": "password",
  "/sign-in/social": "asked",
  "/sign-out": "none",
  "/second-step/verify": "code",
};

/** What a browser's own script asks (passkeys), and the way back from the organisation's provider; `says` is whether the body is for it to read. */
export const OF_BROWSERS: Record<string, { method: "GET" | "POST"; guard: Guard; says: boolean }> = {
  "/passkey/generate-register-options": { method: "GET", guard: "asked", says: true },
  "/passkey/verify-registration": { method: "POST", guard: "none", says: false },
  "/passkey/generate-authenticate-options": { method: "GET", guard: "asked", says: true },
  "/passkey/verify-authentication": { method: "POST", guard: "code", says: false },
  "/callback/oidc": { method: "GET", guard: "asked", says: false },
};
