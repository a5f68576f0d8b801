import { z } from "zod";
import { locales } from "#words/runtime.js";
import { choice, day, id, inOrder, optionalChoice, optionalDay, optionalText, text } from "#platform/forms.ts";
import { newPassword } from "./account.forms.ts";
import { ROLES, SIGNED_AS } from "./access.model.ts";

export const inviteForm = z.object({
  name: text(120),
  email: z.email("error_email"),
  unit_id: id(),
  role: choice(ROLES),
  /** Of the letter; the account that it opens begins with it. */
  language: optionalChoice(locales),
});
export const appointForm = z
  .object({
    email: z.email("error_email"),
    unit_id: id(),
    role: choice(ROLES),
    from_on: day(),
    until_on: optionalDay(),
  })
  .refine(...inOrder("from_on", "until_on", "rule_until_before_from"));
export const endAppointmentForm = z.object({ until_on: day() });
export const renamePersonForm = z.object({ name: text(120) });
/** From the first day to the last, both included. A post left empty is looked up in the register of posts. */
export const signatureForm = z
  .object({
    email: z.email("error_email"),
    signed_as: choice(SIGNED_AS),
    from_post: optionalText(200),
    to_post: optionalText(200),
    from_on: day(),
    last_on: day(),
  })
  .refine(...inOrder("from_on", "last_on", "rule_until_before_from"));
export const endSignatureForm = z.object({});
export const acceptForm = z.object({ password: newPassword() });
export const firstForm = z.object({
  name: text(120),
  email: z.email("error_email"),
  password: newPassword(),
  /** Printed at the first start, where only whoever has the machine reads it. */
  first_key: text(60),
});
export const credentialsForm = z.object({
  email: z.email("error_email"),
  password: z.string({ error: "error_required" }).min(1, "error_required"),
});
/** Of an authenticator, or a backup code. */
export const codeForm = z.object({ digits: text(40) });
