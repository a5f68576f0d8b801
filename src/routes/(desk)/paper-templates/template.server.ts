import { listPaperLanguages } from "#modules/delegations/delegation-files.queries.server.ts";
import type { TemplateName } from "#modules/paper-templates/paper-template.model.ts";
import { isTemplate } from "#modules/paper-templates/paper-template.model.ts";
import { canKeepTemplatesOf } from "#modules/paper-templates/paper-template.policy.ts";
import { findUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { offeredLanguages } from "#platform/home.ts";
import { found } from "#platform/http.server.ts";
import type { Locale } from "#platform/words.server.ts";

export type Place = { paper: TemplateName; language: Locale };

/** Every paper in every language that it can be had in. */
export function listPlaces(): Place[] {
  const annual = offeredLanguages().map((language) => ({ paper: "annual-report", language }));
  return [...listPaperLanguages(), ...annual].flatMap(({ paper, language }) =>
    isTemplate(paper) ? [{ paper, language }] : [],
  );
}

export const placeOf = (params: { paper: string; language: string }): Place =>
  found(listPlaces().find(({ paper, language }) => paper === params.paper && language === params.language));

export const addressOf = ({ paper, language }: { paper: string; language: string }) =>
  `/paper-templates/${paper}/${language}`;

/** Whose templates a page is about: the own unit's, or of one below that the address names. */
export async function unitOf(work: Work, url: URL) {
  const unit = found(await findUnit(work, url.searchParams.get("unit") ?? work.actor.unitId ?? ""));
  return { unit, mayKeep: canKeepTemplatesOf(work.actor, unit.path) };
}

export async function unitToKeep(work: Work, url: URL) {
  const { unit, mayKeep } = await unitOf(work, url);
  requirePermission(mayKeep);
  return unit;
}
