import { createAuthMiddleware } from "better-auth/api";
import { isObject } from "#platform/names.ts";
import type { SecurityKind } from "#platform/security-kinds.ts";
import { sayEvent } from "#platform/security-log.server.ts";
import { findActor } from "./access.queries.server.ts";

/** Addresses of the sign-in library at which somebody comes in, and by what. */
const WAYS_IN: [RegExp, string][] = [
  [/^\/sign-in\/email$/, "password"],
  [/^\/two-factor\/verify-/, "second_step"],
  [/^\/passkey\/verify-authentication$/, "passkey"],
  [/^\/(oauth2\/)?callback\//, "oidc"],
];

/** What somebody who is in already changes about it. */
const ACTS: Record<string, SecurityKind> = {
  "/sign-out": "signed_out",
  "/revoke-session": "session_ended",
  "/revoke-sessions": "session_ended",
  "/revoke-other-sessions": "session_ended",
  "/change-password": "password_changed",
  "/reset-password": "password_reset",
  "/request-password-reset": "password_reset_asked",
  "/update-user": "name_changed",
  "/two-factor/disable": "second_step_off",
  "/two-factor/generate-backup-codes": "second_step_reset",
  "/passkey/verify-registration": "passkey_added",
  "/passkey/delete-passkey": "passkey_removed",
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
  const kind = path.startsWith("/two-factor/verify-") ? "second_step_on" : ACTS[path];
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
  if (isObject(returned) && returned.twoFactorRedirect === true)
    return sayEvent("second_step_asked", { who: { email }, what: { by } });
  const kind = by === "second_step" ? "second_step_failed" : "sign_in_failed";
  return sayEvent(kind, { who: { email }, what: { by, why: failureOf(returned) } });
}

/** The library's own word for what went wrong; undefined where nothing did. */
function failureOf(returned: unknown): string | undefined {
  if (!(returned instanceof Error)) return undefined;
  const { body, message } = returned as Error & { body?: { code?: string } };
  return body?.code ?? message;
}
