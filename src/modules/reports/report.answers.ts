import { z } from "zod";
import { locales } from "#words/runtime.js";
import {
  day,
  flag,
  instant,
  items,
  key,
  named,
  number,
  numberOrNone,
  page,
  text,
  textOrNone,
} from "#platform/answers.ts";

const figure = {
  key: text(),
  version: number(),
  value: number(),
  unit: text(),
  measure: text(),
  status: z.enum(["interim", "final"]),
  as_of: day(),
};
const bars = z.array(z.object({ key: text(), label: text(), label_en: text(), value: number() }));

/** `recorded` says whether anything is recorded of the year: where nothing is, a figure is unknown and not zero; `records` opens what it counts. */
export const figuresAnswer = items(z.object({ ...figure, recorded: flag(), records: text(), wording: text() }));

/** The figure with the records it counts, each once, and how many of them the reader may open. */
export const figureRecordsAnswer = page(
  z.object({ id: key(), kind: text(), title: text(), on_date: day(), amount: numberOrNone() }),
).extend({ value: number(), recorded: flag(), records: number(), open: number() });

export const annualReportAnswer = z.object({
  year: number(),
  unit: z.object({
    id: key(),
    kind: text(),
    ...named("name"),
    seat: z.object(named("name")).optional(),
    head: z.object({ name: text(), ...named("title") }).optional(),
  }),
  as_of: day(),
  status: z.enum(["interim", "final"]),
  language: z.enum(locales),
  figures: z.array(
    z.object({
      ...figure,
      recorded: flag(),
      before: number(),
      wording: z.object({ qualifier: text(), rounded: number() }),
    }),
  ),
  tables: z.record(z.string(), bars),
  anniversaries: z.array(z.object({ iso2: text(), ...named("name") })),
  texts: z.array(z.object({ id: key(), section: text(), language: text(), body: text() })),
  sections: z.array(
    z.object({
      section: text(),
      title: text(),
      sentences: z.array(z.object({ text: text(), key: textOrNone() })),
      body: text(),
    }),
  ),
});

export const frozenListAnswer = page(
  z.object({
    id: key(),
    year: number(),
    as_of: day(),
    status: z.enum(["interim", "final"]),
    tree: z.enum(["then", "now"]),
    language: z.enum(locales),
    frozen_at: instant(),
    frozen_by: textOrNone(),
    unit_id: key(),
    ...named("unit_name"),
  }),
);

const said = z.union([number(), text()]).nullable();
export const correctionsAnswer = z.object({
  items: z.array(
    z.object({
      key: text(),
      frozen: said,
      now: said,
      records: z.array(
        z.object({
          kind: text(),
          id: key(),
          title: textOrNone(),
          change: z.enum(["added", "removed", "changed"]),
          frozen: numberOrNone(),
          now: numberOrNone(),
          who: textOrNone(),
          at: instant().nullable(),
        }),
      ),
    }),
  ),
  definitions: z.array(z.object({ key: text(), frozen: number(), now: numberOrNone() })),
});

/** One paragraph of a report; without a text at version 0 while nobody wrote it. */
export const textAnswer = z.object({
  year: number(),
  unit_id: key(),
  section: text(),
  language: text(),
  body: text(),
  version: number(),
});
