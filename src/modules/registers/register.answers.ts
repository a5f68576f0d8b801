import { z } from "zod";
import { dayOrNone, key, named, number, numberOrNone, ofRecord, text, textOrNone } from "#platform/answers.ts";
import { ENTRY_STATUSES, PAPER_KINDS } from "./register.model.ts";

const said = {
  kind: z.enum(PAPER_KINDS),
  year: number(),
  number: text(),
  ordinal: numberOrNone(),
  last_ordinal: numberOrNone(),
  status: z.enum(ENTRY_STATUSES),
  on_date: dayOrNone(),
  title: text(),
  subject: textOrNone(),
  signer: textOrNone(),
  addressee: textOrNone(),
  reason: textOrNone(),
  record_kind: textOrNone(),
  record_id: key().nullable(),
  paper: textOrNone(),
  file_id: key().nullable(),
};

const file = { file_name: textOrNone(), sha256: textOrNone() };

export const registerAnswers = {
  row: z.object({ id: key(), ...said, book_place: text(), ...file, ...named("unit_name"), version: number() }),
  one: z.object({ ...ofRecord(), ...said, ...file, ...named("unit_name") }),
};

export const gapsAnswer = z.object({
  items: z.array(
    z.object({
      kind: z.enum(PAPER_KINDS),
      year: number(),
      from: number(),
      until: number(),
      ...named("unit_name"),
      unit_id: key(),
    }),
  ),
});

export const symbolsAnswer = z.object({
  items: z.array(
    z.object({
      id: key(),
      organisation: text(),
      office: textOrNone(),
      from_on: z.iso.date(),
      until_on: dayOrNone(),
      unit_id: key(),
      ...named("unit_name"),
      version: number(),
    }),
  ),
});

/** What the papers of one record bear, newest first. */
export const numbersOfAnswer = z.array(
  z.object({
    id: key(),
    paper: textOrNone(),
    kind: text(),
    number: text(),
    on_date: dayOrNone(),
    status: text(),
    file_id: key().nullable(),
  }),
);
