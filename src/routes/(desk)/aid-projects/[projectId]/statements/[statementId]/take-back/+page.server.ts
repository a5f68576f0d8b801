import { z } from "zod";
import { takeBackStatement } from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { findOwn } from "../own.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => read(event, (work) => findOwn(work, event.params, [null]));

export const actions: Actions = onSubmit(z.object({}), async (work, _sent, { params }) => {
  await takeBackStatement(work, params);
  return `/aid-projects/${params.projectId}?did=statement_taken_back`;
});
