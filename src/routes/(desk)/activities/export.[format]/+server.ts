import { activityList } from "#modules/activities/activity.queries.server.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { OWN_COLUMNS, exportRows, say } from "../../../export.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  exportRows(event, activityList, "activities", [
    ["activity", (one) => one.title],
    ["day", (one) => one.starts_on],
    ["kind", (one) => nameOf(one, "own_kind_name", home().language)],
    ["country", (one) => one.countries.join(", ")],
    ["lead", (one) => nameOf(one, "unit_name", home().language)],
    ["place", (one) => one.place],
    ["participants", (one) => one.participants],
    ["result", (one) => one.result],
    ["state", (one) => say("activity_status", { status: one.status })],
    ...OWN_COLUMNS,
  ]);
