import { z } from "zod";
import { items, text, textOrNone } from "#platform/answers.ts";

export const hitsAnswer = items(
  z.object({ kind: text(), id: text(), title: text(), detail: textOrNone(), href: text(), name: text(), note: text() }),
);
