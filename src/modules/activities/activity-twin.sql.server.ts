import { sql } from "kysely";

/** Titles of one event share most of their parts of three letters; of two events of one kind they share fewer. */
const LIKENESS = 0.5;

const SEEN = (row: string) =>
  sql`${sql.ref(`${row}.status`)} not in ('draft', 'cancelled') and ${sql.ref(`${row}.kept_in_id`)} is null
    and ${sql.ref(`${row}.visibility`)} in ('union', 'public')`;

/**
 * Whether `one` and `other` may be one activity that two units recorded, days apart from it. Only what the whole union reads is
 * compared: who sees the one may be told of the other.
 */
export const ALIKE = sql<boolean>`one.unit_id <> other.unit_id and one.id <> other.id and one.countries && other.countries
  and ${SEEN("one")} and ${SEEN("other")} and similarity(one.search_text, other.search_text) >= ${sql.lit(LIKENESS)}`;

const FACTS = (row: string) =>
  sql`md5(concat_ws('|', ${sql.ref(`${row}.title`)}, ${sql.ref(`${row}.starts_on`)}, ${sql.ref(`${row}.ends_on`)}, ${sql.ref(`${row}.countries`)}))`;

/** By what `one` and `other` look alike, as a mark that changes when either says something else. */
export const SAID = sql<string>`least(${FACTS("one")}, ${FACTS("other")}) || greatest(${FACTS("one")}, ${FACTS("other")})`;

/** Whether it was decided of `one` and `other` as they are that they are two. */
export const TOLD_APART = sql<boolean>`exists (select from activity_twin as decided
  where decided.activity_id = least(one.id, other.id) and decided.other_id = greatest(one.id, other.id)
    and not decided.is_same and decided.facts = ${SAID})`;
