import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, country, flag, oneOf, paging, recordId, search, unitPath, year } from "#platform/filter.ts";
import { NOTE_KINDS } from "./note.model.ts";

export const noteFilter = z.object({
  q: search(),
  kind: oneOf(NOTE_KINDS, { label: "list_kind", says: "note_kind" }),
  country: country(),
  mine: flag({ label: "note_writer", says: "note_mine" }),
  year: year(),
  partner: recordId({ label: "note_about", says: "note_about_one" }),
  delegation: recordId({ label: "note_about", says: "note_about_one" }),
  unit_path: unitPath(),
  ...paging(CURSORS.dayAndId),
});

export type NoteFilter = Filter<typeof noteFilter>;
