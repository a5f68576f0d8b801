import { z } from "zod";
import { choice, optionalIds, version } from "#platform/forms.ts";

export const VISIBILITIES = ["unit", "union", "confidential"] as const;

/** Who may see a record from now on: what is not said stays. */
export const sharingForm = z.object({
  visibility: choice(VISIBILITIES).optional(),
  named_ids: optionalIds(),
  shared_ids: optionalIds(),
  version: version(),
});
