import type { Role } from "#platform/actor.ts";
import type { TaskName } from "./manual.model.ts";

/** The first week lasts as long as somebody new may need for it. */
export const SHOWN_DAYS = 30;

/** What the set-up of a union leaves behind, whoever did it. */
export type SetUpFact = "identity" | "days_off" | "mail" | "backups";

/** Something to do in the first week: the task of the manual that says how, and what shows that it was done. */
export type Item = {
  task: TaskName;
  /** The lines of history that show it, each kind and act; left out: it is done once it was opened. */
  shown?: readonly string[];
  /** Where it is done, when that is not where the task begins; `{unit}` is the unit acted for, `{country}` its country. */
  at?: string;
  /** What of the set-up it is about: shown to who keeps the whole union, and only until that is there. */
  open?: SetUpFact;
  /** Its own words, where the title of the task says something wider. */
  says?: "own_unit" | "own_country";
};

const OWN_UNIT: Item = { task: "units.tree", at: "/units/{unit}", says: "own_unit" };
const RECORD: Item = { task: "activities.record", shown: ["activity.recorded", "activity.planned"] };
const IMPORT: Item = { task: "imports.bring", shown: ["import.tried", "import.committed"] };
const DOSSIER: Item = { task: "countries.dossier", at: "/countries/{country}", says: "own_country" };
const CALENDAR: Item = { task: "account.calendar", shown: ["token.token_created"] };
const SAFE: Item = { task: "account.second_step", shown: ["account.second_step_on", "account.passkey_added"] };
const SIGNATURE: Item = { task: "account.signature", shown: ["signature.signature_delegated"] };
const PARTNER: Item = { task: "partners.register", shown: ["partner.registered"] };
const GLANCE: Item = { task: "reports.glance" };
const ANNUAL: Item = { task: "reports.annual" };
const WHO_SEES: Item = { task: "sharing.see" };
const ANSWER: Item = { task: "exchanges.answer" };

/** What each role does in its first week, in that order. */
export const FIRST_WEEK: Record<Role, readonly Item[]> = {
  leader: [SAFE, GLANCE, { task: "delegations.decide" }, SIGNATURE, ANNUAL],
  office: [
    OWN_UNIT,
    { task: "delegations.number" },
    { task: "administration.routes" },
    ANNUAL,
    { task: "units.post", shown: ["unit.post_filled"] },
    CALENDAR,
  ],
  desk_officer: [DOSSIER, RECORD, { task: "delegations.draft", shown: ["delegation.drafted"] }, PARTNER, CALENDAR],
  ngo_officer: [
    { task: "aid.project", shown: ["aid_project.registered"] },
    { task: "aid.open", shown: ["aid_project.granted"] },
    IMPORT,
    ANNUAL,
  ],
  unit_officer: [OWN_UNIT, RECORD, IMPORT, { task: "delegations.decide" }, CALENDAR, ANNUAL],
  association_officer: [OWN_UNIT, RECORD, IMPORT, DOSSIER, CALENDAR],
  mission_officer: [DOSSIER, PARTNER, ANSWER, CALENDAR],
  press: [{ task: "activities.month" }, RECORD, CALENDAR],
  auditor: [{ task: "administration.log" }, { task: "administration.security" }, WHO_SEES, { task: "reports.figure" }],
  administrator: [
    SAFE,
    { task: "administration.identity", shown: ["identity.identity_said"], open: "identity" },
    { task: "administration.invite", shown: ["invitation.invited"] },
    { task: "administration.days_off", open: "days_off" },
    { task: "administration.letters", open: "mail" },
    { task: "administration.backup", open: "backups" },
  ],
  consulted_agency: [ANSWER, { task: "today.find" }, { task: "account.second_step" }],
  foreign_ngo: [{ task: "aid.state" }, { task: "today.notices" }, { task: "account.second_step" }],
  partner: [{ task: "exchanges.suggest" }, { task: "today.notices" }, { task: "account.second_step" }],
};

/** Whether a name that came with a request is one of the role's tasks, of those that are done by being opened. */
export function isOpenedByHand(role: Role | undefined, task: string): task is TaskName {
  return role !== undefined && FIRST_WEEK[role].some((one) => one.task === task && !one.shown);
}
