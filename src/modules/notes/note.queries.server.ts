import { sql } from "kysely";
import { isInTree, withPlaces } from "#modules/units/unit-place.queries.server.ts";
import type { Placed } from "#modules/units/unit-place.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import { keptCount } from "#platform/kept.server.ts";
import { countRows, follows, inYear } from "#platform/list.ts";
import { listOf } from "#platform/page-text.server.ts";
import { nameIn } from "#platform/names.server.ts";
import { holds } from "#platform/search.ts";
import type { NoteFilter } from "./note.filter.ts";
import { noteFilter } from "./note.filter.ts";
import type { About } from "./note.model.ts";
import { ABOUT } from "./note.model.ts";

/** What a note is about, as far as its reader may see that. */
const NAMED = [
  "note.partner_id",
  "note.delegation_id",
  "note.country_iso2",
  "partner.name as partner_name",
  "delegation.title as delegation_title",
] as const;

function matching(work: Work, filter: Placed<NoteFilter>) {
  let query = work.trx
    .selectFrom("note")
    .leftJoin("partner", "partner.id", "note.partner_id")
    .leftJoin("delegation", "delegation.id", "note.delegation_id")
    .where("note.taken_back_on", "is", null);
  if (filter.q) query = query.where(holds("note.search_text", filter.q));
  if (filter.kind) query = query.where("note.kind", "=", filter.kind);
  if (filter.mine) query = query.where("note.created_by", "=", work.actor.userId ?? null);
  if (filter.partner) query = query.where("note.partner_id", "=", filter.partner);
  if (filter.delegation) query = query.where("note.delegation_id", "=", filter.delegation);
  if (filter.year) query = query.where(inYear("note.on_date", filter.year));
  if (filter.country) query = query.where(isOfCountry(filter.country));
  if (filter.places) query = query.where(isInTree("note.unit_path", { places: filter.places, left: filter.left }));
  return query;
}

/** Of the country itself, of a partner there, or of a delegation from there or to there: each found by its own index. */
const isOfCountry = (iso2: string) => sql<boolean>`note.id in (
  select note.id from note where note.country_iso2 = ${iso2}
  union all select note.id from note join partner on partner.id = note.partner_id where partner.country_iso2 = ${iso2}
  union all select note.id from note join delegation on delegation.id = note.delegation_id where delegation.countries @> array[${iso2}])`;

/** Newest first, with what each is about and who wrote it. */
async function notePage(work: Work, asked: NoteFilter & { limit: number }) {
  let query = matching(work, await withPlaces(work, asked))
    .select([
      "note.id",
      "note.kind",
      "note.on_date",
      "note.first_line as title",
      "note.body",
      "note.written_by_name",
      "note.version",
    ])
    .select(NAMED);
  if (asked.cursor) query = query.where(follows(["note.on_date", "note.id"], asked.cursor, "desc"));
  const rows = query
    .orderBy("note.on_date", "desc")
    .orderBy("note.id", "desc")
    .limit(sql.lit(asked.limit + 1));
  return { rows, limit: asked.limit, cursorOf: (last: Last) => `${last.on_date},${last.id}` };
}

type Last = { on_date: string; id: string };

export const noteList = listOf({ filter: noteFilter, page: notePage, count: countNotes });

function countNotes(work: Work, filter: NoteFilter, most?: number): Promise<number> {
  // Where a partner or a visit is narrows by country.
  const kinds = ["note", "partner", "delegation"] as const;
  const kept = filter.mine ? { ...filter, writer: work.actor.userId } : filter;
  return keptCount(work, { kinds, filter: kept, most }, async () =>
    countRows(work, matching(work, await withPlaces(work, filter)).select("note.id"), most),
  );
}

export async function findNote(work: Work, noteId: string) {
  return work.trx
    .selectFrom("note")
    .leftJoin("partner", "partner.id", "note.partner_id")
    .leftJoin("delegation", "delegation.id", "note.delegation_id")
    .innerJoin("unit", "unit.id", "note.unit_id")
    .selectAll("note")
    .select("note.first_line as title")
    .select(NAMED)
    .select(["unit.name as unit_name", "unit.name_in as unit_name_in"])
    .where("note.id", "=", noteId)
    .executeTakeFirst();
}

type Subject = { partner_id: string | null; delegation_id: string | null };

/** Whose record it is that a note is about, and how open; undefined where the actor does not see it. */
export async function findSubject(work: Work, about: Subject): Promise<Rights | undefined> {
  const [table, id] = about.partner_id
    ? (["partner", about.partner_id] as const)
    : (["delegation", about.delegation_id] as const);
  const found = await sql<Rights>`
    select unit_id, unit_path, visibility, shared_paths, named_user_ids from ${sql.table(table)} where id = ${id}`.execute(
    work.trx,
  );
  return found.rows[0] && rightsOf(found.rows[0]);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an address names that a note is or will be about, and how it is called; undefined where it names nothing that the actor sees. */
export async function findAbout(
  work: Work,
  asked: { [Name in About]?: string | undefined },
): Promise<{ kind: About; id: string; title: string } | undefined> {
  const kind = ABOUT.find((about) => asked[about]);
  const id = kind && asked[kind];
  if (!kind || !id || (kind !== "country" && !UUID.test(id))) return undefined;
  const { trx } = work;
  const rows = {
    partner: () =>
      trx.selectFrom("partner").select(["partner.id", "partner.name as title"]).where("partner.id", "=", id),
    delegation: () =>
      trx.selectFrom("delegation").select(["delegation.id", "delegation.title"]).where("delegation.id", "=", id),
    country: () =>
      trx
        .selectFrom("reference.country as country")
        .select(["country.iso2 as id", nameIn("country.name").as("title")])
        .where("country.iso2", "=", id),
  };
  const found = await rows[kind]().executeTakeFirst();
  return found && { kind, ...found };
}
