import { fail } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import type { z } from "zod";
import { canHandlePersonal } from "#modules/access/access.policy.ts";
import { forgetPersonally, isKeptWhole, seekFiles, seekPerson } from "#modules/access/person.commands.server.ts";
import { eraseForm, personForm } from "#modules/access/person.forms.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { show as read, problemPage } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { PERSONAL } from "#platform/personal.ts";
import type { TableAccount } from "#platform/personal.server.ts";
import type { Beside } from "#platform/personal-states.server.ts";
import type { FoundRow } from "#platform/personal-find.server.ts";
import { fieldErrors, formIn, readForm } from "#platform/sent.server.ts";
import { ruleInWords, wordsOfValue } from "#platform/words.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canHandlePersonal(work.actor));
    return {};
  });

/** As the page shows a row: each value with what an erasure does to it. */
const shown = ({ table, id, values }: FoundRow) => ({
  key: `${table}:${id}`,
  values: Object.entries(values).map(([column, value]) => ({
    column,
    text: (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 300),
    erasure: PERSONAL[table]?.[column]?.erasure ?? "stay",
  })),
});

/** By table; of rows of which nothing goes only how many there are: somebody who worked here for years has thousands. */
const byTable = (rows: readonly FoundRow[]) =>
  [...Map.groupBy(rows, ({ table }) => table)].map(([table, found]) => ({
    table,
    kept: found.filter((row) => isKeptWhole(row)).length,
    rows: found.filter((row) => !isKeptWhole(row)).map(shown),
  }));

async function seek(work: Work, asked: z.output<typeof personForm>) {
  const rows = await seekPerson(work, asked);
  return { count: rows.length, tables: byTable(rows), files: withAddress(await seekFiles(work, rows)) };
}

const withAddress = (files: readonly Beside[]) =>
  files.map((one) => ({ ...one, address: addressOf(one.kind, one.id) }));

/** Why a value stays, in the reader's words: the column, the ground, how long. */
const inWords = (account: readonly TableAccount[]) =>
  account.map(({ why, ...counts }) => ({
    ...counts,
    why: why.map(({ column, ground, kept }) => ({
      column,
      ground: wordsOfValue("person_ground", "ground", ground),
      kept: wordsOfValue("person_kept", "kept", kept.replaceAll(/\W+/g, "_").replace(/_$/, "")),
    })),
  }));

async function take<Schema extends z.ZodType<object>, Answer extends object>(
  { request, locals }: RequestEvent,
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Answer>,
) {
  const values = readForm(await formIn({ request, locals }));
  const again = async (errors: Record<string, string>, message = "") => {
    const sought = personForm.safeParse(values);
    const found = sought.success
      ? await problemPage(() => inReading(locals.actor, (work: Work) => seek(work, sought.data)))
      : {};
    return { values, ...found, errors, message };
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
  find: (event) => take(event, personForm, (asked) => inReading(event.locals.actor, (work) => seek(work, asked))),
  erase: (event) =>
    take(event, eraseForm, async (asked) => {
      const { account, files, isNoted } = await inWork(event.locals.actor, (work) => forgetPersonally(work, asked));
      return { account: inWords(account), files: withAddress(files), isNoted };
    }),
};
