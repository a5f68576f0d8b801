import { createHash, randomBytes } from "node:crypto";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, createAuthMiddleware } from "better-auth/api";
import { deleteSessionCookie, expireCookie, setSessionCookie } from "better-auth/cookies";
import { z } from "zod";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { isStrong } from "./session.model.ts";
import { factorOf } from "./sign-in-factor.server.ts";
import { hasSecondStep, trySecondStep } from "./second-step.commands.server.ts";

const COOKIE = "second_step";
const MINUTES = 10;
const TRIES = 5;

/** What a stranger reads in the database opens nothing. */
const kept = (key: string) => `second-step-${createHash("sha256").update(key).digest("hex")}`;

type Hooked = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];
type New = { session: { token: string }; user: { id: string } };

const ENTERING = ["/sign-in/email", "/callback/:id"];

/** Whoever has a second step and has not shown one gets no session yet, but a cookie that says whose code is awaited. */
const askForCode = createAuthMiddleware(async (ctx) => {
  const entered = ctx.context.newSession as New | null;
  if (!entered || isStrong(factorOf(ctx)) || !(await asksForCode(entered.user.id))) return;
  deleteSessionCookie(ctx, true);
  await ctx.context.internalAdapter.deleteSession(entered.session.token);
  ctx.context.setNewSession(null);
  const key = randomBytes(24).toString("base64url");
  await ctx.context.internalAdapter.createVerificationValue({
    identifier: kept(key),
    value: JSON.stringify({ userId: entered.user.id, tries: 0 }),
    expiresAt: new Date(Date.now() + MINUTES * 60_000),
  });
  const cookie = ctx.context.createAuthCookie(COOKIE, { maxAge: MINUTES * 60 });
  await ctx.setSignedCookie(cookie.name, key, ctx.context.secret, cookie.attributes);
  if (ctx.path === "/sign-in/email") return ctx.json({ asksForCode: true });
  throw ctx.redirect(`/sign-in/code?next=${encodeURIComponent(wayOf(ctx))}`);
});

const asksForCode = (userId: string) => inReading(system, (work) => hasSecondStep(work, userId));

/** Where the provider's sign-in was to lead. */
function wayOf({ context }: Hooked): string {
  const headers = (context.returned as { headers?: HeadersInit } | undefined)?.headers;
  return new Headers(headers).get("location") ?? "/";
}

const verify = createAuthEndpoint(
  "/second-step/verify",
  { method: "POST", body: z.object({ code: z.string().max(40) }) },
  async (ctx) => {
    const cookie = ctx.context.createAuthCookie(COOKIE);
    const key = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
    // Taken out while it is tried, so that many at once try it as often as one after the other.
    const found = key ? await ctx.context.internalAdapter.consumeVerificationValue(kept(key)) : null;
    if (!key || !found) throw new APIError("GONE", { code: "sign_in_over", message: "sign in again" });
    const { userId, tries } = JSON.parse(found.value) as { userId: string; tries: number };
    const outcome = await inWork(system, (work) => trySecondStep(work, userId, ctx.body.code));
    if (outcome !== "right") {
      await tryAgain(ctx.context.internalAdapter, { key, userId, tries: tries + 1, until: found.expiresAt });
      throw outcome === "locked"
        ? new APIError("TOO_MANY_REQUESTS", { code: "locked", message: "locked" })
        : new APIError("UNAUTHORIZED", { code: "wrong_code", message: "wrong code" });
    }
    const session = await ctx.context.internalAdapter.createSession(userId);
    const user = await ctx.context.internalAdapter.findUserById(userId);
    if (!session || !user) throw new APIError("GONE", { code: "sign_in_over", message: "sign in again" });
    await setSessionCookie(ctx, { session, user });
    expireCookie(ctx, cookie);
    return ctx.json({ entered: true });
  },
);

type Trial = { key: string; userId: string; tries: number; until: Date };

async function tryAgain(adapter: Hooked["context"]["internalAdapter"], { key, userId, tries, until }: Trial) {
  if (tries >= TRIES) return;
  await adapter.createVerificationValue({
    identifier: kept(key),
    value: JSON.stringify({ userId, tries }),
    expiresAt: until,
  });
}

/** The second step as a part of the sign-in library: digits that count once and for thirty seconds, backup codes kept as hashes. */
export function secondStep() {
  return {
    id: "second-step",
    endpoints: { verifySecondStep: verify },
    hooks: { after: [{ matcher: ({ path }) => ENTERING.includes(path ?? ""), handler: askForCode }] },
  } satisfies BetterAuthPlugin;
}
