import { registerList } from "#modules/registers/register.queries.server.ts";
import { nameOf } from "#platform/names.ts";
import { OWN_COLUMNS, exportRows, say } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  exportRows(event, registerList, "register", [
    ["unit", (one) => nameOf(one, "unit_name")],
    ["kind", (one) => say("paper_kind", { kind: one.kind })],
    ["year", (one) => one.year],
    ["number", (one) => one.number],
    ["day", (one) => one.on_date],
    ["subject", (one) => one.subject],
    ["signer", (one) => one.signer],
    ["addressee", (one) => one.addressee],
    ["state", (one) => say("register_status", { status: one.status })],
    ["reason", (one) => one.reason],
    ["file", (one) => one.file_name],
    ...OWN_COLUMNS,
  ]);
