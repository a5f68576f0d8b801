import { config } from "#platform/config.ts";
import type { Factor } from "./session.model.ts";

type Asked = { path?: string | undefined; request?: Request | undefined };

/** What the provider said of the sign-in under way, by its request: kept no longer than that. */
const strong = new WeakSet<Request>();

const BY_PATH: Record<string, Factor> = {
  "/sign-in/email": "password",
  "/second-step/verify": "second_step",
  "/passkey/verify-authentication": "passkey",
};

/** What was shown for the session that a request of the sign-in library makes. */
export function factorOf({ path = "", request }: Asked): Factor {
  if (path === "/callback/:id") return request && strong.has(request) ? "provider_second_step" : "provider";
  return BY_PATH[path] ?? "password";
}

/** Reads from a token whose signature, issuer and audience were checked whether the provider asked for a second factor. */
export function noteProvidersFactor(idToken: unknown, request: Request | undefined): void {
  if (typeof idToken !== "string" || !request || !config.oidc) return;
  const [, claims = ""] = idToken.split(".");
  const { acr, amr } = JSON.parse(Buffer.from(claims, "base64url").toString()) as { acr?: unknown; amr?: unknown };
  const said = [acr, ...(Array.isArray(amr) ? (amr as unknown[]) : [amr])];
  const counts = config.oidc.secondFactor;
  if (said.some((one) => typeof one === "string" && counts.includes(one))) strong.add(request);
}
