import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity, listChanges } from "#modules/identity/identity.queries.server.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { LEAST, GROUND, PAPER, accentOf, contrast } from "#platform/accent.ts";
import { requirePermission } from "#platform/errors.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { show } from "#platform/http.server.ts";
import { logoAddress } from "#platform/union-shown.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    const said = await findIdentity(work);
    const codes = said.country ? [said.country] : [];
    const lighter = said.accent ? accentOf(said.accent).dark.accent : null;
    return {
      said,
      countryNames: await listCountryNames(work, codes, event.locals.locale),
      changes: Object.fromEntries(await listChanges(work, said.id)),
      logo: logoAddress(),
      least: LEAST,
      accent: said.accent &&
        lighter && {
          light: contrast(said.accent, GROUND),
          lighter,
          dark: contrast(lighter, PAPER.dark),
        },
      history: said.id ? await tellHistory(work, await listHistory(work, said.id)) : [],
    };
  });
