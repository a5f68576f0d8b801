import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { home } from "#platform/home.ts";
import type { KindName } from "#platform/kinds.ts";
import { addressTold } from "#platform/kinds.ts";
import { sendMail } from "#platform/mail.server.ts";
import { now } from "#platform/time.ts";
import { ownUnion } from "#platform/union.server.ts";
import { inLocale, toLocale, wordsFor } from "#platform/words.server.ts";

export async function markRead(work: Work): Promise<void> {
  await work.trx
    .updateTable("notification")
    .set({ read_at: now() })
    .where("notification.user_id", "=", work.actor.userId ?? null)
    .where("notification.read_at", "is", null)
    .execute();
}

/**
 * Tells persons about a record. The digest of the day carries it by mail, which anybody may read over a shoulder: what is confidential
 * is told without its title.
 */
export async function tellPeople(work: Work, userIds: string[], about: Told): Promise<void> {
  const others = [...new Set(userIds)].filter((id) => id !== work.actor.userId);
  if (others.length === 0) return;
  const [subject_kind, subject_id] = about.subject;
  const knowing = about.isOnce ? await listUntold(work, others, about) : [];
  const told = others.filter((id) => !knowing.includes(id));
  if (told.length === 0) return;
  const words = JSON.stringify(about.visibility === "confidential" ? {} : { title: about.title });
  await asSystem(
    work,
    work.trx
      .insertInto("notification")
      .values(told.map((user_id) => ({ user_id, kind: about.kind, subject_kind, subject_id, words })))
      .compile(),
  );
}

/** What somebody is told of a record, with who may see it. */
type Told = {
  kind: string;
  subject: [kind: KindName, id: string];
  title: string;
  visibility: Rights["visibility"];
  /** Whoever has the same unread, and no letter of it yet, is not told again. */
  isOnce?: boolean;
};

async function listUntold(work: Work, userIds: string[], { kind, subject }: Told): Promise<string[]> {
  const rows = await asSystem(
    work,
    work.trx
      .selectFrom("notification")
      .select("notification.user_id")
      .where("notification.user_id", "in", userIds)
      .where("notification.kind", "=", kind)
      .where("notification.subject_id", "=", subject[1])
      .where("notification.read_at", "is", null)
      .where("notification.mailed_at", "is", null)
      .compile(),
  );
  return rows.map((row) => row.user_id);
}

/** What was told by its title until then becomes as silent as the record. */
export async function silenceNotices(work: Work, subjectIds: string[]): Promise<void> {
  await asSystem(
    work,
    work.trx
      .updateTable("notification")
      .set({ words: "{}" })
      .where("notification.subject_id", "in", subjectIds)
      .compile(),
  );
}

/** The title that a notice carries; neutral words for what is confidential. */
export function titleOf(words: unknown): string {
  return (words as { title?: string } | null)?.title ?? wordsFor("notice_confidential") ?? "";
}

/** One letter for each person with something unread that no letter has told yet, in the person's language. */
export async function sendDigests(work: Work): Promise<number> {
  const unread = await work.trx
    .selectFrom("notification")
    .innerJoin("auth_user", "auth_user.id", "notification.user_id")
    .select([
      "notification.id",
      "notification.kind",
      "notification.words",
      "notification.subject_kind",
      "notification.subject_id",
    ])
    .select(["auth_user.id as user_id", "auth_user.email", "auth_user.name", "auth_user.locale"])
    .where("notification.read_at", "is", null)
    .where("notification.mailed_at", "is", null)
    .orderBy("notification.created_at")
    .limit(5000)
    .execute();
  const people = Map.groupBy(unread, (one) => one.user_id);
  for (const [userId, told] of people) {
    const [first] = told;
    if (!first) continue;
    await inLocale(toLocale(first.locale) ?? home().language, () =>
      sendMail(work, {
        recipient: first.email,
        userId,
        subject: wordsFor("digest_subject", { count: told.length }) ?? "",
        body: [first.name, ...told.map((one) => lineOf(one))].join("\n\n"),
      }),
    );
  }
  const ids = unread.map((one) => one.id);
  if (ids.length > 0)
    await work.trx.updateTable("notification").set({ mailed_at: now() }).where("notification.id", "in", ids).execute();
  return people.size;
}

function lineOf(one: { kind: string; words: unknown; subject_kind: string; subject_id: string }): string {
  const [label, value] = [wordsFor(`notice_${one.kind}`) ?? one.kind, titleOf(one.words)];
  const said = wordsFor("labelled", { label, value }) ?? value;
  const address = addressTold(one);
  // A letter is opened far from Amity: there only a whole address leads anywhere.
  return address ? `${said}\n${ownUnion().origin}${address}` : said;
}
