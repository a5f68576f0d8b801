import { z } from "zod";
import { choice, day, id, optionalId, text } from "#platform/forms.ts";
import { KEY_KINDS, SCOPES } from "./key.model.ts";

export const keyForm = z.object({
  name: text(80),
  scope: choice(SCOPES),
  kinds: z.array(choice(KEY_KINDS as [string, ...string[]])).default([]),
  /** The role it acts in; without one, all that are held when it is made. */
  appointment_id: optionalId(),
  ends_on: day(),
});
export const calendarForm = z.object({ appointment_id: id() });
export const revokeOwnForm = z.object({ id: id() });
export const revokeKeyForm = z.object({});
