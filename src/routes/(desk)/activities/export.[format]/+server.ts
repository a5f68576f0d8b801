import { activityList } from "#modules/activities/activity.queries.server.ts";
import { exportRows } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

const HEADINGS = [
  "Tên hoạt động / Activity",
  "Ngày / Day",
  "Loại / Kind",
  "Nước / Country",
  "Đơn vị chủ trì / Lead",
  "Địa điểm / Place",
  "Số người / Participants",
  "Kết quả / Result",
  "Tình trạng / State",
];

export const GET: RequestHandler = (event) =>
  exportRows(event, activityList, { name: "activities", headings: HEADINGS }, (one, say) => [
    one.title,
    one.starts_on,
    say("activity_kind", { kind: one.kind }),
    one.countries.join(", "),
    one.unit_name_vi,
    one.place,
    one.participants,
    one.result,
    say("activity_status", { status: one.status }),
  ]);
