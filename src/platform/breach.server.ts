import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Actor } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { whileSystem } from "./db.server.ts";
import { requirePermission } from "./errors.ts";
import { within } from "./like.ts";
import type { BreachFilter } from "./security.filter.ts";
import { canReadSecurity, isConcerned, isOfWholeUnion, isWithinDays } from "./security-list.server.ts";

type Times = { first: Date; last: Date; times: number };
/** Who came in, or tried to, from where and how. */
type Coming = Times & { kind: string; who: string | null; address: string | null; by: string | null };
/** A file that left: a list, a paper, a report, with what it was filtered by. */
type Taken = Times & { who: string | null; file: string | null; path: string | null; filter: string | null };
/** A visit whose passports were read; `persons` are its members. */
type PassportsRead = Times & { who: string; id: string; persons: number };
/** What else was done to accounts, keys and rights, and what was written to records. */
type Done = Times & { who: string | null; kind: string; action: string };

export type BreachReport = {
  asked: { from: string; to: string; who: string | undefined; address: string | undefined };
  first: Date | null;
  last: Date | null;
  events: number;
  accounts: { id: string; name: string; email: string }[];
  comings: Coming[];
  taken: Taken[];
  passports: PassportsRead[];
  rights: Done[];
  written: Done[];
};

export function canReportBreach(actor: Actor): boolean {
  return canReadSecurity(actor) && (actor.reach === "system" || isOfWholeUnion(actor));
}

/** What the security log and the history know of some days: for the report that is due within 72 hours. */
export function breachReport(work: Work, asked: BreachFilter): Promise<BreachReport> {
  requirePermission(canReportBreach(work.actor));
  const { from, to, who, address } = asked;
  return whileSystem(work, async () => {
    const ask = async <Row>(query: RawBuilder<Row>) => (await query.execute(work.trx)).rows;
    const accounts = await ask(accountsOf(asked));
    const ids = accounts.map(({ id }) => id);
    const isAll = who === undefined && address === undefined;
    const [whole] = await ask(sql<{ first: Date | null; last: Date | null; events: number }>`
      select min(at) as first, max(at) as last, coalesce(sum(times), 0)::integer as events from security_event where ${isConcerned(asked)}`);
    return {
      asked: { from, to, who, address },
      ...(whole ?? { first: null, last: null, events: 0 }),
      accounts,
      comings: await ask(comingsOf(asked)),
      taken: await ask(takenOf(asked)),
      passports: await ask(passportsOf(asked, isAll ? undefined : ids)),
      rights: await ask(rightsOf(asked)),
      written: await ask(writtenOf(asked, isAll ? undefined : ids)),
    };
  });
}

const TIMES = sql`min(at) as first, max(at) as last, sum(times)::integer as times`;
const WHO = sql`coalesce(user_name, email)`;
const WAYS = [
  "signed_in",
  "sign_in_failed",
  "sign_in_locked",
  "second_step_failed",
  "key_used",
  "key_refused",
  "refused",
];

/** Accounts that did something of it, and those that are called so: whoever was signed in since before leaves no sign-in in these days. */
const accountsOf = (asked: BreachFilter) => sql<{ id: string; name: string; email: string }>`
  select auth_user.id, auth_user.name, auth_user.email from auth_user where auth_user.id in
      (select security_event.user_id from security_event where ${isConcerned(asked)})
    ${asked.who === undefined ? sql`` : sql`or auth_user.name ilike ${within(asked.who)} or auth_user.email ilike ${within(asked.who)}`}
  order by auth_user.name, auth_user.id`;

const comingsOf = (asked: BreachFilter) => sql<Coming>`
  select kind, ${WHO} as who, from_address as address, coalesce(what ->> 'by', what ->> 'key_name') as by, ${TIMES}
  from security_event where ${isConcerned(asked)} and kind = any (${WAYS}::text[]) group by 1, 2, 3, 4 order by first`;

const takenOf = (asked: BreachFilter) => sql<Taken>`
  select ${WHO} as who, what ->> 'file' as file, what ->> 'path' as path, nullif(what ->> 'filter', '') as filter, ${TIMES}
  from security_event where ${isConcerned(asked)} and kind = 'export_made' group by 1, 2, 3, 4 order by first`;

/** Out of the history, which has a line for each: the log counts what is repeated. */
const passportsOf = (asked: BreachFilter, ids: string[] | undefined) => sql<PassportsRead>`
  select user_name as who, subject_id::text as id, min(at) as first, max(at) as last, count(*)::integer as times,
    (select count(*)::integer from delegation_member where delegation_member.delegation_id = history.subject_id) as persons
  from history where ${isWithinDays("history.at", asked)} and action = 'read_personal' and ${isOf(ids)} group by 1, subject_id order by first`;

const rightsOf = (asked: BreachFilter) => sql<Done>`
  select ${WHO} as who, 'security' as kind, kind as action, ${TIMES}
  from security_event where ${isConcerned(asked)} and kind <> all (${[...WAYS, "export_made", "personal_read"]}::text[])
  group by 1, security_event.kind order by first`;

const writtenOf = (asked: BreachFilter, ids: string[] | undefined) => sql<Done>`
  select user_name as who, subject_kind as kind, action, min(at) as first, max(at) as last, count(*)::integer as times
  from history where ${isWithinDays("history.at", asked)} and action <> 'read_personal' and ${isOf(ids)} group by 1, 2, 3 order by first`;

const isOf = (ids: string[] | undefined) =>
  ids === undefined ? sql<boolean>`true` : sql<boolean>`history.user_id = any (${ids}::uuid[])`;
