import http from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** Who may be signed in at the provider, and what it says of the sign-in. */
export type Said = { sub: string; email: string; email_verified?: boolean; amr?: string[]; acr?: string };

/** A real OpenID provider on this machine; whoever comes is signed in at once as `said()`. */
export async function openProvider(redirectUri: string, said: () => Said) {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "amity", client_secret: "a-secret-of-the-test-0123456789", redirect_uris: [redirectUri] }],
    claims: { openid: ["sub", "acr", "amr"], email: ["email", "email_verified"], profile: ["name"] },
    acrValues: ["urn:strong"],
    // Claims stand in the token itself, as with most providers of offices.
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ name: "Of the provider", ...said(), sub: id }),
    }),
    cookies: { keys: ["a-key-of-the-test"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
  });
  const callback = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/")) void enter(request, response);
    else callback(request, response);
  });
  async function enter(request: http.IncomingMessage, response: http.ServerResponse) {
    const { params, prompt, session } = await provider.interactionDetails(request, response);
    const { sub, amr, acr } = said();
    if (prompt.name === "login")
      return provider.interactionFinished(request, response, { login: { accountId: sub, amr, acr } });
    const grant = new provider.Grant({ accountId: session?.accountId ?? sub, clientId: String(params.client_id) });
    grant.addOIDCScope(String(params.scope));
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  }
  const forgery: { is: Forgery | undefined } = { is: undefined };
  forgeTokens(provider, forgery);
  return {
    issuer,
    /** What is wrong with the tokens from now on. */
    forge: (is: Forgery | undefined) => (forgery.is = is),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** A token for another client, of another sign-in, whose time is over, changed after it was signed, or that says itself that it is not signed. */
export type Forgery = "audience" | "nonce" | "over" | "signature" | "unsigned";
const UNSIGNED = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");

function forgeTokens({ IdToken: { prototype: own } }: Provider, forgery: { is: Forgery | undefined }) {
  const issue = Object.getOwnPropertyDescriptor(own, "issue")?.value as typeof own.issue;
  own.issue = async function forged(options) {
    if (forgery.is === "audience")
      this.client = Object.create(this.client, { clientId: { value: "another" } }) as object;
    if (forgery.is === "nonce") this.set("nonce", "of-another-sign-in");
    const over = forgery.is === "over" && { expiresAt: Math.floor(Date.now() / 1000) - 3600 };
    const token = await issue.call(this, { ...options, ...over });
    if (forgery.is === "unsigned") return `${UNSIGNED}.${token.split(".")[1] ?? ""}.`;
    return forgery.is === "signature" ? `${token.slice(0, -8)}AAAAAAAA` : token;
  };
}
