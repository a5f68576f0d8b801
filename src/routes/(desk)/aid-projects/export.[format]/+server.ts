import { aidProjectExport } from "#modules/aid-projects/aid-project.queries.server.ts";
import { nameOf } from "#platform/names.ts";
import { OWN_COLUMNS, exportRows, say } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  exportRows(event, aidProjectExport, "aid", [
    ["Tên dự án / Project", (one) => one.title],
    ["Tổ chức PCPNN / Foreign NGO", (one) => one.ngo_name],
    ["Nước / Country", (one) => (one.country ? nameOf(one.country) : one.ngo_country)],
    ["Lĩnh vực / Sector", (one) => say("aid_sector", { sector: one.sector })],
    ["Tỉnh / Province", (one) => (one.province ? nameOf(one.province) : one.province_code)],
    ["Từ / From", (one) => one.starts_on],
    ["Đến / Until", (one) => one.ends_on],
    ["Cam kết / Committed USD", (one) => one.committed_usd],
    ["Giải ngân / Disbursed USD", (one) => one.disbursed_usd],
    ...OWN_COLUMNS,
  ]);
