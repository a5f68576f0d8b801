import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import { sayPart } from "#modules/identity/set-up.commands.server.ts";
import { unionStepForm } from "#modules/identity/set-up.forms.ts";
import { findRoot } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { after } from "../set-up.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    const { id, ...said } = await findIdentity(work);
    return { said: id === null ? { ...said, ...(await namesOfRoot(work)) } : said };
  });

const LONGEST_SHORT = 40;
const LETTERS = 3;

/** What the top of the tree is called is a beginning; what is no name of it is left open. */
async function namesOfRoot(work: Work) {
  const root = await findRoot(work);
  const { name = "", name_in = {} } = root ?? {};
  const seal = [...name.matchAll(/\p{Lu}/gu)].map(String).join("").slice(0, LETTERS);
  return { name, name_in, short_name: name.length > LONGEST_SHORT ? "" : name, short_name_in: {}, seal, seat: "" };
}

export const actions: Actions = onSubmit(unionStepForm, async (work, input) => {
  await sayPart(work, input);
  return `${after("union")}?did=saved`;
});
