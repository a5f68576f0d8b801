import { aidProjectList } from "#modules/aid-projects/aid-project.queries.server.ts";
import { exportRows } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

const HEADINGS = [
  "Tên dự án / Project",
  "Tổ chức PCPNN / Foreign NGO",
  "Nước / Country",
  "Lĩnh vực / Sector",
  "Tỉnh / Province",
  "Từ / From",
  "Đến / Until",
  "Cam kết / Committed USD",
  "Giải ngân / Disbursed USD",
];

export const GET: RequestHandler = (event) =>
  exportRows(event, aidProjectList, { name: "aid", headings: HEADINGS }, (one, say) => [
    one.title,
    one.ngo_name,
    one.ngo_country,
    say("aid_sector", { sector: one.sector }),
    one.province_code,
    one.starts_on,
    one.ends_on,
    one.committed_usd,
    one.disbursed_usd,
  ]);
