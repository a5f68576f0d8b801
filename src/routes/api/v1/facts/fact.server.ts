import { correctFact } from "#modules/reference/reference-fact.commands.server.ts";
import { FACT_FORMS, toForm } from "#modules/reference/reference-fact.forms.ts";
import type { Fact, FactKind } from "#modules/reference/reference-fact.model.ts";
import { findCorrection, findFact } from "#modules/reference/reference-fact.queries.server.ts";
import { factAnswers } from "#modules/reference/reference.answers.ts";
import type { Work } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import { editing } from "#platform/resource.ts";

/** A fact as calls read it: the fields of its form, by what it is known, and where it is from. */
export function answerOf(kind: FactKind, fact: Fact): Record<string, unknown> & { version: number } {
  const said: Record<string, unknown> = { ...toForm(kind, fact), key: fact.key, own_source: fact.own_source };
  const names = Object.keys(factAnswers[kind].shape).filter((name) => !/_(vi|en)$/.test(name));
  return { ...Object.fromEntries(names.map((name) => [name, said[name] ?? null])), version: fact.version };
}

export async function readFact(work: Work, kind: FactKind, key: string) {
  return answerOf(kind, requireRow(await findFact(work, kind, key)));
}

/** What was said of a fact, in the version that taking it back names; also of one that was taken out. */
export async function readCorrection(work: Work, kind: FactKind, key: string) {
  const { version, state } = requireRow(await findCorrection(work, kind, key));
  return { key, state, version };
}

/** A fact is corrected by what is sent alone: the rest of its form stays as it stands. */
export const correcting = (kind: FactKind) =>
  editing(
    (work: Work, key: string) => readFact(work, kind, key),
    FACT_FORMS[kind].form,
    (work, key, input) => correctFact(work, kind, key, input),
    "Correct a fact: only what is sent changes, null empties",
  );

/** Of a new fact there is no version to name. */
export const addForm = (kind: FactKind) => FACT_FORMS[kind].form.omit({ version: true });
