import { z } from "zod";
import { optionalParagraphs, version } from "#platform/forms.ts";

/** What is to be said; all of it left empty takes back what was written. `version` is the writing that was seen, 0 where there was none. */
export const talkingPointsForm = z.object({
  to_say: optionalParagraphs(5000),
  to_ask: optionalParagraphs(5000),
  to_avoid: optionalParagraphs(5000),
  to_cite: optionalParagraphs(5000),
  version: version(),
});
