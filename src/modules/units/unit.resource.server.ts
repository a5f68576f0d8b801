import { editing, end, resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { endPost, fillPost, foundUnit, renameUnit } from "./unit.commands.server.ts";
import { accredit, endAccreditation, endMembership, joinUnit } from "./unit-network.commands.server.ts";
import { accreditForm, endForm, endPostForm, joinForm, postForm, renameForm, unitForm } from "./unit.forms.ts";
import { unitAnswers } from "./unit.answers.ts";
import { findUnit, listUnitParts, unitList } from "./unit.queries.server.ts";

export const units = resource({
  answers: unitAnswers,
  says: { list: "Units in the order of the tree", one: "One unit" },
  list: unitList,
  find: findUnit,
  parts: (work, id) => listUnitParts(work, id),
  below: {
    posts: act(postForm, fillPost, { says: "Fill a post, from a day on" }),
    memberships: act(joinForm, joinUnit, { says: "Join another unit, from a day on" }),
    accreditations: act(accreditForm, accredit, { says: "Answer for one more country, from a day on" }),
  },
  ends: {
    posts: end("End a post from a day on", endPostForm, (work, { id, partId }, ended) =>
      endPost(work, id, { ...ended, id: partId }),
    ),
    memberships: end("End a membership with a day", endForm, (work, { id, partId }, ended) =>
      endMembership(work, id, { ...ended, id: partId }),
    ),
    accreditations: end("End an accreditation with a day", endForm, (work, { id, partId }, ended) =>
      endAccreditation(work, id, { ...ended, id: partId }),
    ),
  },
  add: { says: "Add a unit", form: unitForm, take: foundUnit },
  edit: editing(findUnit, renameForm, renameUnit, "Rename a unit from a day on: names that are not sent stay"),
});
