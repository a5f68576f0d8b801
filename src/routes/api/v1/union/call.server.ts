import { sayIdentity } from "#modules/identity/identity.commands.server.ts";
import { identityForm } from "#modules/identity/identity.forms.ts";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import type { Handler } from "#platform/asked.ts";
import { answerEdit, answerOne } from "#platform/calls.server.ts";
import type { Work } from "#platform/db.server.ts";
import { editing } from "#platform/resource.ts";

/** Its number is nobody's to ask for: there is one. Its own words and its logo are said on their pages. */
async function find(work: Work) {
  const { id: _, words: _w, kinds: _k, works: _o, logo_sha256: _s, logo_type: _t, ...said } = await findIdentity(work);
  return said;
}

const edit = editing(
  find,
  identityForm,
  async (work, _id, input) => void (await sayIdentity(work, input)),
  "Say anew whose union this is: only what is sent changes, null empties",
);

export const GET: Handler = (event) => answerOne(event, find);
export const PATCH: Handler = (event) => answerEdit(event, edit, { id: "union", find });
