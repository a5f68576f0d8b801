import { sourceInWords } from "./fact-source.ts";
import { formatDay, formatMonthDay, formatNumber } from "./format.ts";
import { OF_PROVINCE } from "./history-names.server.ts";
import { toLocale, wordsFor } from "./words.server.ts";

type Words = [key: string, input: string];

/** The words of values that the code knows, by the part of a record or its kind, and the field. */
// prettier-ignore
const WORDS: Record<string, Words> = {
  "delegation.direction": ["delegation_direction", "direction"], "delegation.status": ["delegation_status", "status"],
  "delegation.verdict": ["verdict", "verdict"], "delegation.outcome": ["history_outcome", "outcome"],
  "delegation.reception_level": ["reception_level", "level"], "delegation.security_level": ["security_level", "level"],
  "delegation.answer": ["hosting_status", "status"], "journey.way": ["journey_way", "way"],
  "delegation.step": ["delegation_step", "step"], "activity.step": ["activity_step", "step"],
  "member.role": ["member_role", "role"], "member.visa_state": ["visa_state", "state"], "provision.kind": ["provision_kind", "kind"],
  "budget.payer": ["budget_payer", "payer"],
  "access_body.kind": ["body_kind", "kind"], "partner.kind": ["partner_kind", "kind"], "partner.status": ["partner_status", "status"],
  "partner.outcome": ["history_outcome", "outcome"],
  "name.kind": ["partner_name_kind", "kind"], "name.language": ["language", "language"],
  "contact.kind": ["partner_contact_kind", "kind"], "contact.item": ["partner_contact_kind", "kind"], "relation.kind": ["partner_relation_kind", "kind"],
  "activity.kind": ["activity_kind", "kind"], "activity_own_kind.kind": ["activity_kind", "kind"], "activity.status": ["activity_status", "status"],
  "activity.level": ["activity_level", "level"], "activity.occasion": ["activity_occasion", "occasion"],
  "note.kind": ["note_kind", "kind"], "register_entry.kind": ["paper_kind", "kind"], "register_entry.status": ["register_status", "status"],
  "aid_project.sector": ["aid_sector", "sector"], "aid_project.outcome": ["history_outcome", "outcome"],
  "amount.kind": ["aid_amount_kind", "kind"],
  "paper_template.paper": ["paper_template", "name"], "paper_template.language": ["language", "language"],
  "unit.kind": ["unit_kind", "kind"], "appointment.role": ["role", "role"], "invitation.role": ["role", "role"],
  "token.scope": ["token_scope_word", "scope"], "token.purpose": ["token_purpose", "purpose"], "token.kinds": ["kind", "kind"],
  "delegation_route.unit_kind": ["unit_kind", "kind"], "delegation_route.direction": ["delegation_direction", "direction"],
  "report.status": ["report_status", "status"], "report_text.section": ["report_section", "section"], "report_text.language": ["language", "language"],
  "delegation_route.approving_kind": ["approving_kind", "kind"],
  "report.tree": ["report_tree_word", "tree"], "report.language": ["language", "language"], "import.status": ["import_status", "status"],
  "identity.kinds": ["unit_kind", "kind"], "identity.works": ["identity_work", "work"],
  "identity.paper_layout": ["paper_layout", "layout"],
  "reference_correction.confidence": ["fact_confidence", "level"], "reference_correction.certainty": ["fact_confidence", "level"],
  "reference_correction.precision": ["fact_precision", "precision"],
};
/** Whoever sees a record: of every kind. */
const OF_ALL: Record<string, Words> = { visibility: ["visibility", "visibility"] };

/** Numbers that are not counted: a thousands mark would make them wrong. */
const IS_NO_COUNT = /(^|_)year(_|$)|^edition$|^version$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const IS_PROVINCE = /^(province|successor)_code$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

type Said = { scope: string; kind: string; field: string; names: Map<string, string>; direction: string };

/** A value of a line of history as a reader reads it: words, names, days and numbers, never codes or ids; undefined for nothing. */
export function valueInWords(value: unknown, said: Said): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  if (Array.isArray(value)) {
    const each = value.map((one) => valueInWords(one, said)).filter((one) => one !== undefined);
    return each.length > 0 ? each.join(", ") : undefined;
  }
  if (typeof value === "boolean") return wordsFor(value ? "history_yes" : "history_no");
  if (typeof value === "number")
    return IS_NO_COUNT.test(said.field) ? String(value) : formatNumber(value, digitsOf(value));
  if (typeof value !== "string") return JSON.stringify(value);
  const name = IS_PROVINCE.test(said.field) ? said.names.get(OF_PROVINCE + value) : wordOf(value, said);
  return name ?? textInWords(value, said.names);
}

/** What a fact says that is neither a code with a word nor a name. */
const OF_FACTS: Record<string, (value: string) => string | undefined> = {
  source: sourceInWords,
  national_day: formatMonthDay,
  kind: (value) => wordsFor(DAY_KINDS.test(value) ? "day_kind" : "mission_kind", { kind: value }),
};
const DAY_KINDS = /^(holiday|compensatory|swap_off|swap_working)$/;

function wordOf(value: string, { scope, kind, field, direction }: Said): string | undefined {
  if (kind === "reference_correction" && OF_FACTS[field]) return OF_FACTS[field](value);
  const [key, input] = WORDS[`${scope}.${field}`] ?? WORDS[`${kind}.${field}`] ?? OF_ALL[field] ?? [];
  return key && input ? wordsFor(key, { direction, [input]: value }) : undefined;
}

function textInWords(value: string, names: Map<string, string>): string | undefined {
  if (DAY.test(value)) return formatDay(value);
  return names.get(value) ?? (UUID.test(value) ? wordsFor("history_not_shown") : value);
}

const digitsOf = (value: number) => Math.min(2, (String(value).split(".")[1] ?? "").length);

/** What a field is called; a name in a language has that language beside it. */
export function fieldInWords(field: string): string {
  const [own = field, language] = field.split(".");
  const name = wordsFor("field_name", { name: language ? own.replace(/_in$/, "") : own }) ?? own;
  return language ? (wordsFor("names_in", { name, language: languageInWords(language) }) ?? name) : name;
}

/** `names_in` tells the languages of the interface by their tags and says any other as it is called. */
function languageInWords(language: string): string {
  return toLocale(language) ?? wordsFor("language", { language }) ?? language;
}
