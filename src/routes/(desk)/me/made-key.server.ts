import { fail } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import type { z } from "zod";
import { shownOnce } from "#modules/access/key.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { asPage } from "#platform/http.server.ts";
import { once, sendingOf } from "#platform/once.server.ts";
import { fieldInRule, fieldsOf, formIn, printable, readForm } from "#platform/sent.server.ts";
import { understand } from "#platform/typed-form.server.ts";
import { ruleInWords } from "#platform/words.server.ts";
import { takeWrite } from "#platform/writes.server.ts";

/** What a form makes and shows once, on this answer and never again: so there is no redirect, and what was made is kept nowhere. */
export async function showMade<Schema extends z.ZodType<object>>(
  event: RequestEvent,
  schema: Schema,
  make: (work: Work, input: z.output<Schema>) => Promise<string>,
) {
  const sent = readForm(await formIn(event));
  const values = printable(sent);
  const read = understand(sent, schema);
  if ("errors" in read) return fail(422, { refusal: { values, errors: read.errors } });
  try {
    takeWrite(event.locals.actor.userId);
    const sending = await sendingOf(typeof sent._key === "string" ? sent._key : undefined, event.url.pathname, sent);
    return {
      key: await inWork(event.locals.actor, async (work) => {
        let made: string | undefined;
        await once(work, sending, async () => {
          made = await make(work, read.input);
          return "made";
        });
        return shownOnce(made);
      }),
    };
  } catch (cause) {
    if (!(cause instanceof RuleError)) throw asPage(cause);
    const message = ruleInWords(cause.code, cause.details);
    const field = fieldInRule(cause, fieldsOf(schema));
    return fail(409, { refusal: { values, ...(field ? { errors: { [field]: message } } : { errors: {}, message }) } });
  }
}
