// Why what a page does has no call.

export const OF_A_PERSON =
  "It is about how a person comes in, with what only that person knows or holds; a key speaks for somebody who came in already.";
/** Who hands out a way in sits there and has just signed in. */
export const NO_WAY_IN_BY_KEYS =
  "Whoever gives somebody a new way in has just signed in: a key that was stolen may not open other accounts.";
export const OF_A_READER =
  "It is a reader's own first week on Today, the same on every machine; a program that calls has none.";
export const OF_A_WISH =
  "It is in which language somebody likes to read and be written to; a program says the language of each call by ?language=.";
export const OF_A_BROWSER =
  "The browser remembers it; a call says it each time it is sent: its role by the header Amity-Acting, its language by ?language=.";
export const OF_A_GUEST =
  "Only somebody of the foreign organization states, as a guest; the interface of aid projects is for those who work in the union.";
export const NO_KEYS_BY_KEYS = "A key makes no keys: whoever found one could keep the door open after it was shut.";
