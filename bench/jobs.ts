import type pg from "pg";

export type Job = {
  name: string;
  budget: string;
  path: () => string;
  body?: () => string;
  /** The same statements on the bare driver, as a superuser without rights and history of its own. */
  bare: (client: pg.Client) => Promise<unknown>;
};

type Known = { activities: string[]; unit: { id: string; path: string } };

const LISTED =
  "select id, status, kind, title, level, is_multilateral, countries, starts_on, place, participants, result, unit_id, version from activity";
const HELD = "from activity where starts_on between '2023-01-01' and '2023-12-31' and status = 'held'";

const any = <Value>(values: Value[]) => values[Math.floor(Math.random() * values.length)];
const read = (sql: string, values: () => unknown[] = () => []) => {
  return async (client: pg.Client) =>
    (await client.query({ name: sql.slice(0, 60), text: sql, values: values() })).rows;
};

async function create(client: pg.Client, unit: Known["unit"]) {
  await client.query("begin");
  const made = await client.query({
    name: "create",
    text: `insert into activity (status, kind, title, level, countries, host_paths, starts_on, unit_id, unit_path, visibility)
      values ('held', 'visit', $1, 'central', '{FR}', array[$3::ltree], '2026-01-05', $2, $3, 'union') returning id`,
    values: [`Đo ${Math.random()}`, unit.id, unit.path],
  });
  const values = [made.rows[0]?.id, unit.id, unit.path];
  await client.query({
    name: "host",
    text: `insert into activity_host (activity_id, host_unit_id, is_lead, unit_id, unit_path, visibility, shared_paths, named_user_ids)
      values ($1, $2, true, $2, $3, 'union', '{}', '{}')`,
    values,
  });
  await client.query({
    name: "history",
    text: `insert into history (user_name, subject_kind, subject_id, action, after, unit_id, unit_path, visibility)
      values ('bench', 'activity', $1, 'recorded', '{"kind": "visit"}', $2, $3, 'union')`,
    values,
  });
  await client.query("commit");
}

/** What is measured, in the order of the table. */
export function jobsFor({ activities, unit }: Known): Job[] {
  const words = ["hoi huu nghi", "hoi huu nghi a", "số 12", "Hữu nghị b0"];
  const search =
    "select id, name, country_iso2 from partner where search_text like '%' || ltrim(reference.words($1)) || '%'";
  const subtree = `${LISTED} where line_2 = '${unit.path}' order by starts_on desc, id desc limit 51`;
  return [
    {
      name: "list of 50 of a unit's subtree, newest first",
      budget: "p95 100 ms, half of the driver",
      path: () => `/api/v1/activities?unit_path=${unit.path}`,
      bare: read(subtree),
    },
    {
      name: "the same with an exact total",
      budget: "",
      path: () => `/api/v1/activities?unit_path=${unit.path}&count=exact`,
      bare: async (client) => {
        await read(`select count(*) from activity where line_2 = '${unit.path}'`)(client);
        return read(subtree)(client);
      },
    },
    {
      name: "list of 50 of the whole union",
      budget: "p95 100 ms, half of the driver",
      path: () => "/api/v1/activities",
      bare: read(`${LISTED} order by starts_on desc, id desc limit 51`),
    },
    {
      name: "name search without marks",
      budget: "p95 50 ms",
      path: () => `/api/v1/partners?q=${encodeURIComponent(any(words) ?? "")}`,
      bare: read(`${search} order by name_words collate "C", id limit 51`, () => [any(words)]),
    },
    {
      name: "search over everything",
      budget: "p95 50 ms",
      path: () => `/api/v1/search?q=${encodeURIComponent(any(words) ?? "")}`,
      bare: async (client) => {
        const typed = [any(words)];
        const activity =
          "select id, title from activity where search_text like '%' || ltrim(reference.words($1)) || '%' limit 15";
        await client.query({ text: activity, values: typed });
        return (await client.query({ text: `${search} limit 15`, values: typed })).rows;
      },
    },
    {
      name: "one record",
      budget: "p95 30 ms",
      path: () => `/api/v1/activities/${any(activities)}`,
      bare: read("select * from activity where id = $1", () => [any(activities)]),
    },
    {
      name: "create with rights and history",
      budget: "p95 50 ms",
      path: () => "/api/v1/activities",
      body: () =>
        JSON.stringify({
          kind: "visit",
          title: `Đo ${Math.random()}`,
          starts_on: "2026-01-05",
          countries: ["FR"],
          was_held: true,
        }),
      bare: (client) => create(client, unit),
    },
    {
      name: "indicators of a year, kept",
      budget: "",
      path: () => "/api/v1/indicators?year=2023",
      bare: read(`select count(*) ${HELD}`),
    },
    {
      name: "annual report, kept",
      budget: "50 ms warm",
      path: () => "/api/v1/reports/annual?year=2023",
      bare: read(`select unnest(countries), count(*) ${HELD} group by 1`),
    },
    {
      name: "annual report, computed anew",
      budget: "1 s cold",
      // A day nobody asked for before: nothing is kept of it.
      path: () => `/api/v1/reports/annual?year=2023&as_of=${unseenDay()}`,
      bare: read(`select unnest(countries), count(*) ${HELD} group by 1`),
    },
  ];
}

let asked = 0;

function unseenDay(): string {
  asked += 1;
  return new Date(Date.UTC(2024, 0, 1 + asked)).toISOString().slice(0, 10);
}
