import { json } from "@sveltejs/kit";
import { anonymous } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { version } from "../../../../../package.json";
import type { RequestHandler } from "./$types";

/** For load balancers: 200 while the database answers, 503 while it does not. */
export const GET: RequestHandler = async () => {
  try {
    await inReading(anonymous, (work) => work.client.query("select 1"));
    return json({ status: "ok", version, database: "ok" });
  } catch {
    return json({ status: "degraded", version, database: "away" }, { status: 503 });
  }
};
