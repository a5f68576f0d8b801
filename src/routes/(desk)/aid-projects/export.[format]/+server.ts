import { aidProjectExport } from "#modules/aid-projects/aid-project.queries.server.ts";
import { nameOf } from "#platform/names.ts";
import { OWN_COLUMNS, exportRows, say } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  exportRows(event, aidProjectExport, "aid", [
    ["project", (one) => one.title],
    ["foreign_ngo", (one) => one.ngo_name],
    ["country", (one) => (one.country ? nameOf(one.country) : one.ngo_country)],
    ["sector", (one) => say("aid_sector", { sector: one.sector })],
    ["province", (one) => (one.province ? nameOf(one.province) : one.province_code)],
    ["from", (one) => one.starts_on],
    ["until", (one) => one.ends_on],
    ["committed", (one) => one.committed_usd],
    ["disbursed", (one) => one.disbursed_usd],
    ...OWN_COLUMNS,
  ]);
