import { delegationList } from "#modules/delegations/delegation.queries.server.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { OWN_COLUMNS, exportRows, say } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  exportRows(event, delegationList, "delegations", [
    ["delegation", (one) => one.title],
    ["direction", (one) => say("delegation_direction", { direction: one.direction })],
    ["departure", (one) => one.departs_on],
    ["return", (one) => one.returns_on],
    ["country", (one) => one.countries.join(", ")],
    ["unit", (one) => nameOf(one, "unit_name", home().language)],
    ["head", (one) => one.head_name],
    ["members", (one) => one.member_count],
    ["asked_by", (one) => one.asked_by],
    ["reception_level", (one) => (one.reception_level ? say("reception_level", { level: one.reception_level }) : null)],
    ["state", (one) => say("delegation_status", { status: one.status, direction: one.direction })],
    ...OWN_COLUMNS,
  ]);
