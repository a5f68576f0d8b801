import { z } from "zod";
import { choice, id } from "#platform/forms.ts";

/** Lets somebody outside the union see a record, or no longer. */
export const grantForm = z.object({ user_id: id(), access: choice(["give", "end"]).default("give") });
/** What the page says then. */
export const didGrant = ({ access }: Grant) => (access === "end" ? "grant_ended" : "granted");
export type Grant = z.output<typeof grantForm>;
