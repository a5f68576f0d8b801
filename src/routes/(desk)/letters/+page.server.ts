import { sendsLetters } from "#platform/mail-transport.server.ts";
import { formatInstant } from "#platform/format.ts";
import { show as read } from "#platform/http.server.ts";
import { RESENDABLE, countLetters, letterList } from "#platform/letter-list.server.ts";
import { wordsOfValue } from "#platform/words.server.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { bar, next_cursor, items } = await readList(event, work, letterList);
    return {
      bar,
      next_cursor,
      counts: await countLetters(work),
      hasServer: sendsLetters(),
      items: items.map((one) => ({
        ...one,
        // What Amity itself says is a code; what the mail server said stays in its words.
        answer: one.answer && wordsOfValue("letter_own_answer", "answer", one.answer),
        written: formatInstant(one.created_at),
        answered: one.answered_at && formatInstant(one.answered_at),
        next: one.next_at && one.state === "waiting" ? formatInstant(one.next_at) : undefined,
        isOver: RESENDABLE.includes(one.state),
      })),
    };
  });
