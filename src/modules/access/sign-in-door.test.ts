import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { askFromBrowser, askFromPage } from "./sign-in-door.server.ts";
import { PASSKEYS_UNLOCKED } from "./sign-in-hooks.server.ts";
import { signIn } from "./sign-in.server.ts";

const database = useDatabase();
const HERE = "http://localhost:3000";

/** What the sign-in library answers meanwhile; whatever it is asked, it is asked nothing. */
const answer = vi.fn<() => Response>();
beforeEach(async () => {
  await asOwner(database.ownerUrl(), (client) => client.query("delete from access_guess"));
  vi.spyOn(signIn(), "handler").mockImplementation(() => Promise.resolve(answer()));
});
afterEach(() => vi.restoreAllMocks());
const refusing = () => answer.mockImplementation(() => Response.json({}, { status: 401 }));
const letting = () => answer.mockImplementation(() => Response.json({}));

const asker = { client: "192.0.2.7", userId: undefined, known: undefined, headers: new Headers() };
const fromPage = (path: string) => askFromPage(path, { email: "lan@test.example" }, asker);
const fromBrowser = (method: string, path: string) =>
  askFromBrowser(new Request(`${HERE}/api/auth${path}`, { method, ...(method === "POST" && { body: "{}" }) }), asker);

/** How many of so many tries are looked at, by docs/security/the-door.md. */
const LIMITS: [path: string, ask: () => Promise<Response | undefined>, most: number][] = [
  ["/sign-in/email", () => fromPage("/sign-in/email"), 10],
  ["/second-step/verify", () => fromPage("/second-step/verify"), 30],
  ["/sign-in/social", () => fromPage("/sign-in/social"), 100],
  ["/passkey/verify-authentication", () => fromBrowser("POST", "/passkey/verify-authentication"), 30],
  ["/passkey/generate-authenticate-options", () => fromBrowser("GET", "/passkey/generate-authenticate-options"), 100],
  ["/passkey/generate-register-options", () => fromBrowser("GET", "/passkey/generate-register-options"), 100],
  ["/callback/oidc", () => fromBrowser("GET", "/callback/oidc"), 100],
];
test.each(LIMITS)("%s is asked so often by one client, and then no more", async (_path, ask, most) => {
  refusing();
  const statuses = [];
  for (let tried = 0; tried < most + 2; tried += 1) statuses.push((await ask())?.status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  expect(statuses.slice(0, most).every((status) => status === 401)).toBe(true);
});

test("what was right is taken back: nobody is closed out by signing in often", async () => {
  letting();
  for (let tried = 0; tried < 25; tried += 1) expect((await fromPage("/sign-in/email")).status).toBe(200);
});

test("what comes in is for the cookie alone: its body is empty, what a script has to read is not", async () => {
  answer.mockImplementation(() =>
    Response.json({ session: { token: "of-the-session" } }, { headers: { "set-cookie": "amity.session_token=x" } }),
  );
  for (const [method, path] of [
    ["POST", "/passkey/verify-authentication"],
    ["POST", "/passkey/verify-registration"],
    ["GET", "/callback/oidc"],
  ] as const) {
    const came = await fromBrowser(method, path);
    expect([path, await came?.text(), came?.headers.getSetCookie()]).toEqual([path, "{}", ["amity.session_token=x"]]);
  }
  const options = await fromBrowser("GET", "/passkey/generate-authenticate-options");
  expect(await options?.text()).toContain("of-the-session");
});

test("an address is open for its own method alone", async () => {
  letting();
  for (const [method, path] of [
    ["POST", "/passkey/generate-register-options"],
    ["POST", "/passkey/generate-authenticate-options"],
    ["GET", "/passkey/verify-registration"],
    ["GET", "/passkey/verify-authentication"],
    ["POST", "/callback/oidc"],
  ] as const)
    expect([method, path, await fromBrowser(method, path)]).toEqual([method, path, undefined]);
  expect(answer).not.toHaveBeenCalled();
});

test("a passkey counts only where its device asked for a finger, a face or a code", async () => {
  const { authentication, registration, authenticatorSelection } = PASSKEYS_UNLOCKED;
  const entering = (userVerified: boolean) => async () =>
    authentication.afterVerification({ verification: { authenticationInfo: { userVerified } } });
  const adding = (userVerified: boolean) => async () =>
    registration.afterVerification({ verification: { registrationInfo: { userVerified } } });
  await expect(entering(false)()).rejects.toThrow("not unlocked");
  await expect(adding(false)()).rejects.toThrow("not unlocked");
  expect(() => registration.afterVerification({ verification: {} })).toThrow("not unlocked");
  await expect(Promise.all([entering(true)(), adding(true)()])).resolves.toEqual([undefined, undefined]);
  expect(authenticatorSelection.userVerification).toBe("required");
});

test("nobody opens an account at the sign-in library, wherever it is asked", () => {
  const { emailAndPassword } = signIn().options;
  expect(emailAndPassword.disableSignUp).toBe(true);
});
