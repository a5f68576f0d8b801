import type { Actor } from "#platform/actor.ts";

/** Whoever has just signed in may change how they do it; others are asked to do so anew. */
export const FRESH_MINUTES = 15;

/** What a person showed at the sign-in. A passkey is unlocked on its device, a provider may say that it asked for a second factor. */
export type Factor = "password" | "second_step" | "passkey" | "provider" | "provider_second_step";

const STRONG: readonly Factor[] = ["second_step", "passkey", "provider_second_step"];

export function isStrong(factor: Factor): boolean {
  return STRONG.includes(factor);
}

/** Whether one of the roles held asks for a second step that this sign-in did not show; `asked` are the roles of the setting. */
export function owesSecondStep(actor: Actor, factor: Factor, asked: readonly string[]): boolean {
  return !isStrong(factor) && actor.appointments.some(({ role }) => asked.includes(role));
}

/** Where somebody who owes a second step may go: to set one up, to sign in anew, and away. */
export function isOnTheWayToSecondStep(path: string): boolean {
  return /^\/(me\/(two-factor|passkeys|confirm)(\/|$)|sign-(in|out)(\/|$)|language$|_app\/)/.test(path);
}
