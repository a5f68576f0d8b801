import { laidOver, resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { foundUnit, renameUnit } from "./unit.commands.server.ts";
import { patchForm, renameForm, unitForm } from "./unit.forms.ts";
import { findUnit, listUnitParts, unitList } from "./unit.queries.server.ts";

export const units = resource({
  says: { list: "Units in the order of the tree", one: "One unit" },
  list: unitList,
  find: findUnit,
  parts: listUnitParts,
  add: { says: "Add a unit", form: unitForm, take: foundUnit },
  edit: act(patchForm, laidOver(findUnit, renameForm, renameUnit), { says: "Rename a unit from a day on" }),
});
