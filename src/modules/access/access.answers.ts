import { z } from "zod";
import { BODY_KINDS } from "./body.model.ts";
import { day, dayOrNone, flag, instant, items, key, named, text, textOrNone } from "#platform/answers.ts";

const lent = {
  id: key(),
  from_user_id: key(),
  to_user_id: key(),
  unit_id: key(),
  unit_path: text(),
  signed_as: text(),
  from_post: textOrNone(),
  to_post: textOrNone(),
  from_on: day(),
  last_on: day(),
  ended_at: instant().nullable(),
  ended_by_name: textOrNone(),
  has_ended: flag(),
  from_name: text(),
  to_name: text(),
  ...named("unit_name"),
};

/** Whose key it is, and the roles held; `Amity-Acting` names the id of one. */
export const meAnswer = z.object({
  id: key(),
  name: text(),
  email: text(),
  role: text(),
  unit_id: key(),
  appointments: z.array(z.object({ id: key(), role: text(), unit_id: key(), ...named("unit_name") })),
});

/** A role that somebody holds, or held, in a unit. */
export const personAnswer = z.object({
  id: key(),
  user_id: key(),
  deactivated_at: instant().nullable(),
  name: text(),
  email: text(),
  role: text(),
  from_on: day(),
  until_on: dayOrNone(),
  body_id: key().nullable(),
  body_name: textOrNone(),
  ...named("unit_name"),
});
/** A ministry, partner or foreign NGO that is asked as a body, with who speaks for it. */
export const bodiesAnswer = items(
  z.object({
    id: key(),
    version: z.number(),
    name: text(),
    kind: z.enum(BODY_KINDS),
    closed_on: dayOrNone(),
    is_closed: flag(),
    speakers: z.array(text()),
  }),
);
/** A row that says something of a person, with those of its values that do. */
export const foundAnswer = z.object({ table: text(), id: text(), values: z.record(z.string(), z.unknown()) });
/** A key for programs, or the address of one calendar; the key itself is kept nowhere. */
export const keyAnswer = z.object({
  id: key(),
  user_id: key(),
  owner_name: text(),
  name: text(),
  purpose: text(),
  scope: text(),
  kinds: z.array(text()),
  created_at: instant(),
  ends_on: day(),
  last_used_on: dayOrNone(),
  role: textOrNone(),
  unit_path: textOrNone(),
  roles: z.number(),
  has_ended: flag(),
  unit_name: textOrNone(),
  unit_name_in: z.record(z.string(), z.string()).nullable(),
});
/** An account as its administrator sees it: how it is entered, and what roles it has and had. */
export const accountAnswer = z.object({
  id: key(),
  name: text(),
  email: text(),
  created_at: instant(),
  deactivated_at: instant().nullable(),
  has_second_step: flag(),
  password: flag(),
  provider: flag(),
  passkeys: z.int(),
  keys: z.int(),
  roles: z.array(
    z.object({
      id: key(),
      role: text(),
      unit_path: text(),
      from_on: day(),
      until_on: dayOrNone(),
      stands: flag(),
      ...named("unit_name"),
    }),
  ),
});

/** Who was invited and has not come yet. */
export const invitationsAnswer = items(
  z.object({
    id: key(),
    name: text(),
    email: text(),
    role: text(),
    expires_at: instant(),
    has_ended: flag(),
    ...named("unit_name"),
  }),
);

/** Signatures that one lent and was lent, and those of others in the units that one sees. */
export const signaturesAnswer = z.object({
  items: z.array(z.object({ ...lent, is_given: flag() })),
  below: z.array(z.object(lent)),
});
