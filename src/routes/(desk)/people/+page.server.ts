import { listInvitations, peopleList } from "#modules/access/people.queries.server.ts";
import { sendsLetters } from "#platform/mail-transport.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, peopleList);
    const isWhole = !page.filter.q && !page.filter.ended;
    const invitations = isWhole ? await listInvitations(work) : [];
    return { ...page, invitations, hasServer: sendsLetters() };
  });
