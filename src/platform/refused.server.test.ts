import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../tests/database.ts";
import type { Actor } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { inWork } from "./db.server.ts";
import { load, submit } from "./http.server.ts";
import { answerProblem } from "./problem.server.ts";
import { inLocale, wordsFor } from "./words.server.ts";
import { z } from "zod";

useDatabase();
let hanoi: Actor;
beforeAll(async () => {
  hanoi = await aPerson("unit_officer", "ha_noi");
});

/** What only the database knew, as it really says it. */
const refusals: Record<string, (work: Work) => Promise<unknown>> = {
  "a row of another unit": (work) =>
    work.client.query(
      "insert into activity (kind, title, level, starts_on, host_paths, unit_id, unit_path) select 'visit', 'x', 'local', '2026-01-01', '{vufo}', id, path from unit where code = 'can_tho'",
    ),
  "two who wrote at once": raising("40001"),
  "two who waited for each other": raising("40P01"),
  "one who waited too long": raising("55P03"),
};

function raising(code: string) {
  return (work: Work) => work.client.query(`do $$ begin raise exception 'x' using errcode = '${code}'; end $$`);
}

const AS_SAID: Record<string, [status: number, words: string]> = {
  "a row of another unit": [403, "error_forbidden"],
  "two who wrote at once": [409, "rule_try_again"],
  "two who waited for each other": [409, "rule_try_again"],
  "one who waited too long": [409, "rule_try_again"],
};

describe.each(["vi", "en"] as const)("what only the database refuses is no mistake of ours, in %s", (locale) => {
  test.each(Object.entries(AS_SAID))("to a call: %s", async (name, [status, words]) => {
    const cause = await inWork(hanoi, (work) => refusals[name]?.(work) ?? Promise.resolve()).catch(
      (refused: unknown) => refused,
    );
    const answer = inLocale(locale, () => answerProblem(cause));
    expect(answer.status).toBe(status);
    expect(JSON.parse(String(answer.body))).toMatchObject({ status, detail: inLocale(locale, () => wordsFor(words)) });
  });

  test.each(Object.entries(AS_SAID).slice(1))("to a page that is read: %s", async (name, [status, words]) => {
    const event = { locals: { actor: hanoi, locale } } as unknown as Parameters<typeof load>[0];
    const said = await inLocale(locale, () =>
      load(event, async (work) => refusals[name]?.(work)).catch((refused: unknown) => refused),
    );
    expect(said).toMatchObject({ status, body: { message: inLocale(locale, () => wordsFor(words)) } });
  });

  test.each(Object.entries(AS_SAID))("to a form: %s", async (name, [status, words]) => {
    const request = new Request("http://amity.test/x", { method: "POST", body: new URLSearchParams({ title: "Lan" }) });
    const event = { request, locals: { actor: hanoi, locale } } as unknown as Parameters<typeof submit>[0];
    const said = await inLocale(locale, () =>
      submit(event, z.object({ title: z.string() }), async (work) => {
        await refusals[name]?.(work);
        return "/";
      }),
    ).catch((refused: unknown) => refused);
    const sentence = inLocale(locale, () => wordsFor(words));
    expect(said).toMatchObject({ status });
    expect(JSON.stringify(said)).toContain(sentence);
    // What can be sent again keeps what was typed.
    if (status === 409) expect(said).toMatchObject({ data: { refusal: { values: { title: "Lan" } } } });
  });
});
