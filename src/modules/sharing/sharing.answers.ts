import { z } from "zod";
import { flag, key, named, number, text, textOrNone } from "#platform/answers.ts";
import { VISIBILITIES } from "./sharing.forms.ts";
import { GROUNDS } from "./sharing.model.ts";

/** Who can see a record and why; `lacks` is the key of the rule that these readers would break, `isFixed` whether the rule of the kind holds for each, `mayChange` whether you may change it. */
export const sharingAnswer = z.object({
  kind: text(),
  id: key(),
  title: text(),
  version: number().optional(),
  visibility: z.enum([...VISIBILITIES, "public"]),
  named_ids: z.array(key()),
  shared: z.array(z.object({ id: key(), ...named("name") })),
  lacks: textOrNone().optional(),
  isFixed: flag(),
  mayChange: flag(),
  readers: z.array(
    z.object({ user_id: key(), name: text(), role: text().optional(), unit: text(), why: z.array(z.enum(GROUNDS)) }),
  ),
});
