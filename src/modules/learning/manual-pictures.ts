import type { TaskName } from "./manual.model.ts";

/** What a picture of the manual shows: who of the demo looks, and at which page, or at that part of the first record of a list. */
export type Picture = { as: string; path: string; ofFirst?: string };

const at = (as: string, path: string): Picture => ({ as, path });
const first = (as: string, path: string, ofFirst = ""): Picture => ({ as, path, ofFirst });

/** The tasks that are read beside a picture; `npm run gallery -- manual` takes all of them anew, and lays them beside the words. */
export const PICTURES: Partial<Record<TaskName, Picture>> = {
  "today.desk": at("office", "/"),
  "today.find": at("office", "/search?q=huu+nghi"),
  "today.lists": at("office", "/activities"),
  "activities.record": at("office", "/activities/new"),
  "activities.month": at("office", "/calendar"),
  "delegations.draft": at("office", "/delegations/new"),
  "delegations.complete": first("office", "/delegations?status=draft"),
  "delegations.members": first("office", "/delegations?status=draft", "/members/several"),
  "delegations.decide": at("leader", "/"),
  "guests.welcome": first("office", "/delegations?status=approved&direction=incoming"),
  "partners.look": first("office", "/partners"),
  "partners.register": at("office", "/partners/new"),
  "countries.dossier": at("office", "/countries/FR"),
  "units.tree": at("office", "/units"),
  "imports.bring": at("office", "/imports/new"),
  "reports.glance": at("leader", "/glance"),
  "reports.annual": at("office", "/reports/annual"),
  "aid.project": at("ngo.officer", "/aid-projects/new"),
  "aid.state": at("foreign.ngo", "/"),
  "exchanges.answer": at("ministry", "/"),
  "exchanges.suggest": at("partner", "/"),
  "sharing.see": first("office", "/delegations?status=draft", "/sharing"),
  "administration.set_up": at("admin", "/set-up"),
  "administration.settings": at("admin", "/settings"),
  "administration.invite": at("admin", "/people/invite"),
  "administration.days_off": at("admin", "/facts/days"),
};

/** Of each picture, in points. */
export const PICTURE_SIZE = { width: 960, height: 560 };

/** A picture's file below docs/manual. */
export const fileOf = (language: string, task: string) => `${language}/${task.replace(".", "-")}.webp`;
