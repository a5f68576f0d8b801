import type { NoteKind } from "#platform/schema.gen.ts";

export const NOTE_KINDS = ["call", "talk", "letter", "other"] as const satisfies readonly NoteKind[];

/** Kinds that are contact with a partner; what else was noted is not. */
export const CONTACTS = ["call", "talk", "letter"] as const satisfies readonly NoteKind[];

/** What a note may be about, by the name that its form and its list give it. */
export const ABOUT = ["partner", "delegation", "country"] as const;
export type About = (typeof ABOUT)[number];

export const STEPS = ["take_back"] as const;
export type StepName = (typeof STEPS)[number];
