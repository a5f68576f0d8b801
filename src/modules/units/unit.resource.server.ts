import { editing, resource } from "#platform/resource.ts";
import { foundUnit, renameUnit } from "./unit.commands.server.ts";
import { renameForm, unitForm } from "./unit.forms.ts";
import { findUnit, listUnitParts, unitList } from "./unit.queries.server.ts";

export const units = resource({
  says: { list: "Units in the order of the tree", one: "One unit" },
  list: unitList,
  find: findUnit,
  parts: listUnitParts,
  add: { says: "Add a unit", form: unitForm, take: foundUnit },
  edit: editing(findUnit, renameForm, renameUnit, "Rename a unit from a day on: names that are not sent stay"),
});
