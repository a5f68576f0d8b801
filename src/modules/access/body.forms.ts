import { z } from "zod";
import { choice, flag, optionalId, text, version } from "#platform/forms.ts";
import { BODY_KINDS } from "./body.model.ts";

/** A ministry, partner or foreign NGO as a body. */
export const bodyForm = z.object({ name: text(200), kind: choice(BODY_KINDS) });
export const changeBodyForm = bodyForm.extend({ is_closed: flag(), version: version() });
/** For which body somebody speaks, or for none. */
export const speakerForm = z.object({ body_id: optionalId() });
