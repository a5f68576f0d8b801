import { beforeAll, describe, expect, test } from "vitest";
import { holdActivity, recordActivity } from "#modules/activities/activity.commands.server.ts";
import { startSeries } from "#modules/activities/series.commands.server.ts";
import { holdForm, recordForm } from "#modules/activities/activity.forms.ts";
import { listSeriesWithEditions } from "#modules/activities/series.queries.server.ts";
import { registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { closePartner, registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import * as copyPage from "../src/routes/(desk)/activities/[activityId]/copy/+page.server.ts";
import * as holdPage from "../src/routes/(desk)/activities/[activityId]/[step=activity_step]/+page.server.ts";
import * as visitPage from "../src/routes/(desk)/delegations/[delegationId]/[step=delegation_step]/+page.server.ts";
import * as grantPage from "../src/routes/(desk)/aid-projects/[projectId]/grant/+page.server.ts";
import * as amountPage from "../src/routes/(desk)/aid-projects/[projectId]/amounts/new/+page.server.ts";
import * as statePage from "../src/routes/(desk)/aid-projects/[projectId]/statements/new/+page.server.ts";
import * as partPage from "../src/routes/(desk)/partners/[partnerId]/[part=partner_list]/new/+page.server.ts";
import * as partnerPage from "../src/routes/(desk)/partners/[partnerId]/[step=partner_step]/+page.server.ts";
import { aPerson, useDatabase } from "./database.ts";

useDatabase();
let france: Actor, hanoi: Actor, officer: Actor, auditor: Actor;
let partnerId: string, closedId: string, projectId: string, activityId: string;

beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  officer = await aPerson("ngo_officer", "paccom");
  auditor = await aPerson("auditor", "vufo");
  const facts = registerForm.parse({ kind: "university", name: "Université de Lyon", country_iso2: "FR" });
  partnerId = await inWork(france, (work) => registerPartner(work, facts));
  closedId = await inWork(france, (work) => registerPartner(work, facts));
  await inWork(france, (work) => closePartner(work, closedId, { reason: "Đã giải thể" }));
  projectId = await inWork(officer, (work) =>
    registerAidProject(
      work,
      aidProjectForm.parse({
        title: "Nước sạch",
        ngo_name: "Eau Vive",
        ngo_country: "FR",
        sector: "health",
        starts_on: "2024-01-01",
      }),
    ),
  );
  await inWork(france, (work) => startSeries(work, { name: "Ngày hội" }));
  const [series] = await inReading(france, (work) => listSeriesWithEditions(work));
  const held = { kind: "festival", title: "Ngày hội", starts_on: "2024-05-01", series_id: series?.id };
  activityId = await inWork(france, (work) => recordActivity(work, recordForm.parse(held)));
});

type Load = { load: (event: never) => Promise<unknown> };
/** What somebody who opens the page gets: the step it shows, or the status of the refusal. */
async function opened({ load }: Load, params: object, actor: Actor): Promise<unknown> {
  const event = { params, url: new URL("http://localhost/"), locals: { actor, locale: "en" } };
  try {
    const { looks, name } = (await load(event as never)) as { looks?: { step: string }; name?: string };
    return looks?.step ?? name;
  } catch (cause) {
    return (cause as { status?: number }).status;
  }
}

describe("a page opens to whom the command lets, and to nobody else", () => {
  test.each(["close", "grant"] as const)("%s a partner", async (step) => {
    expect(await opened(partnerPage, { partnerId, step }, france)).toBe(step);
    expect(await opened(partnerPage, { partnerId, step }, hanoi)).toBe(403);
    expect(await opened(partnerPage, { partnerId, step }, auditor)).toBe(403);
    expect(await opened(partnerPage, { partnerId: closedId, step }, france)).toBe(403);
  });

  test("reopen a partner, which is one that is closed", async () => {
    expect(await opened(partnerPage, { partnerId: closedId, step: "reopen" }, france)).toBe("reopen");
    expect(await opened(partnerPage, { partnerId: closedId, step: "reopen" }, hanoi)).toBe(403);
    expect(await opened(partnerPage, { partnerId, step: "reopen" }, france)).toBe(403);
  });

  test("suggest a correction, which nobody inside does", async () => {
    expect(await opened(partnerPage, { partnerId, step: "suggest" }, france)).toBe(403);
  });

  test("a part of a partner", async () => {
    expect(await opened(partPage, { partnerId, part: "name" }, france)).toBe("name");
    expect(await opened(partPage, { partnerId, part: "name" }, hanoi)).toBe(403);
    expect(await opened(partPage, { partnerId: projectId, part: "name" }, france)).toBe(404);
  });

  test("a grant, an amount and a statement of an aid project, by the unit that keeps it", async () => {
    expect(await opened(grantPage, { projectId }, officer)).toBe("grant");
    expect(await opened(grantPage, { projectId }, hanoi)).toBe(403);
    expect(await opened(amountPage, { projectId }, officer)).toBe("amount");
    expect(await opened(amountPage, { projectId }, hanoi)).toBe(403);
    expect(await opened(statePage, { projectId }, officer)).toBe(403);
  });

  test("an activity, which others may take as the next edition's model", async () => {
    expect(await opened(holdPage, { activityId, step: "hold" }, france)).toBe("hold");
    expect(await opened(holdPage, { activityId, step: "hold" }, hanoi)).toBe(403);
    expect(await opened(copyPage, { activityId }, hanoi)).toBe("copy");
    expect(await opened(copyPage, { activityId }, auditor)).toBe(403);
  });

  test("a step taken back by who took it, a state corrected by the office: of an activity and of a visit", async () => {
    const office = await aPerson("office", "vufo");
    const heldId = await inWork(france, (work) =>
      recordActivity(work, recordForm.parse({ kind: "festival", title: "Ngày hội", starts_on: "2024-05-01" })),
    );
    const visitId = await inWork(france, (work) => aProposedDelegation(work));
    const ofActivity = { page: holdPage, params: (step: string) => ({ activityId: heldId, step }) };
    const ofVisit = { page: visitPage, params: (step: string) => ({ delegationId: visitId, step }) };
    expect(await opened(holdPage, ofActivity.params("take_back"), france)).toBe(403);
    await inWork(france, (work) => holdActivity(work, heldId, holdForm.parse({ starts_on: "2024-05-01" })));
    for (const { page, params } of [ofActivity, ofVisit]) {
      expect(await opened(page, params("take_back"), france)).toBe("take_back");
      expect(await opened(page, params("take_back"), auditor)).toBe(403);
      expect(await opened(page, params("correct"), office)).toBe("correct");
      expect(await opened(page, params("correct"), france)).toBe(403);
    }
  });
});
