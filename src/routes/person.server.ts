import { error, redirect } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { problemPage } from "#platform/http.server.ts";
import { formIn, readForm } from "#platform/sent.server.ts";
import { wordsFor } from "#platform/words.server.ts";

/** The archive of one person as a file that is saved and kept nowhere else. */
export function archive(bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="personal-data.zip"',
      "cache-control": "no-store",
    },
  });
}

/** What a page's form asks and answers with an archive. */
export async function answerForm<Schema extends z.ZodType<object>>(
  { request, locals }: RequestEvent,
  schema: Schema,
  run: (work: Work, input: z.output<Schema>) => Promise<Uint8Array>,
): Promise<Response> {
  const read = schema.safeParse(readForm(await formIn({ request, locals })));
  if (!read.success) return redirect(303, "/people/personal");
  const bytes = await problemPage(() => inWork(locals.actor, (work) => run(work, read.data)));
  return bytes.length > 0 ? archive(bytes) : error(404, wordsFor("error_not_found") ?? "");
}
