import { editing, end, resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { endPost, fillPost, foundUnit, renameUnit } from "./unit.commands.server.ts";
import { endPostForm, postForm, renameForm, unitForm } from "./unit.forms.ts";
import { unitAnswers } from "./unit.answers.ts";
import { findUnit, listUnitParts, unitList } from "./unit.queries.server.ts";

export const units = resource({
  answers: unitAnswers,
  says: { list: "Units in the order of the tree", one: "One unit" },
  list: unitList,
  find: findUnit,
  parts: listUnitParts,
  below: {
    posts: act(postForm, fillPost, { says: "Fill a post, from a day on" }),
  },
  ends: {
    posts: end("End a post from a day on", endPostForm, (work, { id, partId }, ended) =>
      endPost(work, id, { ...ended, id: partId }),
    ),
  },
  add: { says: "Add a unit", form: unitForm, take: foundUnit },
  edit: editing(findUnit, renameForm, renameUnit, "Rename a unit from a day on: names that are not sent stay"),
});
