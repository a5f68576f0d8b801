import { redirect } from "@sveltejs/kit";
import { openTask } from "#modules/learning/first-week.commands.server.ts";
import { inWork } from "#platform/db.server.ts";
import { problemPage } from "#platform/http.server.ts";
import { formIn } from "#platform/sent.server.ts";
import type { RequestHandler } from "./$types";

/** Opening is what ticks it off, so it is sent and not asked for: a page that is looked at ahead ticks off nothing. */
export const POST: RequestHandler = async ({ request, locals }) => {
  const form = await formIn({ request, locals });
  const task = String(form.get("task") ?? "");
  redirect(303, await problemPage(() => inWork(locals.actor, (work) => openTask(work, task))));
};
