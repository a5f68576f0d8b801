import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import type { Difference } from "#platform/derived.server.ts";
import { rebuilding } from "#platform/derived.server.ts";
import type { Rights } from "#platform/history.server.ts";
import type { KindName } from "#platform/kinds.ts";
import { insertMany } from "#platform/packets.server.ts";
import { today } from "#platform/time.ts";

/**
 * The day of last contact: the newest day of the timeline that has come, or the first contact. The union's knowledge, whoever keeps the partner;
 * so what is confidential does not count, and stands on the timeline of who may see it.
 */
export const rebuildLastContact = rebuilding({
  table: "partner",
  column: "last_contact_on",
  type: "date",
  value: () => sql`greatest(case when partner.first_contact_on <= ${today()}::date then partner.first_contact_on end,
    (select max(partner_event.on_date) from partner_event where partner_event.partner_id = partner.id
      and partner_event.visibility <> 'confidential' and partner_event.on_date <= ${today()}::date))`,
});

/** After a record was shown to others or hidden from them: whether it counts for the last contact has changed with that. */
export async function followSightOfEvents(work: Work, subjectId: string): Promise<void> {
  const partners = await whileSystem(work, () =>
    work.trx
      .selectFrom("partner_event")
      .select("partner_event.partner_id")
      .where("partner_event.subject_id", "=", subjectId)
      .orderBy("partner_event.partner_id")
      .execute(),
  );
  if (partners.length === 0) return;
  await rebuildLastContact(
    work,
    partners.map((one) => one.partner_id),
  );
}

/** What the records of one kind say of partners' timelines: rows of partner_id, subject_id, on_date, title and rights. */
export type Told = { kind: KindName; rows: (ids?: string[]) => RawBuilder<unknown> };

type Line = Rights & {
  id: string | null;
  partner_id: string;
  subject_id: string;
  on_date: string | null;
  title: string;
  was: string | null;
};

const COLUMNS = ["on_date", "title", "unit_id", "unit_path", "visibility", "shared_paths", "named_user_ids"];
const columnsOf = (row: string) => sql.join(COLUMNS.map((column) => sql.ref(`${row}.${column}`)));

/**
 * Brings the timelines to what these records say now, or all of a kind: what no longer took part is taken off, and the day of last contact
 * follows. Answers what differed.
 */
export async function retellPartners(work: Work, told: Told, ids?: string[]): Promise<Difference[]> {
  if (ids?.length === 0) return [];
  return whileSystem(work, async () => {
    const lines = await readDiffering(work, told, ids);
    const gone = lines.filter((one) => one.on_date === null);
    await deleteEvents(work, lines);
    const written = lines.filter((one) => one.on_date !== null);
    await insertMany(
      work,
      "partner_event",
      written.map(({ id: _id, was: _was, ...event }) => ({
        ...event,
        on_date: event.on_date ?? "",
        subject_kind: told.kind,
      })),
    );
    const partners = [...new Set(lines.map((one) => one.partner_id))].toSorted();
    await rebuildLastContact(work, partners);
    return [...gone, ...written].map((one) => ({
      id: `${one.partner_id} ${one.subject_id}`,
      was: one.was,
      is: one.on_date,
    }));
  });
}

/** Written anew rather than changed: one line of a timeline has nothing that refers to it. */
async function deleteEvents(work: Work, lines: Line[]): Promise<void> {
  const ids = lines.flatMap((one) => one.id ?? []);
  if (ids.length > 0) await work.trx.deleteFrom("partner_event").where("partner_event.id", "in", ids).execute();
}

async function readDiffering(work: Work, { kind, rows }: Told, ids?: string[]): Promise<Line[]> {
  const among = ids ? sql`and partner_event.subject_id = any(${ids}::uuid[])` : sql``;
  const found = await sql<Line>`
    select event.id, coalesce(told.partner_id, event.partner_id) as partner_id, coalesce(told.subject_id, event.subject_id) as subject_id,
      event.on_date as was, ${columnsOf("told")}
    from (${rows(ids)}) as told
    full join (select * from partner_event where partner_event.subject_kind = ${kind} ${among}) as event
      on event.partner_id = told.partner_id and event.subject_id = told.subject_id
    where told.partner_id is null or event.id is null or (${columnsOf("told")}) is distinct from (${columnsOf("event")})
    order by 2, 3`.execute(work.trx);
  return found.rows;
}
