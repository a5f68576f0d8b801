import type { Role } from "#platform/actor.ts";
import type { PartnerKind, PartnerStatus } from "#platform/schema.gen.ts";

export type { PartnerKind, PartnerStatus };

/** The types of partner of union-work.md section 3.4. */
export const PARTNER_KINDS = [
  "peoples_organization",
  "friendship_association",
  "solidarity_committee",
  "peace_movement",
  "political_party",
  "research_institute",
  "university",
  "local_government",
  "foundation",
  "foreign_ngo",
  "business_association",
  "embassy",
  "international_organization",
  "overseas_vietnamese_association",
  "individual_friend",
] as const satisfies readonly PartnerKind[];

export const PARTNER_STATUSES = ["active", "dormant", "closed"] as const satisfies readonly PartnerStatus[];
export const NAME_KINDS = ["official", "alias", "former", "abbreviation"] as const;
export const CONTACT_KINDS = ["email", "phone", "address", "website"] as const;
export const RELATION_KINDS = ["belongs_to", "leads", "works_for", "successor_of", "cooperates_with"] as const;

/** Who may be let see one from outside the union. */
export const GUESTS = ["partner", "foreign_ngo"] as const satisfies readonly Role[];

/** What is done with one as a whole, each on a page of its own. */
export const STEPS = ["close", "reopen", "grant", "suggest"] as const;
export type StepName = (typeof STEPS)[number];

/** What stands below a partner, and how the address of its list is called. */
export const PARTS = { name: "names", contact: "contacts", relation: "relations" } as const;

export type PartName = keyof typeof PARTS;

/** In which a name is given, or a partner prefers to be spoken and written to. */
export const LANGUAGES = ["vi", "en", "fr", "es", "ru", "zh", "lo", "km", "other"] as const;
