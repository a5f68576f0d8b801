import { afterAll, beforeAll, expect, test } from "vitest";
import { HERE, anAccount, callSignIn, cookiesOf, earlyInStep } from "#modules/access/account.fixtures.ts";
import { findSession } from "#modules/access/session.server.ts";
import { signIn } from "#modules/access/sign-in.server.ts";
import { beginSecondStep, confirmSecondStep } from "#modules/access/second-step.commands.server.ts";
import { deactivateAccount } from "#modules/access/account.commands.server.ts";
import { digitsAt, openSecret, stepAt } from "#modules/access/second-step.server.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { load } from "../src/routes/sign-in/+page.server.ts";
import { asOwner, useDatabase } from "./database.ts";
import type { Said } from "./provider.ts";
import { openProvider } from "./provider.ts";

const database = useDatabase();
let said: Said;
let provider: Awaited<ReturnType<typeof openProvider>>;
const oidc = {
  clientId: "amity",
  clientSecret: "a-secret-of-the-test-0123456789",
  secondFactor: ["mfa", "urn:strong"],
};

beforeAll(async () => {
  provider = await openProvider(`${HERE}/api/auth/callback/oidc`, () => said);
  config.oidc = { issuer: provider.issuer, ...oidc, trustsEmail: false };
});
afterAll(() => provider.close());

/** The way of a browser through the provider and back; where it ends and with what cookies. */
async function through(
  next = "/delegations",
  kept = (cookie: string) => cookie,
): Promise<{ location: string; cookie: string }> {
  const asked = await callSignIn("/sign-in/social", {
    provider: "oidc",
    callbackURL: next,
    errorCallbackURL: "/sign-in",
    disableRedirect: true,
  });
  let location = (asked.said as { url: string }).url;
  const jar = new Map<string, string>();
  while (location.startsWith(provider.issuer)) {
    const answer = await fetch(location, {
      redirect: "manual",
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    location = new URL(answer.headers.get("location") ?? HERE, location).toString();
  }
  const back = await signIn().handler(new Request(location, { headers: { cookie: kept(asked.cookie) } }));
  return { location: back.headers.get("location") ?? "", cookie: cookiesOf(back) };
}

const factorOf = async (cookie: string) => (await findSession(new Headers({ cookie })))?.factor;

test("a person of the union comes in by the provider, to the page that was wanted; none of its tokens is kept", async () => {
  const lan = await anAccount("office");
  said = { sub: "lan", email: lan.email, email_verified: true };
  const came = await through();
  expect(came.location).toBe("/delegations");
  expect(await factorOf(came.cookie)).toBe("provider");
  const again = await through();
  expect(await factorOf(again.cookie)).toBe("provider");
  const kept = await asOwner(database.ownerUrl(), (client) =>
    client.query(
      "select account_id, access_token, refresh_token, id_token from auth_account where provider_id = 'oidc'",
    ),
  );
  expect(kept.rows).toEqual([{ account_id: "lan", access_token: null, refresh_token: null, id_token: null }]);
});

test("a stranger is refused on the sign-in page, in its words, and no account is opened", async () => {
  said = { sub: "stranger", email: "stranger@elsewhere.example", email_verified: true };
  const { location, cookie } = await through();
  expect([location, await factorOf(cookie)]).toEqual(["/sign-in?error=signup_disabled", undefined]);
  const shown = (await load({
    locals: { actor: { reach: "anonymous" }, locale: "en" },
    url: new URL(`${HERE}${location}`),
  } as never)) as { refused?: string };
  expect(shown.refused).toMatch(/\w{3,}/);
});

test("an address that the provider has not proven opens nobody's account", async () => {
  const lan = await anAccount("office");
  said = { sub: "imposter", email: lan.email, email_verified: false };
  const { location, cookie } = await through();
  expect([location, await factorOf(cookie)]).toEqual(["/sign-in?error=account_not_linked", undefined]);
});

const STRONG: [what: object, factor: string][] = [
  [{ amr: ["pwd"] }, "provider"],
  [{ amr: ["pwd", "mfa"] }, "provider_second_step"],
  [{ acr: "urn:strong" }, "provider_second_step"],
  [{ amr: ["mfa-not"], acr: "urn:weak" }, "provider"],
];
test.each(STRONG)("of a sign-in with %o the second factor counts by the setting", async (what, factor) => {
  const lan = await anAccount("office");
  said = { sub: lan.id, email: lan.email, email_verified: true, ...what };
  expect(await factorOf((await through()).cookie)).toBe(factor);
});

test("who has a second step here is asked for it, unless the provider has asked", async () => {
  const lan = await anAccount("office");
  said = { sub: lan.id, email: lan.email, email_verified: true };
  const { id = "" } = (await findSession(new Headers({ cookie: (await through()).cookie }))) ?? {};
  await inWork(lan.actor, beginSecondStep);
  const { rows } = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ secret: string }>("select secret from auth_two_factor where user_id = $1", [lan.id]),
  );
  const secret = await openSecret(rows[0]?.secret ?? "");
  await earlyInStep();
  await inWork(lan.actor, (work) => confirmSecondStep(work, digitsAt(secret, stepAt(Date.now())), id));
  const weak = await through();
  expect([weak.location, await factorOf(weak.cookie)]).toEqual(["/sign-in/code?next=%2Fdelegations", undefined]);
  said = { ...said, amr: ["mfa"] };
  expect(await factorOf((await through()).cookie)).toBe("provider_second_step");
});

test("the way there carries a proof for the code (S256) and a mark of this browser, and comes back with it alone", async () => {
  const lan = await anAccount("office");
  said = { sub: lan.id, email: lan.email, email_verified: true };
  const begin = () =>
    callSignIn("/sign-in/social", {
      provider: "oidc",
      callbackURL: "/",
      errorCallbackURL: "/sign-in",
      disableRedirect: true,
    });
  const [mine, other] = [await begin(), await begin()];
  const asked = (one: typeof mine) => new URL((one.said as { url: string }).url).searchParams;
  expect([asked(mine).get("code_challenge_method"), asked(mine).get("response_type")]).toEqual(["S256", "code"]);
  expect(asked(mine).get("code_challenge")).toMatch(/^[\w-]{43}$/);
  expect(asked(mine).get("state")).not.toBe(asked(other).get("state"));
  const back = async (state: string | null, cookie: string) => {
    const address = `${HERE}/api/auth/callback/oidc?code=somebodys&state=${encodeURIComponent(state ?? "")}`;
    return factorOf(cookiesOf(await signIn().handler(new Request(address, { headers: { cookie } }))));
  };
  // A code that somebody else sends along, with the mark of another browser or with none.
  expect(await back(asked(other).get("state"), mine.cookie)).toBeUndefined();
  expect(await back(asked(mine).get("state"), "")).toBeUndefined();
  expect(await back("made-up", mine.cookie)).toBeUndefined();
  // The same way with a good code, but in a browser that did not begin it.
  expect(await factorOf((await through("/", () => "")).cookie)).toBeUndefined();
});

test("a closed account is closed to the provider too", async () => {
  const lan = await anAccount("office");
  said = { sub: lan.id, email: lan.email, email_verified: true };
  expect(await factorOf((await through()).cookie)).toBe("provider");
  await inWork(system, (work) => deactivateAccount(work, lan.id));
  const { location, cookie } = await through();
  expect([location.split("&")[0], await factorOf(cookie)]).toEqual(["/sign-in?error=account_closed", undefined]);
});

test("a token made for somebody else, of another time, or signed by nobody, is refused", async () => {
  const lan = await anAccount("office");
  said = { sub: lan.id, email: lan.email, email_verified: true };
  for (const forgery of ["audience", "nonce", "over", "signature", "unsigned"] as const) {
    provider.forge(forgery);
    expect([forgery, await factorOf((await through()).cookie)]).toEqual([forgery, undefined]);
  }
  provider.forge(undefined);
  expect(await factorOf((await through()).cookie)).toBe("provider");
});
