import pg from "pg";

/** A connection of its own. Its loss is heard of from the statement that waits, or the next; without a listener it would end the process. */
export async function openClient(url: string, settings: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ ...settings, connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Whatever statements are asked of: a connection, or what is said over one in a unit of work. */
export type Asks = {
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>>;
  query<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
};
