import { partnerList } from "#modules/partners/partner.queries.server.ts";
import { nameOf } from "#platform/names.ts";
import { OWN_COLUMNS, exportRows, say } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  exportRows(event, partnerList, "partners", [
    ["Tên / Name", (one) => one.name],
    ["Tên tiếng Việt / Vietnamese name", (one) => one.name_vi],
    ["Loại / Kind", (one) => say("partner_kind", { kind: one.kind })],
    ["Nước / Country", (one) => one.country_iso2],
    ["Thành phố / City", (one) => one.city],
    ["Đơn vị / Unit", (one) => nameOf(one, "unit_name", "vi")],
    ["Liên hệ gần nhất / Last contact", (one) => one.last_contact_on],
    ["Tình trạng / State", (one) => say("partner_status", { status: one.status })],
    ...OWN_COLUMNS,
  ]);
