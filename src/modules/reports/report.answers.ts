import { z } from "zod";
import { day, items, key, named, number, numberOrNone, page, text, textOrNone } from "#platform/answers.ts";

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

export const figuresAnswer = items(z.object({ ...figure, wording: text() }));

export const figureRecordsAnswer = page(
  z.object({ id: key(), kind: text(), title: text(), on_date: day(), amount: numberOrNone() }),
);

export const annualReportAnswer = z.object({
  year: number(),
  unit: z.object({ id: key(), ...named("name") }),
  as_of: day(),
  status: z.enum(["interim", "final"]),
  language: z.enum(["vi", "en"]),
  figures: z.array(
    z.object({ ...figure, before: number(), wording: z.object({ qualifier: text(), rounded: number() }) }),
  ),
  tables: z.record(z.string(), bars),
  anniversaries: z.array(z.object({ iso2: text(), ...named("name") })),
  texts: z.array(z.object({ section: text(), language: text(), body: text() })),
  sections: z.array(
    z.object({
      section: text(),
      title: text(),
      sentences: z.array(z.object({ text: text(), key: textOrNone() })),
      body: text(),
    }),
  ),
});
