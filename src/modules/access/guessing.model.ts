/** How often a secret may be wrong, within how many minutes; docs/security/the-door.md says why so many. */
type Limit = { most: number; minutes: number };

export const GUESSES = {
  /** One browser that signed in before, at the account that it signed in to. */
  device: { most: 10, minutes: 15 },
  /** One client at one account. */
  pair: { most: 10, minutes: 15 },
  /** All clients that never signed in to it, at one account. */
  account: { most: 20, minutes: 60 },
  /** One client at all accounts together: an office behind one address has many people who mistype. */
  client: { most: 100, minutes: 15 },
  /** One site, which owns a whole IPv6 network of 65,536 such lines: so that nobody tries from all of them in turn. */
  site: { most: 400, minutes: 15 },
  /** The second step, of one client: the account's own limit is kept beside the second step. */
  code: { most: 30, minutes: 15 },
  /** One's own password, asked again within a session. */
  own: { most: 10, minutes: 15 },
  /** What costs a row each time it is asked, by anybody. */
  asked: { most: 100, minutes: 15 },
  /** Letters that say an account is closed. */
  letter: { most: 1, minutes: 60 },
} as const satisfies Record<string, Limit>;

export type Guessed = keyof typeof GUESSES;

/** Names that nobody has fall into so many places, so that trying names fills no table. */
export const PLACES = 4096;
