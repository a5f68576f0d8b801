import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { country, flag, linked, oneOf, paging, search, unitPath, year } from "#platform/filter.ts";
import { PARTNER_KINDS, PARTNER_STATUSES } from "./partner.model.ts";

/** How the last row was found, what it is ordered by there, and its id. */
export const PARTNER_CURSOR = /^(name|last_contact|begins|holds):(.*),([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/su;

export const partnerFilter = z.object({
  q: search(),
  kind: oneOf(PARTNER_KINDS, { label: "list_kind", says: "partner_kind" }),
  country: country(),
  status: oneOf(PARTNER_STATUSES, { label: "list_status", says: "partner_status" }),
  silent: flag({ label: "partner_contact_filter", says: "partner_silent" }),
  are: linked(["persons", "organizations"], { label: "partner_are", says: "partner_are_word" }),
  unit_path: unitPath(),
  /** Whoever registered it: the unit did, or worked with it. */
  known_to: unitPath("partner_known_to"),
  sort: linked(["name", "last_contact"], { label: "list_sort", says: "partner_sort" }),
  ...paging(PARTNER_CURSOR),
});

export type PartnerFilter = Filter<typeof partnerFilter>;

/** One year of a partner's timeline. */
export const timelineFilter = z.object({ year: year() });
