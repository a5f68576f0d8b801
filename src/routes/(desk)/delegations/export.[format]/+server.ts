import { delegationList } from "#modules/delegations/delegation.queries.server.ts";
import { nameOf } from "#platform/names.ts";
import { OWN_COLUMNS, exportRows, say } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  exportRows(event, delegationList, "delegations", [
    ["Tên đoàn / Delegation", (one) => one.title],
    ["Chiều / Direction", (one) => say("delegation_direction", { direction: one.direction })],
    ["Ngày đi / Departure", (one) => one.departs_on],
    ["Ngày về / Return", (one) => one.returns_on],
    ["Nước / Country", (one) => one.countries.join(", ")],
    ["Đơn vị / Unit", (one) => nameOf(one, "unit_name", "vi")],
    ["Trưởng đoàn / Head", (one) => one.head_name],
    ["Số người / Members", (one) => one.member_count],
    ["Tình trạng / State", (one) => say("delegation_status", { status: one.status })],
    ...OWN_COLUMNS,
  ]);
