/** What an administrator does to an account, also by a call. */
export const ACCOUNT_STEPS = ["reopen", "end_sessions", "deactivate"] as const;
export type AccountStep = (typeof ACCOUNT_STEPS)[number];

/** What two administrators do about a lost second step: by themselves, never by a program. */
export const RESET_STEPS = ["ask", "agree", "refuse"] as const;
export type ResetStep = (typeof RESET_STEPS)[number];

export const INVITATION_STEPS = ["resend", "withdraw"] as const;
export type InvitationStep = (typeof INVITATION_STEPS)[number];
