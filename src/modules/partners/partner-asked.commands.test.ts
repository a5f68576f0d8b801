import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { registerAsked } from "./partner-asked.commands.server.ts";
import { registerAskedForm } from "./partner.forms.ts";

useDatabase();
let france: Actor, hanoi: Actor, press: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  press = await aPerson("press", "association_fr");
});
const facts = { kind: "foundation", country_iso2: "FR" };

test("who enters what is there by that very name and country is shown it, and enters it again only as another", async () => {
  const asked = (values: Record<string, unknown>, actor = hanoi) =>
    inWork(actor, (work) =>
      registerAsked(work, registerAskedForm.parse({ ...facts, name: "한베우호협회 서울", ...values })),
    );
  const id = await asked({});
  for (const name of ["한베우호협회 서울", " 한베우호협회  서울 "])
    await expect(asked({ name }, france)).rejects.toMatchObject({
      code: "rule_partner_there",
      fields: ["name"],
      href: `/partners/${id}`,
    });
  expect(await asked({ country_iso2: "KR" })).not.toBe(id);
  expect(await asked({ is_another: "on" })).not.toBe(id);
  // Marks tell names apart.
  await asked({ name: "Hội Lan" });
  await asked({ name: "Hội Lân" });
  await expect(asked({ name: "x" }, press)).rejects.toThrow(ForbiddenError);
});
