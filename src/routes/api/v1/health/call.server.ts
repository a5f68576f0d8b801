import type { Handler } from "#platform/asked.ts";
import { json } from "#platform/problem.server.ts";
import { anonymous } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { version } from "../../../../../package.json";

/** For load balancers: 200 while the database answers, 503 while it does not. */
export const GET: Handler = async () => {
  try {
    await inReading(anonymous, (work) => work.client.query("select 1"));
    return json({ status: "ok", version, database: "ok" });
  } catch {
    return json({ status: "degraded", version, database: "away" }, { status: 503 });
  }
};
