import { activityList } from "#modules/activities/activity.queries.server.ts";
import { nameOf } from "#platform/names.ts";
import { OWN_COLUMNS, exportRows, say } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  exportRows(event, activityList, "activities", [
    ["Tên hoạt động / Activity", (one) => one.title],
    ["Ngày / Day", (one) => one.starts_on],
    ["Loại / Kind", (one) => say("activity_kind", { kind: one.kind })],
    ["Nước / Country", (one) => one.countries.join(", ")],
    ["Đơn vị chủ trì / Lead", (one) => nameOf(one, "unit_name", "vi")],
    ["Địa điểm / Place", (one) => one.place],
    ["Số người / Participants", (one) => one.participants],
    ["Kết quả / Result", (one) => one.result],
    ["Tình trạng / State", (one) => say("activity_status", { status: one.status })],
    ...OWN_COLUMNS,
  ]);
