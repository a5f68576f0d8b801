import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { AN_ID } from "#platform/forms.fixtures.ts";
import { partnerFilter } from "./partner.filter.ts";

test.each([
  ["q=hoi&kind=university", { q: "hoi", kind: "university" }],
  ["country=FR&status=dormant&silent=1", { country: "FR", status: "dormant", silent: true }],
  ["unit_path=vufo.ha_noi&sort=last_contact", { unit_path: "vufo.ha_noi", sort: "last_contact" }],
  ["sort=name", { sort: "name" }],
  ["known_to=vufo.ha_noi", { known_to: "vufo.ha_noi" }],
])("%s", (query, asked) => expect(understood(partnerFilter, query)).toEqual([asked]));

test.each(["kind=club", "status=lost", "sort=city", "silent=often"])("%s is not understood", (query) => {
  expect(understood(partnerFilter, query)).toEqual([{}, query.split("=")[0]]);
});

test.each([
  [`name:Hội, hữu nghị,${AN_ID}`, true],
  [`last_contact:,${AN_ID}`, true],
  [`begins:a\nb,${AN_ID}`, true],
  [`holds:x,${AN_ID}`, true],
  [`city:x,${AN_ID}`, false],
  [`x name:x,${AN_ID}`, false],
  [`name:x,${AN_ID}0`, false],
  [`name:x`, false],
  [AN_ID, false],
])("from %j on: %s", (cursor, is) => {
  expect(understood(partnerFilter, `cursor=${encodeURIComponent(cursor)}`)).toEqual(is ? [{ cursor }] : [{}, "cursor"]);
});

test("each is said in its words", () => {
  expect(spoken(partnerFilter)).toEqual({
    q: "search list_search",
    kind: "choice list_kind partner_kind",
    country: "choice list_country",
    status: "choice list_status partner_status",
    silent: "choice partner_contact_filter partner_silent",
    are: "partner_are partner_are_word",
    unit_path: "list_unit",
    known_to: "partner_known_to",
    sort: "list_sort partner_sort",
  });
});
