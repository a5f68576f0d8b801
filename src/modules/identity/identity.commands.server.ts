import { sql } from "kysely";
import type { z } from "zod";
import { requireCountries } from "#modules/reference/reference.queries.server.ts";
import { findRoot } from "#modules/units/unit.queries.server.ts";
import { GROUND, LEAST, contrast } from "#platform/accent.ts";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError, StaleError, requirePermission, requireRow } from "#platform/errors.ts";
import { keepBytes } from "#platform/files.server.ts";
import { formatNumber } from "#platform/format.ts";
import { emptied } from "#platform/forms.ts";
import { editBetween, recordHistory, unitRights } from "#platform/history.server.ts";
import type { Home } from "#platform/home.ts";
import { enqueue } from "#platform/jobs.server.ts";
import { bytesOfFile } from "#platform/large-form.server.ts";
import type { PaperLayout } from "#platform/paper-layout.ts";
import { layoutsOf } from "#platform/paper-layout.ts";
import { readPicture } from "#platform/picture.ts";
import type { identityForm, logoForm, wordsForm } from "./identity.forms.ts";
import { WORDS } from "./identity.model.ts";
import { canSayIdentity } from "./identity.policy.ts";
import { findIdentity } from "./identity.queries.server.ts";

type Said = z.output<typeof identityForm>;

/** Says whose union this is, for the first time or anew. */
export async function sayIdentity(work: Work, { version, ...said }: Said): Promise<string> {
  requirePermission(canSayIdentity(work.actor));
  if (said.country) await requireCountries(work, [said.country], "country");
  if (said.accent) requireReadable(said.accent);
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || 'identity'))`.execute(work.trx);
  const held = await findIdentity(work);
  if (held.version !== version) throw new StaleError({ ...held });
  const { id, version: _, ...before } = held;
  const values = emptied({ ...said, paper_layout: layoutFor(said, held) });
  const edit = id === null ? { after: values } : editBetween(before, values, "name");
  if (!edit) return requireRow(id ?? undefined);
  const written = await write(work, id, values);
  await tell(work, written, edit);
  // Due days follow from the days off; where a union is only being planted there are none yet.
  if (work.actor.reach !== "system" && ("calendar" in edit.after || "country" in edit.after))
    await enqueue(work, "derived.prove", { because: "calendars" });
  return written;
}

/** Says what the union calls its units and the parts of its country, and what work it does. */
export async function sayOwnWords(work: Work, { version, ...said }: z.output<typeof wordsForm>): Promise<void> {
  requirePermission(canSayIdentity(work.actor));
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || 'identity'))`.execute(work.trx);
  const held = await findIdentity(work);
  // Whose words they would be is said first.
  if (held.id === null) throw new RuleError("rule_union_first");
  if (held.version !== version) throw new StaleError({ ...held });
  const edit = editBetween(toldOf(held), toldOf({ ...held, ...said }), "name");
  if (!edit) return;
  await write(work, held.id, said);
  await tell(work, held.id, edit);
}

/** Keeps the mark of the union, or takes it away: then its letters stand in its place again. */
export async function sayLogo(work: Work, { version, logo, is_taken_away }: z.output<typeof logoForm>): Promise<void> {
  requirePermission(canSayIdentity(work.actor));
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || 'identity'))`.execute(work.trx);
  const held = await findIdentity(work);
  if (held.id === null) throw new RuleError("rule_union_first");
  if (held.version !== version) throw new StaleError({ ...held });
  const kept = is_taken_away ? undefined : logo;
  const bytes = kept && (await bytesOfFile(kept));
  if (bytes) requirePicture(bytes);
  const logo_sha256 = bytes ? await keepBytes(bytes) : null;
  // Which picture it was is told by the start of its sum: the store keeps it under that name.
  const markOf = (sum: string | null) => ({ name: held.name, logo: sum?.slice(0, 8) ?? null });
  const edit = editBetween(markOf(held.logo_sha256), markOf(logo_sha256), "name");
  if (!edit) return;
  await write(work, held.id, { logo_sha256, logo_type: kept?.type ?? null });
  await tell(work, held.id, edit);
}

/** As the history says it: the words in one line, in one order, whichever they were said or read in. */
function toldOf({ name, words, kinds, works }: Pick<Home, "name" | "words" | "kinds" | "works">) {
  const said = WORDS.flatMap((word) => {
    const one = words[word];
    const others = Object.entries(one?.name_in ?? {}).toSorted(([first], [second]) => first.localeCompare(second));
    return one ? [[one.name, ...others.map(([, name]) => name)].join(" / ")] : [];
  });
  return { name, words: said.join("; ") || null, kinds, works };
}

async function tell(
  work: Work,
  written: string,
  edit: NonNullable<ReturnType<typeof editBetween>> | { after: object },
) {
  const root = requireRow(await findRoot(work));
  await recordHistory(work, {
    subject: ["identity", written],
    action: "identity_said",
    rights: unitRights(root, "union"),
    ...(edit as NonNullable<ReturnType<typeof editBetween>>),
  });
}

/** One that is said must be one of its language. Where nothing was asked, what stands holds until the language is another. */
function layoutFor({ language, paper_layout }: Pick<Said, "language" | "paper_layout">, held: Home): PaperLayout {
  const offered = layoutsOf(language);
  if (paper_layout === undefined) return language === held.language ? held.paper_layout : offered[0];
  if (!offered.includes(paper_layout)) throw new FieldError("paper_layout", "rule_paper_layout", 422);
  return paper_layout;
}

/** White is written on it, and it is written on the ground of a page. */
function requireReadable(accent: string): void {
  const found = contrast(accent, GROUND);
  const value = formatNumber(Math.floor(found * 100) / 100, 2);
  if (found < LEAST) throw new FieldError("accent", "rule_accent_faint", 422, { value });
}

/** In points: what is larger costs every page its time, and some browsers show nothing. */
const MOST_POINTS = 2000;

/** It stands at the head of every page: it can be read, is no larger than it need be, and keeps still. */
function requirePicture(bytes: Uint8Array): void {
  const picture = readPicture(bytes);
  if (!picture?.isWhole) throw new FieldError("logo", "rule_picture_broken");
  if (picture.moves) throw new FieldError("logo", "rule_picture_moves");
  const { width, height } = picture;
  if (Math.max(width, height) > MOST_POINTS) throw new FieldError("logo", "rule_picture_sides", 422, { width, height });
}

async function write(work: Work, id: string | null, values: object): Promise<string> {
  const row = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      name === "words" || name.endsWith("_in") ? JSON.stringify(value) : value,
    ]),
  );
  if (id === null) {
    const made = await work.trx
      .insertInto("identity")
      .values(row as never)
      .returning("identity.id")
      .executeTakeFirstOrThrow();
    return made.id;
  }
  await work.trx
    .updateTable("identity")
    .set((set) => ({ ...row, version: set("identity.version", "+", 1) }))
    .where("identity.id", "=", id)
    .execute();
  return id;
}
