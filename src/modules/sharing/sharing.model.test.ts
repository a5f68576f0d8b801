import { expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { anonymous } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import type { Rights } from "#platform/history.server.ts";
import type { Ground } from "./sharing.model.ts";
import { groundsOf } from "./sharing.model.ts";

const ME = "unit_officer of vufo.ha_noi";
const OF_HANOI: Rights = {
  unit_id: "x",
  unit_path: "vufo.ha_noi",
  visibility: "unit",
  shared_paths: [],
  named_user_ids: [],
};
const officer = (path: string, more: Partial<Actor> = {}) => anActor("unit_officer", path, more);
const carrying = officer("vufo.can_tho", { paths: ["vufo.can_tho", "vufo.ha_noi"] });

test.each<[why: string, actor: Actor, rights: Partial<Rights>, grounds: Ground[]]>([
  ["of the unit itself", officer("vufo.ha_noi"), {}, ["unit"]],
  ["of the unit above", officer("vufo"), {}, ["above"]],
  ["of a unit below", officer("vufo.ha_noi.ha_noi_fr"), {}, []],
  ["of a unit beside", officer("vufo.can_tho"), {}, []],
  ["of a unit beside that carries on for it", carrying, {}, ["carried"]],
  ["and for one above it", carrying, { unit_path: "vufo.ha_noi.ha_noi_fr" }, ["carried"]],
  [
    "of the unit, with which it is shared too",
    officer("vufo.ha_noi"),
    { shared_paths: ["vufo.ha_noi"] },
    ["unit", "shared"],
  ],
  ["of a unit with which it is shared", officer("vufo.can_tho"), { shared_paths: ["vufo.can_tho"] }, ["shared"]],
  ["of the union", officer("vufo.can_tho"), { visibility: "union" }, ["union"]],
  ["named, of the unit", officer("vufo.ha_noi"), { named_user_ids: [ME] }, ["named", "unit"]],
  [
    "named, and nothing else of what is confidential",
    officer("vufo.ha_noi"),
    { visibility: "confidential", named_user_ids: [ME] },
    ["named"],
  ],
  ["above what is confidential", officer("vufo"), { visibility: "confidential" }, []],
  ["a guest of the unit", anActor("partner", "vufo.ha_noi"), { visibility: "union" }, []],
  ["a guest, named", anActor("partner", "vufo"), { named_user_ids: ["partner of vufo"] }, ["named"]],
  ["a visitor", anonymous, { visibility: "union" }, []],
  ["a visitor of what is public", anonymous, { visibility: "public" }, ["everybody"]],
])("%s", (_why, actor, rights, grounds) => {
  expect(groundsOf(actor, { ...OF_HANOI, ...rights })).toEqual(grounds);
});
