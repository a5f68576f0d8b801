import { z } from "zod";
import { day, dayOrNone, key, named, number, ofRecord, text, textOrNone } from "#platform/answers.ts";
import { NOTE_KINDS } from "./note.model.ts";

const said = {
  kind: z.enum(NOTE_KINDS),
  on_date: day(),
  title: text(),
  body: text(),
  partner_id: key().nullable(),
  partner_name: textOrNone(),
  delegation_id: key().nullable(),
  delegation_title: textOrNone(),
  country_iso2: textOrNone(),
  written_by_name: text(),
};

export const noteAnswers = {
  row: z.object({ id: key(), ...said, version: number() }),
  one: z.object({ ...ofRecord(), ...said, taken_back_on: dayOrNone(), ...named("unit_name") }),
};
