import { addBody } from "#modules/access/body.commands.server.ts";
import { bodyForm } from "#modules/access/body.forms.ts";
import { listBodies } from "#modules/access/body.queries.server.ts";
import type { Handler } from "#platform/asked.ts";
import { answer, answerDone } from "#platform/calls.server.ts";
import { requirePermission } from "#platform/errors.ts";

export const GET: Handler = (event) =>
  answer(event, async (work) => {
    requirePermission(work.actor.reach !== "outside");
    return { items: await listBodies(work) };
  });

export const POST: Handler = (event) => answerDone(event, bodyForm, addBody);
