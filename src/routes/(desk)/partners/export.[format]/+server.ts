import { partnerList } from "#modules/partners/partner.queries.server.ts";
import { exportRows } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

const HEADINGS = [
  "Tên / Name",
  "Tên tiếng Việt / Vietnamese name",
  "Loại / Kind",
  "Nước / Country",
  "Thành phố / City",
  "Đơn vị / Unit",
  "Liên hệ gần nhất / Last contact",
  "Tình trạng / State",
];

export const GET: RequestHandler = (event) =>
  exportRows(event, partnerList, { name: "partners", headings: HEADINGS }, (one, say) => [
    one.name,
    one.name_vi,
    say("partner_kind", { kind: one.kind }),
    one.country_iso2,
    one.city,
    one.unit_name_vi,
    one.last_contact_on,
    say("partner_status", { status: one.status }),
  ]);
