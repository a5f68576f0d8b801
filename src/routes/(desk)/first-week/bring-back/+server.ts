import { redirect } from "@sveltejs/kit";
import { bringFirstWeekBack } from "#modules/learning/first-week.commands.server.ts";
import { inWork } from "#platform/db.server.ts";
import { problemPage } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ locals }) => {
  const how = await problemPage(() => inWork(locals.actor, bringFirstWeekBack));
  redirect(303, `/?did=first_week_${how}`);
};
