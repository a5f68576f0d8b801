import { sql } from "kysely";
import type { z } from "zod";
import { placeSpeaker } from "#modules/access/body.commands.server.ts";
import type { speakerForm } from "#modules/access/body.forms.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import type { Difference } from "#platform/derived.server.ts";
import { mend } from "#platform/derived.server.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import { runsOn } from "#platform/running.ts";
import { today } from "#platform/time.ts";

type Named = Difference & { subject_kind: string; subject_id: string };
const COLUMN = { table: "exchange_owed", column: "named_user_ids", type: "uuid[]" } as const;

/** From now on the person reads and answers what this body is asked, and nothing any more of the one before. */
export async function speakFor(
  work: Work,
  appointmentId: string,
  speaker: z.output<typeof speakerForm>,
): Promise<void> {
  const bodies = await placeSpeaker(work, appointmentId, speaker);
  if (bodies.length > 0) await mendNames(work, sql`exchange_owed.to_body_id = any(${bodies}::uuid[])`);
}

/**
 * A question to a body outside names those whom its record names and those who speak for the body today: so the database shows it to them
 * and to nobody else outside. What is confidential is asked by name, and no body sees it any more.
 */
export const rebuildSpeakers = (work: Work, ids?: string[]): Promise<Difference[]> =>
  mendNames(work, ids ? sql`exchange_owed.id = any(${ids}::uuid[])` : sql`true`);

function mendNames(work: Work, which: ReturnType<typeof sql>): Promise<Difference[]> {
  return whileSystem(work, async () => {
    const { rows } = await sql<Named>`select exchange_owed.id, exchange_owed.named_user_ids as was, named.ids as is,
        exchange_owed.subject_kind, exchange_owed.subject_id
      from exchange_owed cross join lateral (select coalesce(array_agg(one.id order by one.id), '{}') as ids from (
        select unnest(exchange.named_user_ids) as id from exchange where exchange.id = exchange_owed.exchange_id
        union select access_appointment.user_id from access_appointment
          where access_appointment.body_id = exchange_owed.to_body_id and exchange_owed.visibility <> 'confidential'
            and ${runsOn("access_appointment", today())}) as one) as named
      where exchange_owed.to_body_id is not null and exchange_owed.named_user_ids <> named.ids and ${which} order by 1`.execute(
      work.trx,
    );
    await mend(work, COLUMN, rows);
    for (const one of rows) alsoWritten(work, one.subject_kind, one.subject_id);
    return rows;
  });
}
