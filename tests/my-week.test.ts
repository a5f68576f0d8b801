import { expect, test } from "vitest";
import { ROLES } from "#platform/actor.ts";
import { load } from "../src/routes/(desk)/my-week/+page.server.ts";
import { aPerson, useDatabase } from "./database.ts";

useDatabase();

test("the week opens to who decides, and to nobody else", async () => {
  for (const role of ROLES) {
    const actor = await aPerson(role, "vufo");
    const event = { url: new URL("http://localhost/my-week"), locals: { actor, locale: "en" }, isDataRequest: true };
    const opened = await Promise.resolve(load(event as never)).then(
      () => 200,
      (cause: { status?: number }) => cause.status,
    );
    expect([role, opened]).toEqual([role, ["leader", "unit_officer"].includes(role) ? 200 : 403]);
  }
});
