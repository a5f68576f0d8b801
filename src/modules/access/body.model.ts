/** Who speaks for a body outside the union holds a role of the same name. */
export const BODY_KINDS = ["consulted_agency", "partner", "foreign_ngo"] as const;
export type BodyKind = (typeof BODY_KINDS)[number];
