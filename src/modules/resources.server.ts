import type { ResourceKind } from "#platform/kinds.ts";
import type { Resource } from "#platform/resource.ts";
import { activities } from "#modules/activities/activity.resource.server.ts";
import { aidProjects } from "#modules/aid-projects/aid-project.resource.server.ts";
import { delegations } from "#modules/delegations/delegation.resource.server.ts";
import { imports } from "#modules/imports/import.resource.server.ts";
import { notes } from "#modules/notes/note.resource.server.ts";
import { partners } from "#modules/partners/partner.resource.server.ts";
import { registers } from "#modules/registers/register.resource.server.ts";
import { units } from "#modules/units/unit.resource.server.ts";

/** What each kind of record gives to the interface, to exports, dossiers and the desk: a module's line beside the one in `platform/kinds.ts`. */
export const RESOURCES: Record<ResourceKind, Resource> = {
  unit: units,
  partner: partners,
  delegation: delegations,
  activity: activities,
  aid_project: aidProjects,
  note: notes,
  register_entry: registers,
  import: imports,
};

export function eachResource(): [ResourceKind, Resource][] {
  return Object.entries(RESOURCES) as [ResourceKind, Resource][];
}
