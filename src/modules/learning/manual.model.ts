import type { Role } from "#platform/actor.ts";
import { ROLES, WRITERS } from "#platform/actor.ts";

/** A task of the manual: who may do it, and the page where it begins. Its words stand in docs/manual, a file per chapter and language. */
export type Task = { who: readonly Role[]; opens: string };

const GUESTS: readonly Role[] = ["consulted_agency", "foreign_ngo", "partner"];
const INSIDERS = ROLES.filter((role) => !GUESTS.includes(role));
const STAFF = INSIDERS.filter((role) => role !== "auditor");
const KEEPERS: readonly Role[] = [...WRITERS, "mission_officer"];
const RECORDERS: readonly Role[] = [...WRITERS, "press"];
const DECIDERS: readonly Role[] = ["leader", "unit_officer"];
const REGISTRARS: readonly Role[] = ["office", "association_officer", ...DECIDERS];
const TEMPLATE_KEEPERS: readonly Role[] = ["administrator", "office", ...DECIDERS];
const ADMINISTRATORS: readonly Role[] = ["administrator"];
const ORGANISERS: readonly Role[] = ["office", "administrator"];

const all = (opens: string): Task => ({ who: ROLES, opens });
const by = (who: readonly Role[], opens: string): Task => ({ who, opens });

/** The manual: its chapters by what people do, their tasks in the order in which they are read. */
// prettier-ignore
export const CHAPTERS = {
  today: {
    desk: all("/"), find: all("/search"), lists: all("/activities"), act_for: all("/me"), notices: all("/notifications"), typing: by(STAFF, "/activities/new"),
  },
  activities: {
    record: by(RECORDERS, "/activities/new"), hold: by(RECORDERS, "/activities?status=planned"), month: all("/calendar"),
    series: by(RECORDERS, "/activities/series"), photo: by(RECORDERS, "/activities?status=held"), mend: by(RECORDERS, "/activities"),
    twice: by(RECORDERS, "/activities/twins"),
  },
  delegations: {
    draft: by(WRITERS, "/delegations/new"), complete: by(WRITERS, "/delegations?status=draft"),
    members: by(WRITERS, "/delegations?status=draft"), propose: by(WRITERS, "/delegations?status=draft"),
    decide: by(DECIDERS, "/"), number: by([...DECIDERS, "office", "association_officer"], "/"), changes: by(WRITERS, "/delegations"),
    travel: by(WRITERS, "/delegations?status=approved"), report: by(WRITERS, "/"),
    accept_report: by(DECIDERS, "/"), settle: by(WRITERS, "/delegations?status=reported"), points: by(WRITERS, "/delegations?status=preparing"), promise: by(KEEPERS, "/delegations/commitments"),
    papers: by(INSIDERS, "/delegations"), register: by(REGISTRARS, "/registers/new"), register_gap: by(REGISTRARS, "/registers"), register_mend: by(REGISTRARS, "/registers"),
    register_symbol: by([...REGISTRARS, "administrator"], "/registers/symbols"), template: by(TEMPLATE_KEEPERS, "/paper-templates"), mistake: by(WRITERS, "/delegations"),
  },
  guests: {
    receive: by(WRITERS, "/delegations/new"), welcome: by(WRITERS, "/delegations?status=approved"), host: by(WRITERS, "/delegations?direction=incoming"), answer_host: by(WRITERS, "/"),
    day_sheet: by(INSIDERS, "/delegations?direction=incoming"), passports: by(["office", "desk_officer", "unit_officer", "association_officer"], "/delegations"),
  },
  partners: {
    register: by(KEEPERS, "/partners/new"), look: all("/partners"), note: by(KEEPERS, "/partners"), names: by(KEEPERS, "/partners"), contact: by(KEEPERS, "/partners"), close: by(KEEPERS, "/partners"),
  },
  countries: { dossier: all("/countries"), anniversary: all("/") },
  units: {
    tree: by(INSIDERS, "/units"), past: by(INSIDERS, "/units"), post: by(ORGANISERS, "/units"),
    found: by(ORGANISERS, "/units/new"), tie: by(ORGANISERS, "/units"),
  },
  imports: {
    bring: by([...WRITERS, "administrator"], "/imports/new"), again: by([...WRITERS, "administrator"], "/imports/new"),
    undo: by([...WRITERS, "administrator"], "/imports"), out: by(INSIDERS, "/activities"),
  },
  reports: {
    glance: by(INSIDERS, "/glance"), annual: by(INSIDERS, "/reports/annual"), figure: by(INSIDERS, "/reports/annual"),
    write: by(["office", "leader", "unit_officer", "association_officer", "desk_officer"], "/reports/annual"),
    freeze: by(["office", "leader", "unit_officer"], "/reports/annual"),
  },
  aid: {
    project: by(WRITERS, "/aid-projects/new"), amount: by(WRITERS, "/aid-projects"), open: by(WRITERS, "/aid-projects"),
    state: by(["foreign_ngo"], "/"), judge: by(WRITERS, "/"),
  },
  exchanges: {
    ask: by(WRITERS, "/delegations"), answer: by([...GUESTS, ...KEEPERS], "/"), keep: by(WRITERS, "/delegations/requests?side=asking"), suggest: by(["partner"], "/"), settle: by(KEEPERS, "/"),
  },
  sharing: { see: by(INSIDERS, "/delegations"), change: by(KEEPERS, "/delegations"), restrict: by(WRITERS, "/delegations/new"), history: by(INSIDERS, "/activities") },
  account: {
    enter: all("/me"), password: all("/me/password"), second_step: all("/me/two-factor"), passkey: all("/me/passkeys"), phone_lost: all("/me/two-factor"),
    signed_in: all("/me"), calendar: all("/me/calendar"), key: all("/me/tokens"), signature: by(["leader", "unit_officer"], "/me/signature"),
  },
  administration: {
    set_up: by(ADMINISTRATORS, "/set-up"), settings: by(ADMINISTRATORS, "/settings"), invite: by(ADMINISTRATORS, "/people/invite"), appoint: by(ADMINISTRATORS, "/people/appoint"),
    bodies: by(ADMINISTRATORS, "/people/bodies"), leave: by(ADMINISTRATORS, "/people"),
    rescue: by(ADMINISTRATORS, "/people"), keys: by(ADMINISTRATORS, "/people/keys"), person: by(ADMINISTRATORS, "/people/personal"),
    identity: by(ADMINISTRATORS, "/identity"), own_words: by(ADMINISTRATORS, "/identity"), facts: by(ADMINISTRATORS, "/facts"), days_off: by(ADMINISTRATORS, "/facts/days"),
    activity_kinds: by(ADMINISTRATORS, "/activities/kinds"),
    routes: by(["leader", ...ORGANISERS], "/delegations/routes"), backup: by(ADMINISTRATORS, "/backups"), move: by(ADMINISTRATORS, "/backups"),
    practice: by(ADMINISTRATORS, "/backups"), another_union: by(ADMINISTRATORS, "/identity"),
    letters: by(ADMINISTRATORS, "/letters"), security: by(["auditor", "administrator"], "/security"), breach: by(["auditor", "administrator"], "/security/breach"),
    log: by(["auditor", "administrator"], "/history"),
  },
} as const satisfies Record<string, Record<string, Task>>;

export type ChapterName = keyof typeof CHAPTERS;
/** A task as it is named elsewhere: its chapter, a point, its own name. */
export type TaskName = {
  [Chapter in ChapterName]: `${Chapter}.${keyof (typeof CHAPTERS)[Chapter] & string}`;
}[ChapterName];

export const CHAPTER_NAMES = Object.keys(CHAPTERS) as ChapterName[];

export function tasksOf(chapter: ChapterName): [name: string, task: Task][] {
  return Object.entries(CHAPTERS[chapter]);
}

/** Where a task is read: its chapter's page, at its title; `role` is of a reader who is shown the own tasks alone. */
export function placeOfTask(name: TaskName, role?: Role): string {
  const [chapter, task] = name.split(".") as [ChapterName, string];
  const mine = tasksOf(chapter).filter(([, { who }]) => !role || who.includes(role));
  if (mine.length === 0) return "/manual";
  return mine.some(([one]) => one === task) ? `/manual/${chapter}#${task}` : `/manual/${chapter}`;
}
