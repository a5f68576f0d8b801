import { listInvitations, peopleList } from "#modules/access/people.queries.server.ts";
import { sendsLetters } from "#platform/mail-transport.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readList } from "../../list.server.ts";
import { nameOf } from "#platform/names.ts";
import { roleWord } from "#platform/own-words.ts";
import * as m from "#words/messages.js";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, peopleList);
    const isWhole = !page.filter.q && !page.filter.ended;
    const invitations = isWhole ? await listInvitations(work) : [];
    const made = event.url.searchParams.get("invitation");
    return {
      ...page,
      invitations,
      hasServer: sendsLetters(),
      wasDone: saidOf(invitations.find(({ id }) => id === made)),
    };
  });

type Invitation = Awaited<ReturnType<typeof listInvitations>>[number];

/** Who was invited just now, for the line above the page. */
function saidOf(made: Invitation | undefined): string | undefined {
  if (!made) return undefined;
  const who = { name: made.name, email: made.email, role: roleWord(made.role), unit: nameOf(made, "unit_name") };
  return m.did_invited_named({ who: m.invitation_made_for(who) });
}
