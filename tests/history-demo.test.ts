import { expect, test } from "vitest";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { inLocale } from "#platform/words.server.ts";
import { useDatabase } from "./database.ts";

/** Every line that the demo's commands wrote is told in words: whoever adds an act or a field adds its words. */
useDatabase("demo");

test.each(["vi", "en"] as const)(
  "in %s no line of the demo shows an id, a code or a name of the code",
  async (language) => {
    const raw = await inReading(system, (work) =>
      inLocale(language, async () => {
        const lines = await work.trx
          .selectFrom("history")
          .select(["id", "at", "user_name", "action", "subject_kind", "subject_id", "before", "after"])
          .orderBy("id")
          .execute();
        expect(lines.length).toBeGreaterThan(1000);
        // One by one, so that each stands alone; a sample of what is alike.
        const seen = new Map<string, number>();
        const some = lines.filter((line) => {
          const like = `${line.subject_kind} ${line.action}`;
          seen.set(like, (seen.get(like) ?? 0) + 1);
          return (seen.get(like) ?? 0) <= 20;
        });
        const told = await tellHistory(work, some);
        return told.flatMap((line) => [line.sentence, ...line.changes]).filter((sentence) => RAW.test(sentence));
      }),
    );
    expect(raw).toEqual([]);
  },
);

/** A key, or two words joined as the code joins them, before the colon or as a whole value. */
const RAW = /[0-9a-f]{8}-[0-9a-f]{4}-|\b[a-z]+_[a-z_]+\b|undefined|\[object|\bnull\b|(: |“)[a-z]{4,}(”|$)/;
