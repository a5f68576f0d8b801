import type { Handler } from "#platform/asked.ts";
import { json } from "#platform/problem.server.ts";
import { commitImport, readSent, tryImport } from "#modules/imports/import.commands.server.ts";
import { uploadForm } from "#modules/imports/import.forms.ts";
import { uploadQuery } from "#modules/imports/import.filter.ts";
import { findAccount, importList, listEveryProblem } from "#modules/imports/import.queries.server.ts";
import { refuseUnknown } from "#platform/body.server.ts";
import { inWork } from "#platform/db.server.ts";
import { refusalOf } from "#platform/filter.server.ts";
import { readFilter } from "#platform/filter.ts";
import { found } from "#platform/http.server.ts";
import { answerProblem, refuseFields, refuseNamed } from "#platform/problem.server.ts";
import { fileErrors } from "#platform/sent-files.server.ts";
import { fieldsOf, formIn } from "#platform/sent.server.ts";
import { takeWrite } from "#platform/writes.server.ts";
import { answerList } from "../../../list.server.ts";
import { bytesOfFile } from "#platform/large-form.server.ts";

export const GET: Handler = (event) => answerList(event, importList);

/** Tries the workbook; without `try=true` what was understood is then written by the worker. */
export const POST: Handler = async (event) => {
  const asked = readFilter(uploadQuery, event.url.searchParams);
  if (asked.refused[0]) return answerProblem(refusalOf(uploadQuery, asked.refused[0]));
  const form = await formIn(event);
  const unknown = refuseUnknown([...form.keys()], uploadForm);
  if (unknown) return unknown;
  const read = uploadForm.safeParse({
    kind: asked.filter.kind ?? form.get("kind"),
    file: form.get("file"),
  });
  if (!read.success) return refuseFields(read.error);
  const { kind, file } = read.data;
  try {
    takeWrite(event.locals.actor.userId);
    const wrong = await fileErrors({ file });
    if (wrong.file) return refuseNamed(wrong);
    const bytes = await bytesOfFile(file);
    const sent = await readSent(event.locals.actor, { kind, name: file.name, bytes });
    const account = await inWork(event.locals.actor, async (work) => {
      const id = await tryImport(work, sent);
      if (!asked.filter.try) await commitImport(work, id);
      const { processed: _processed, failure: _failure, ...stands } = found(await findAccount(work, id));
      return { ...stands, problems: await listEveryProblem(work, id) };
    });
    return json(account, { status: 201 });
  } catch (cause) {
    return answerProblem(cause, fieldsOf(uploadForm));
  }
};
