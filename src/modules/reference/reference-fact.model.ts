import { doesWork } from "#platform/own-words.ts";
/** The shared facts that a union may put right, as its administrator finds them. */
export const FACT_KINDS = ["days", "relations", "missions", "countries", "provinces"] as const;
export type FactKind = (typeof FACT_KINDS)[number];
/** Those of the work that the union does. */
export const factKindsShown = (): FactKind[] => FACT_KINDS.filter((one) => one !== "missions" || doesWork("missions"));

export const DAY_KINDS = ["holiday", "compensatory", "swap_off", "swap_working"] as const;
export const PRECISIONS = ["day", "year"] as const;
export const MISSION_KINDS = [
  "embassy",
  "consulate general",
  "permanent mission",
  "permanent delegation",
  "economic and cultural office",
] as const;

/** Those of which new ones come to be and old ones cease; of the others there are as many as there are. */
export const MAY_BE_ADDED: readonly FactKind[] = ["days", "relations", "missions"];

export type Fact = {
  key: string;
  fields: Record<string, unknown>;
  /** Where this union has what it says from; null while the fact is the release's. */
  own_source: string | null;
  version: number;
};

/** Whether a fact's source settles it. A country's day is the release's general knowledge until this union says where it has it from; provinces are the law's. */
export function isConfirmed(kind: FactKind, { fields, own_source }: Pick<Fact, "fields" | "own_source">): boolean {
  if (kind === "days") return fields.certainty === "confirmed";
  if (kind === "countries") return own_source !== null;
  return fields.confidence === undefined || fields.confidence === "A";
}

export function sourceOf({ fields, own_source }: Pick<Fact, "fields" | "own_source">): string | null {
  return own_source ?? ((fields.legal_basis ?? fields.source ?? null) as string | null);
}

/** How long before its end a calendar asks for its next year. */
export const WARNING_DAYS = 365;
