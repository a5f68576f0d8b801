import { partnerList } from "#modules/partners/partner.queries.server.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { OWN_COLUMNS, exportRows, say } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  exportRows(event, partnerList, "partners", [
    ["name", (one) => one.name],
    ["name_vi", (one) => one.name_vi],
    ["kind", (one) => say("partner_kind", { kind: one.kind })],
    ["country", (one) => one.country_iso2],
    ["city", (one) => one.city],
    ["unit", (one) => nameOf(one, "unit_name", home().language)],
    ["last_contact", (one) => one.last_contact_on],
    ["state", (one) => say("partner_status", { status: one.status })],
    ...OWN_COLUMNS,
  ]);
