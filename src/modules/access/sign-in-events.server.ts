import { createAuthMiddleware } from "better-auth/api";
import { isObject } from "#platform/names.ts";
import type { SecurityKind } from "#platform/security-kinds.ts";
import { sayEvent } from "#platform/security-log.server.ts";
import { findActor } from "./access.queries.server.ts";

/** Addresses of the sign-in library at which somebody comes in, and by what. */
const WAYS_IN: [RegExp, string][] = [
  [/^\/sign-in\/email$/, "password"],
  [/^\/second-step\/verify$/, "second_step"],
  [/^\/passkey\/verify-authentication$/, "passkey"],
  [/^\/(oauth2\/)?callback\//, "oidc"],
];

/** What somebody who is in already changes about it. */
const ACTS: Record<string, SecurityKind> = {
  "/sign-out": "signed_out",
  "/passkey/verify-registration": "passkey_added",
};

type Answered = {
  path?: string;
  body?: unknown;
  context: {
    returned?: unknown;
    newSession?: { user: Person } | null;
    session?: { user: Person } | null;
  };
};
type Person = { id: string; name: string };

/** The last of the library's plugins: it sees what each of its addresses answers in the end, from wherever it was asked. */
export const signInEvents = {
  id: "security-log",
  hooks: {
    after: [
      {
        matcher: ({ path }: { path?: string }) => path !== undefined && path !== "/get-session",
        handler: createAuthMiddleware((answered) => sayAnswer(answered as Answered)),
      },
    ],
  },
};

async function sayAnswer(answered: Answered): Promise<void> {
  const { path = "", context } = answered;
  const by = WAYS_IN.find(([way]) => way.test(path))?.[1];
  const isIn = context.session?.user;
  if (by !== undefined && !isIn) return sayWayIn(answered, by);
  const kind = ACTS[path];
  if (kind === undefined) return;
  const failed = failureOf(context.returned);
  const who = isIn && { userId: isIn.id, name: isIn.name };
  if (failed === undefined) sayEvent(kind, { ...(who && { who }) });
  else sayEvent("refused", { ...(who && { who }), what: { what: kind, why: failed } });
}

async function sayWayIn({ body, context }: Answered, by: string): Promise<void> {
  const { newSession, returned } = context;
  if (newSession) {
    const { id, name } = newSession.user;
    const actor = await findActor(id, undefined);
    const unit = actor?.unitId && actor.unitPath ? { id: actor.unitId, path: actor.unitPath } : undefined;
    return sayEvent("signed_in", { who: { userId: id, name }, what: { by }, ...(unit && { unit }) });
  }
  const email = isObject(body) && typeof body.email === "string" ? body.email : undefined;
  if (asksForCode(returned)) return sayEvent("second_step_asked", { who: { email }, what: { by } });
  const kind = by === "second_step" ? "second_step_failed" : "sign_in_failed";
  return sayEvent(kind, { who: { email }, what: { by, why: failureOf(returned) } });
}

/** The password, or the provider, was right, and the second step is to come. */
function asksForCode(returned: unknown): boolean {
  if (!(returned instanceof Error)) return isObject(returned) && returned.asksForCode === true;
  const { headers } = returned as Error & { headers?: HeadersInit };
  return new Headers(headers).get("location")?.startsWith("/sign-in/code") ?? false;
}

/** The library's own word for what went wrong; undefined where nothing did. */
function failureOf(returned: unknown): string | undefined {
  if (!(returned instanceof Error)) return undefined;
  const { body, message } = returned as Error & { body?: { code?: string } };
  return body?.code ?? message;
}
