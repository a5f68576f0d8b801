import { config } from "#platform/config.ts";
import { formatInstant } from "#platform/format.ts";
import { show } from "#platform/http.server.ts";
import { findLetterTo } from "#platform/letter-list.server.ts";
import { wordsOfValue } from "#platform/words.server.ts";
import { findSetUp } from "../set-up.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    const { identity, backups, isBackedUp, isMailSettled } = await findSetUp(work);
    const { schedule, lastGood } = backups;
    const letter = await findLetterTo(work, work.actor.email);
    return {
      email: work.actor.email,
      isBackedUp,
      isMailSettled,
      isWithoutMail: identity.is_without_mail,
      hasServer: config.smtpUrl !== undefined,
      letter: letter && {
        state: letter.state,
        written: formatInstant(letter.created_at),
        answer: letter.answer && wordsOfValue("letter_own_answer", "answer", letter.answer),
      },
      schedule: schedule ?? null,
      lastGood: lastGood ? formatInstant(lastGood.started_at) : null,
    };
  });
