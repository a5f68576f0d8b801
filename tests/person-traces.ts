import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { asOwner } from "./database.ts";

/** Every table that says this text anywhere, whatever the rights. */
export function tablesThatSay(ownerUrl: string, text: string): Promise<string[]> {
  return asOwner(ownerUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'amity'::regnamespace and relkind = 'r'",
    );
    const found: string[] = [];
    for (const { name } of tables.rows) {
      const says = `select 1 from ${name} as one where to_jsonb(one)::text like $1 limit 1`;
      if ((await client.query(says, [`%${text}%`])).rows.length > 0) found.push(name);
    }
    return found;
  });
}

/** What the check of the history finds wrong. */
export const whatIsNotProven = (ownerUrl: string) =>
  asOwner(ownerUrl, async (client) => {
    await client.query("begin");
    for (const setting of VERIFYING) await client.query(setting);
    return (await verifyHistory(client)).found;
  });
