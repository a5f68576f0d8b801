import { sql } from "kysely";
import { createHmac } from "node:crypto";
import { system } from "#platform/actor.ts";
import { lineOf, siteOf } from "#platform/client-address.server.ts";
import { config } from "#platform/config.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { formatInstant } from "#platform/format.ts";
import { home } from "#platform/home.ts";
import { sendMail } from "#platform/mail.server.ts";
import { sayEvent } from "#platform/security-log.server.ts";
import { now } from "#platform/time.ts";
import { inLocale, toLocale, wordsFor } from "#platform/words.server.ts";
import type { Guessed } from "./guessing.model.ts";
import { GUESSES, PLACES } from "./guessing.model.ts";

/** Whoever tries: an account by its address or by who is signed in, from which client, on a device that signed in to it before. */
export type Trier = { client: string; email?: string; userId?: string; device?: string | undefined };
/** Refused for so many seconds; or allowed, and then whoever looked says that it was right. */
export type Try = { waitSeconds: number } | { waitSeconds: 0; right: () => Promise<void> };

type Counter = { kind: Guessed; name: string };

/**
 * Counts a try before it is looked at, so that a hundred at once are a hundred tries; one that was right is taken back. An account that is
 * closed says so to its owner by a letter. Runs in a work of its own: what is refused stays counted.
 */
export async function tryPassword(trier: Trier): Promise<Try> {
  return inWork(system, async (work) => {
    const owner = await ownerOf(work, trier);
    const client = slotOf(trier.client);
    if (owner && trier.device) {
      const known = { kind: "device", name: `${owner.id}:${trier.device}` } as const;
      if ((await count(work, known)) === 0) return allowed([known]);
    }
    const who = owner?.id ?? slotOf(trier.email ?? "");
    // In this order: what is refused at one account counts against nobody else, not even against those behind the same address.
    const counters: Counter[] = [
      { kind: "pair", name: owner ? `${who}:${lineOf(trier.client)}` : slotOf(`${trier.email}:${trier.client}`) },
      ...siteCounters("password", trier.client),
      { kind: "client", name: client },
      { kind: "account", name: who },
    ];
    return take(work, counters, owner && { ...owner, client: trier.client });
  });
}

/** The own password, asked again within a session: whoever found the session open does not try it out. */
export async function tryOwn(trier: Trier & { userId: string }): Promise<Try> {
  return inWork(system, async (work) => {
    const owner = await ownerOf(work, trier);
    return take(work, [{ kind: "own", name: trier.userId }], owner && { ...owner, client: trier.client });
  });
}

/** What is counted per client alone: codes, which are taken back when right, and what anybody may ask though it costs a row. */
export async function tryFrom(kind: "code" | "asked", client: string): Promise<Try> {
  return inWork(system, (work) =>
    take(work, [...siteCounters(kind, client), { kind, name: slotOf(client) }], undefined),
  );
}

/** Counted before the place that a client shares with others: whoever has a whole network fills few of those places, and closes nobody else out. */
function siteCounters(what: string, client: string): Counter[] {
  const site = siteOf(client);
  return site === undefined ? [] : [{ kind: "site", name: `${what}:${slotOf(site)}` }];
}

type Owner = { id: string; email: string; name: string; locale: string };

async function ownerOf(work: Work, { email, userId }: Trier): Promise<Owner | undefined> {
  if (!userId && !email) return undefined;
  const query = work.trx
    .selectFrom("auth_user")
    .select(["auth_user.id", "auth_user.email", "auth_user.name", "auth_user.locale"]);
  return userId
    ? query.where("auth_user.id", "=", userId).executeTakeFirst()
    : query.where("auth_user.email", "=", (email ?? "").toLowerCase()).executeTakeFirst();
}

async function take(work: Work, counters: Counter[], owner: (Owner & { client: string }) | undefined): Promise<Try> {
  for (const one of counters) {
    const waitSeconds = await count(work, one);
    if (waitSeconds === 0) continue;
    if (owner && one.kind !== "client" && one.kind !== "site") await tellOwner(work, owner, waitSeconds);
    return { waitSeconds };
  }
  return allowed(counters);
}

function allowed(counters: Counter[]): Try {
  return { waitSeconds: 0, right: () => inWork(system, (work) => takeBack(work, counters)) };
}

/** How many seconds are left to wait after this try; 0 where it is within its limit. The clock is the database's: all copies have it in common. */
async function count(work: Work, { kind, name }: Counter): Promise<number> {
  const { most, minutes } = GUESSES[kind];
  const isOver = sql`access_guess.since <= clock_timestamp() - make_interval(mins => ${minutes})`;
  const { rows } = await sql<{ wrong: number; left: number }>`
    insert into access_guess (name, wrong, since) values (${`${kind}:${name}`}, 1, clock_timestamp())
    on conflict (name) do update set
      wrong = case when ${isOver} then 1 else least(access_guess.wrong + 1, 1000000) end,
      since = case when ${isOver} then clock_timestamp() else access_guess.since end
    returning wrong, ceil(extract(epoch from since + make_interval(mins => ${minutes}) - clock_timestamp()))::int as left
  `.execute(work.trx);
  const { wrong = 1, left = 0 } = rows[0] ?? {};
  if (wrong === 1) await forget(work);
  return wrong > most ? Math.max(1, left) : 0;
}

/** What was right closes nobody out; of what others tried meanwhile the count stays. */
async function takeBack(work: Work, counters: Counter[]): Promise<void> {
  for (const { kind, name } of counters) {
    const isOwn = kind === "device" || kind === "pair" || kind === "own";
    await work.trx
      .updateTable("access_guess")
      .set({ wrong: isOwn ? 0 : sql<number>`greatest(access_guess.wrong - 1, 0)` })
      .where("access_guess.name", "=", `${kind}:${name}`)
      .execute();
  }
}

/** A few of those that are over go with each that is new, so that the table never grows by itself. */
async function forget(work: Work): Promise<void> {
  await sql`delete from access_guess where name in
    (select name from access_guess where since < clock_timestamp() - interval '1 day' order by since limit 20 for update skip locked)`.execute(
    work.trx,
  );
  await sql`delete from auth_verification where id in
    (select id from auth_verification where expires_at < clock_timestamp() - interval '1 hour' limit 20 for update skip locked)`.execute(
    work.trx,
  );
}

async function tellOwner(work: Work, owner: Owner & { client: string }, waitSeconds: number): Promise<void> {
  if ((await count(work, { kind: "letter", name: owner.id })) > 0) return;
  sayEvent("sign_in_locked", { who: { email: owner.email }, what: { account: owner.id, seconds: waitSeconds } });
  await inLocale(toLocale(owner.locale) ?? home().language, () =>
    sendMail(work, {
      recipient: owner.email,
      userId: owner.id,
      subject: wordsFor("closed_letter_subject") ?? "",
      body: [
        owner.name,
        wordsFor("closed_letter_body", {
          client: owner.client,
          until: formatInstant(new Date(now().getTime() + waitSeconds * 1000)),
        }) ?? "",
      ].join("\n\n"),
    }),
  );
}

/** One of few places, which nobody outside can foresee. */
function slotOf(name: string): string {
  const hash = createHmac("sha256", config.secret)
    .update(`guess:${lineOf(name)}`)
    .digest();
  return String(hash.readUInt32BE() % PLACES);
}
