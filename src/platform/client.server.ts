import pg from "pg";

/** A connection of its own. Its loss is heard of from the statement that waits, or the next; without a listener it would end the process. */
export async function openClient(url: string, settings: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ ...settings, connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
