import pg from "pg";
import { actAs } from "#platform/act-as.server.ts";
import { anonymous } from "#platform/actor.ts";
import { NOBODY, whoAmI } from "../rights-closed.ts";

const SAID = { reach: "system", user_id: "", role: "administrator", paths: "{vufo}" };
const NAMES = ["search_path", ...[...Object.keys(SAID), "seal"].map((name) => `amity.${name}`)];
const KEPT = `select concat_ws('|', ${NAMES.map((name) => `coalesce(current_setting('${name}', true), '')`).join(", ")}) as kept`;

async function connected<Result>(url: string, run: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return run(client).finally(() => void client.end());
}

/** One who has just come, who says who it is without a seal, and what outlives a transaction in which somebody acted: a sentence for each fault. */
export async function faultsOfConnections(app: string, owner: string): Promise<string[]> {
  const faults: string[] = [];
  const isNobody = async (who: string, client: pg.Client) => {
    const said = await whoAmI(client).catch((cause: Error) => cause.message);
    if (said !== NOBODY) faults.push(`${who}: ${said}`);
  };
  await connected(app, async (client) => {
    const before = (await client.query<{ kept: string }>(KEPT)).rows[0]?.kept;
    await client.query("begin");
    await client.query(actAs({ ...anonymous, reach: "staff", role: "administrator", paths: ["vufo"] }));
    await client.query("commit");
    const after = (await client.query<{ kept: string }>(KEPT)).rows[0]?.kept;
    if (before !== after) faults.push(`${after} outlives its transaction, before it was ${before}`);
  });
  await connected(app, (client) => isNobody("one who has just come", client));
  await connected(app, async (client) => {
    for (const [name, value] of Object.entries(SAID))
      await client.query("select set_config($1, $2, false)", [`amity.${name}`, value]);
    await isNobody("one who says who it is, without a seal", client);
  });
  await connected(owner, (client) => isNobody("the owner who has just come", client));
  return faults;
}
