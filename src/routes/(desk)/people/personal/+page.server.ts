import { fail } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import type { z } from "zod";
import { canHandlePersonal } from "#modules/access/access.policy.ts";
import { forgetPersonally, seekPerson } from "#modules/access/person.commands.server.ts";
import { eraseForm, personForm } from "#modules/access/person.forms.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { load as read, problemPage } from "#platform/http.server.ts";
import { PERSONAL } from "#platform/personal.ts";
import type { FoundRow } from "#platform/personal.server.ts";
import { fieldErrors, formIn, readForm } from "#platform/sent.server.ts";
import { ruleInWords } from "#platform/words.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canHandlePersonal(work.actor));
    return {};
  });

/** As the page shows it: each value with what an erasure does to it. */
const shown = ({ table, id, values }: FoundRow) => ({
  key: `${table}:${id}`,
  table,
  values: Object.entries(values).map(([column, value]) => ({
    column,
    text: (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 300),
    erasure: PERSONAL[table]?.[column]?.erasure ?? "stay",
    kept: PERSONAL[table]?.[column]?.kept ?? "",
  })),
});

async function take<Schema extends z.ZodType<object>, Answer extends object>(
  { request, locals }: RequestEvent,
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Answer>,
) {
  const values = readForm(await formIn({ request, locals }));
  const again = async (errors: Record<string, string>, message = "") => {
    const sought = personForm.safeParse(values);
    const rows = sought.success ? await inReading(locals.actor, (work: Work) => seekPerson(work, sought.data)) : [];
    return { values, rows: rows.map(shown), errors, message };
  };
  const read = schema.safeParse(values);
  if (!read.success) return fail(422, await again(fieldErrors(read.error)));
  try {
    return { values, ...(await problemPage(() => run(read.data))) };
  } catch (cause) {
    if (!(cause instanceof RuleError)) throw cause;
    return fail(409, await again({}, ruleInWords(cause.code, cause.details)));
  }
}

export const actions: Actions = {
  find: (event) =>
    take(event, personForm, async (asked) => ({
      rows: (await inReading(event.locals.actor, (work) => seekPerson(work, asked))).map(shown),
    })),
  erase: (event) =>
    take(event, eraseForm, async (asked) => {
      const { account, isNoted } = await inWork(event.locals.actor, (work) => forgetPersonally(work, asked));
      return { account, isNoted };
    }),
};
