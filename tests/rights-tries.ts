import type pg from "pg";

/**
 * Many tries in one statement, for the way to the database and back takes longer than a try. Each is rolled back where it was made; what each
 * came to is how many rows it reached, or what was said against it.
 */
const TRYING = `create or replace function pg_temp.tried(app text, tries jsonb) returns jsonb language plpgsql as $body$
declare
  one jsonb; key text; placed jsonb; verb text; statement text; reached bigint; came jsonb; answers jsonb := '[]'; said text;
begin
  for one in select jsonb_array_elements(tries) loop
    begin
      came := '{}';
      execute one->>'place' into key, placed using one->'here';
      execute format('set local session authorization %I', app);
      perform act_as(one->>'secret', one->>'reach', one->>'user_id', one->>'role', one->>'paths');
      for verb, statement in select * from jsonb_each_text(one->'verbs') loop
        begin
          execute statement using key, placed, one->'there';
          get diagnostics reached = row_count;
          raise exception using errcode = 'TRIED', message = reached;
        exception when others then
          came := came || jsonb_build_object(verb, sqlerrm);
        end;
      end loop;
      raise exception using errcode = 'TRIED', message = came::text;
    exception when others then
      get stacked diagnostics said = message_text;
      answers := answers || to_jsonb(said);
    end;
  end loop;
  return answers;
end $body$`;

/** What came of a try: some rows, none, or that a right refused it. What fails for anything else was not refused for a right. */
export function cameTo(said: string): string {
  if (/^\d+$/.test(said)) return Number(said) > 0 ? "done" : "nothing";
  if (said.includes("row-level security")) return "refused";
  return said.includes("permission denied") ? "nothing" : "done";
}

/** Leaves one row in each table, whatever refers to the others, and makes ready what tries it. */
export async function prepareTries(client: pg.Client, tables: readonly { name: string }[]): Promise<void> {
  await client.query(TRYING);
  await client.query("begin");
  await client.query("set local session_replication_role = replica");
  for (const { name } of tables)
    await client.query(`delete from ${name} where ctid <> (select ctid from ${name} limit 1)`);
  await client.query("commit");
  // What was taken out is looked through by each try until it is swept.
  await client.query("vacuum analyze");
}
