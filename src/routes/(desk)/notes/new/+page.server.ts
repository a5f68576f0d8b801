import { noteForm } from "#modules/notes/note.forms.ts";
import { writeNote } from "#modules/notes/note.commands.server.ts";
import { canNote } from "#modules/notes/note.policy.ts";
import { findAbout } from "#modules/notes/note.queries.server.ts";
import { findPartner, offerPartners } from "#modules/partners/partner.queries.server.ts";
import { canEdit } from "#modules/partners/partner.policy.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { wishFor } from "#platform/offer.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

/** What is to be done next with the partner, for whoever may say that it is done. */
async function findNext(work: Work, partnerId: string) {
  const partner = await findPartner(work, partnerId);
  if (!partner || !canEdit(work.actor, partner)) return undefined;
  return { step: partner.next_step, on: partner.next_step_on };
}

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canNote(work.actor));
    const asked = Object.fromEntries(event.url.searchParams);
    const about = await findAbout(work, asked);
    return {
      about,
      next: about?.kind === "partner" ? await findNext(work, about.id) : undefined,
      isDone: asked.done === "1",
      today: today(),
      partners: about ? undefined : await offerPartners(work, wishFor(event.locals, "partner")),
    };
  });

/** Whoever came from Today to close what was due goes back there; whoever came from a record, to it. */
export const actions: Actions = onSubmit(noteForm, async (work, note, { url }) => {
  const id = await writeNote(work, note);
  if (url.searchParams.has("done")) return `/?did=${note.is_step_done ? "next_step_done" : "noted"}`;
  const { partner, delegation, country } = note;
  if (url.searchParams.has("delegation") && delegation) return `/delegations/${delegation}?did=noted`;
  if (url.searchParams.has("country") && country) return `/countries/${country}?did=noted`;
  return partner ? `/partners/${partner}?did=noted` : `/notes/${id}?did=noted`;
});
