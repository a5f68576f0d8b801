import { sayOwnWords } from "#modules/identity/identity.commands.server.ts";
import { wordsForm } from "#modules/identity/identity.forms.ts";
import { WORDS } from "#modules/identity/identity.model.ts";
import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import * as m from "#words/messages.js";
import type { Actions, PageServerLoad } from "./$types";

/** What the language itself calls it, beside which the union may say another. */
function usual(word: (typeof WORDS)[number]): string {
  if (word === "province") return m.aid_province();
  if (word === "provinces") return m.fact_kind({ kind: word });
  return word === "unit_officer" ? m.role({ role: word }) : m.unit_kind({ kind: word });
}

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    const { words, kinds, works, version, language } = await findIdentity(work);
    const typed = Object.entries(words).flatMap(([word, { name, name_in }]) => [
      [word, name],
      [`${word}_in`, name_in],
    ]);
    return {
      said: { kinds, works, version, ...(Object.fromEntries(typed) as Record<string, unknown>) },
      language,
      words: WORDS.map((word) => ({ word, usual: usual(word) })),
    };
  });

export const actions: Actions = onSubmit(wordsForm, async (work, input) => {
  await sayOwnWords(work, input);
  return "/identity?did=saved";
});
