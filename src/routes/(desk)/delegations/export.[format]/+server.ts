import { delegationList } from "#modules/delegations/delegation.queries.server.ts";
import { exportRows } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

const HEADINGS = [
  "Tên đoàn / Delegation",
  "Chiều / Direction",
  "Ngày đi / Departure",
  "Ngày về / Return",
  "Nước / Country",
  "Đơn vị / Unit",
  "Trưởng đoàn / Head",
  "Số người / Members",
  "Tình trạng / State",
];

export const GET: RequestHandler = (event) =>
  exportRows(event, delegationList, { name: "delegations", headings: HEADINGS }, (one, say) => [
    one.title,
    say("delegation_direction", { direction: one.direction }),
    one.departs_on,
    one.returns_on,
    one.countries.join(", "),
    one.unit_name_vi,
    one.head_name,
    one.member_count,
    say("delegation_status", { status: one.status }),
  ]);
