import { sql } from "kysely";
import type { Told } from "#modules/partners/partner-event.commands.server.ts";
import { retellPartners } from "#modules/partners/partner-event.commands.server.ts";
import type { Rebuild } from "#platform/derived.server.ts";
import { CONTACTS } from "./note.model.ts";

/** Talks, calls and letters with partners. */
const TOLD: Told = {
  kind: "note",
  rows: (ids) => sql`
    select note.partner_id, note.id as subject_id, note.on_date, note.first_line as title,
      note.unit_id, note.unit_path, note.visibility, note.shared_paths, note.named_user_ids
    from note
    where note.partner_id is not null and note.taken_back_on is null and note.kind = any(${CONTACTS}::note_kind[])
      ${ids ? sql`and note.id = any(${ids}::uuid[])` : sql``}`,
};

/** Timelines of partners and their days of last contact, as these notes stand now. */
export const retellNotes: Rebuild = (work, ids) => retellPartners(work, TOLD, ids);
