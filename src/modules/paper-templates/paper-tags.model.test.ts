import { describe, expect, test } from "vitest";
import { listTags, sampleOf, tagsOf, unknownTags, unusedTags } from "./paper-tags.model.ts";
import { tagPath } from "./paper-template.model.ts";

const decision = tagsOf("delegation-decision");
const nearest = (...path: string[]) => unknownTags([tagPath(path)], decision)[0]?.nearest;

describe("a tag", () => {
  test("is known on its own, within its list, and within a list or a condition around it", () => {
    const known = [["issuer"], ["members"], ["members", "name"], ["members", "title"], ["is_outgoing", "host"]];
    expect(unknownTags([...known, ["programme", "entries", "time"]].map(tagPath), decision)).toEqual([]);
  });

  test("of a list is unknown outside of it", () => {
    expect(unknownTags(["position", tagPath(["bases", "position"])], decision).map(({ path }) => path)).toEqual([
      "position",
      tagPath(["bases", "position"]),
    ]);
  });

  test("that is unknown is told the nearest known one, or none where it is another word", () => {
    expect(nearest("isuer")).toBe("issuer");
    expect(nearest("Signer_Title")).toBe("signer_title");
    expect(nearest("members", "nme")).toBe("name");
    expect(nearest("Họ và tên người ký thay")).toBeUndefined();
  });

  test("of an earlier template is told what says it now", () => {
    expect([nearest("legal_basis"), nearest("member_count")]).toEqual(["bases", "count"]);
  });

  test("that the template does not use is listed", () => {
    const unused = unusedTags(["issuer", tagPath(["members", "name"])], decision);
    expect(unused).toContain("signer");
    expect(unused).not.toContain("members");
    expect(unused).not.toContain("issuer");
  });
});

test("a sample says everything once, an empty one nothing", () => {
  const [full, empty] = [sampleOf(decision), sampleOf(decision, true)];
  expect([full.is_outgoing, full.issuer, (full.members as object[]).length]).toEqual([true, "‹issuer›", 2]);
  expect([empty.is_outgoing, empty.issuer, empty.members]).toEqual([false, "", []]);
  expect(listTags(decision).filter(({ path }) => path === tagPath(["programme", "entries", "time"]))).toHaveLength(1);
});
