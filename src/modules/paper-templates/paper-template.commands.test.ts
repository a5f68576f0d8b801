import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import { PAPERS } from "#modules/delegations/delegation-paper.model.ts";
import { aVisitOnPaper, paperOf } from "#modules/delegations/delegation-papers.fixtures.ts";
import { readPaperOf } from "#modules/delegations/delegation-files.queries.server.ts";
import { approveDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import { findReportTemplate, reportDocument } from "#modules/reports/report-papers.server.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, RuleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { papersFirst } from "#platform/paper.server.ts";
import { TEMPLATES, tagOf } from "./paper-template.model.ts";
import { putInForce, sendTemplate, templateSaying } from "./paper-template.fixtures.ts";
import { sayFailed } from "./paper-template.jobs.server.ts";
import { findTemplate, listInForce, listTemplates, readTemplate } from "./paper-template.queries.server.ts";
import { listTags, tagsOf } from "./paper-tags.model.ts";

useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-templates-"));
let admin: Actor, leader: Actor, hanoi: Actor, france: Actor, auditor: Actor;
beforeAll(async () => {
  config.dataFolder = folder;
  admin = await aPerson("administrator", "vufo");
  leader = await aPerson("leader", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
  france = await aPerson("association_officer", "association_fr");
  auditor = await aPerson("auditor", "vufo");
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const PROPOSAL = { paper: "delegation-proposal" };
const DECISION = { paper: "delegation-decision" };
const ofUnit = (who: Actor) => inReading(who, (work) => listInForce(work, who.unitPath ?? ""));
const refusal = (run: Promise<unknown>) =>
  run.then(
    () => "taken",
    (cause: unknown) => (cause instanceof RuleError ? cause.code : cause),
  );

describe("a version", () => {
  test("is numbered for its unit and paper, kept as it was sent, and in force only once it is put there", async () => {
    const bytes = templateSaying("delegation-contacts", "Bản một");
    const place = { paper: "delegation-contacts" };
    const first = await sendTemplate(admin, place, bytes);
    const second = await sendTemplate(admin, place, templateSaying("delegation-contacts", "Bản hai"));
    const kept = await inReading(admin, (work) => readTemplate(work, first));
    expect([kept?.name, Buffer.from(kept?.bytes ?? [])]).toEqual(["delegation-contacts.vi.1.docx", Buffer.from(bytes)]);
    const [newest] = await inReading(admin, (work) => listTemplates(work, place));
    expect([newest?.id, newest?.ordinal, newest?.in_force_since]).toEqual([second, 2, null]);
    expect(newest?.tags.some((tag) => tag.endsWith("members\nname"))).toBe(true);
    expect(await ofUnit(admin)).toEqual([]);
  });

  test("put in force, papers are made from it; back at an earlier one or the original they are made from that", async () => {
    const first = await sendTemplate(
      admin,
      PROPOSAL,
      templateSaying("delegation-proposal", "MẪU MỘT của {union_name}"),
    );
    const second = await sendTemplate(admin, PROPOSAL, templateSaying("delegation-proposal", "MẪU HAI"));
    const visit = await aVisitOnPaper(france);
    const firstLine = async () => wordText(await paperOf(france, "proposal", visit))[0];
    const original = await firstLine();
    await putInForce(admin, PROPOSAL, { template_id: first });
    expect(await firstLine()).toMatch(/^MẪU MỘT của Liên hiệp/);
    await putInForce(admin, PROPOSAL, { template_id: second, instead_of: first });
    expect(await firstLine()).toBe("MẪU HAI");
    await putInForce(admin, PROPOSAL, { template_id: first, instead_of: second });
    expect(await firstLine()).toMatch(/^MẪU MỘT/);
    await putInForce(admin, PROPOSAL, { instead_of: first });
    expect(await firstLine()).toBe(original);
    const past = await inReading(admin, (work) => listHistory(work, first));
    expect(past.map((one) => one.action)).toEqual([
      "template_original",
      "template_in_force",
      "template_in_force",
      "template_added",
    ]);
  });

  test("with a field that nothing fills is kept, and never put in force", async () => {
    const id = await sendTemplate(admin, DECISION, templateSaying("delegation-decision", "{legal_basis}"));
    expect(await refusal(putInForce(admin, DECISION, { template_id: id }))).toBe("rule_template_unknown_near");
    const odd = await sendTemplate(admin, DECISION, templateSaying("delegation-decision", "{Chỗ này điền sau}"));
    expect(await refusal(putInForce(admin, DECISION, { template_id: odd }))).toBe("rule_template_unknown");
    expect(await ofUnit(admin)).toEqual([]);
  });

  test("of two who put one in force at once, the second is told and nothing is lost", async () => {
    const place = { paper: "delegation-settlement" };
    const bytes = templateSaying("delegation-settlement", "Bản");
    const ids = await Promise.all([sendTemplate(admin, place, bytes), sendTemplate(leader, place, bytes)]);
    const versions = await inReading(admin, (work) => listTemplates(work, place));
    expect(versions.map(({ ordinal }) => ordinal)).toEqual([2, 1]);
    const said = await Promise.all(ids.map((template_id) => refusal(putInForce(admin, place, { template_id }))));
    expect(said.filter((one) => one === "rule_template_moved")).toHaveLength(1);
    expect((await ofUnit(admin)).filter(({ paper }) => paper === place.paper)).toHaveLength(1);
  });
});

describe("of a unit", () => {
  test("its template goes before that of the unit above; units beside it keep that of the union", async () => {
    const place = { paper: "delegation-programme" };
    const union = await sendTemplate(admin, place, templateSaying("delegation-programme", "Mẫu Liên hiệp"));
    const own = await sendTemplate(hanoi, place, templateSaying("delegation-programme", "Mẫu Hà Nội"));
    await putInForce(admin, place, { template_id: union });
    await putInForce(hanoi, place, { template_id: own });
    const of = async (who: Actor) => (await ofUnit(who)).find(({ paper }) => paper === place.paper)?.id;
    expect([await of(hanoi), await of(france), await of(admin)]).toEqual([own, union, union]);
    await putInForce(hanoi, place, { instead_of: own });
    expect(await of(hanoi)).toBe(union);
  });

  test("another unit neither sees nor replaces it; the union's everybody at work may see", async () => {
    const own = await sendTemplate(hanoi, PROPOSAL, templateSaying("delegation-proposal", "Mẫu Hà Nội"));
    const sees = (who: Actor) => inReading(who, (work) => findTemplate(work, own)).then((one) => one !== undefined);
    expect([await sees(hanoi), await sees(admin), await sees(france)]).toEqual([true, true, false]);
    const place = { ...PROPOSAL, unit_id: hanoi.unitId };
    const other = await aPerson("unit_officer", "can_tho");
    await expect(sendTemplate(other, place, templateSaying("delegation-proposal", "x"))).rejects.toThrow(
      ForbiddenError,
    );
    await expect(putInForce(other, place, { template_id: own })).rejects.toThrow(ForbiddenError);
    // In its own place it finds no version of another unit's.
    await expect(putInForce(other, PROPOSAL, { template_id: own })).rejects.toThrow(NotFoundError);
    await putInForce(admin, place, { template_id: own });
    expect((await ofUnit(hanoi)).find(({ paper }) => paper === PROPOSAL.paper)?.id).toBe(own);
    const [union] = await inReading(admin, (work) => listTemplates(work, { unitId: admin.unitId ?? "" }));
    expect(await inReading(france, (work) => findTemplate(work, union?.id ?? ""))).toBeDefined();
  });

  test("who only writes its papers, or only reads, keeps none", async () => {
    const bytes = templateSaying("delegation-proposal", "x");
    await expect(sendTemplate(france, PROPOSAL, bytes)).rejects.toThrow(ForbiddenError);
    await expect(sendTemplate(auditor, PROPOSAL, bytes)).rejects.toThrow(ForbiddenError);
  });
});

const inForceAt = async (paper: string, language: string) =>
  (await ofUnit(admin)).find((one) => one.paper === paper && one.language === language)?.id;

describe("papers", () => {
  test("that were kept stay byte for byte when another template is put in force", async () => {
    const visit = await aVisitOnPaper(france);
    await papersFirst(() => inWork(leader, (work) => approveDelegation(work, visit, {} as never)));
    const kept = () =>
      papersFirst(() => inReading(france, (work) => readPaperOf(work, { id: visit, fileId: "decision" })));
    const before = await kept();
    const id = await sendTemplate(admin, DECISION, templateSaying("delegation-decision", "MẪU SAU"));
    await putInForce(admin, DECISION, { template_id: id, instead_of: await inForceAt(DECISION.paper, "vi") });
    expect(Buffer.compare(Buffer.from((await kept())?.bytes ?? []), Buffer.from(before?.bytes ?? []))).toBe(0);
    // A letter in another language has its own.
    const letter = { paper: "delegation-invitation", language: "en" };
    const own = await sendTemplate(admin, letter, templateSaying("en/delegation-invitation", "OUR LETTERHEAD"));
    await putInForce(admin, letter, { template_id: own, instead_of: await inForceAt(letter.paper, "en") });
    expect((await ofUnit(france)).filter((one) => one.paper === letter.paper && one.id === own)).toHaveLength(1);
  });

  test("of the year are made from the unit's own, in the language that is asked for", async () => {
    const place = { paper: "annual-report", language: "vi" };
    const id = await sendTemplate(hanoi, place, templateSaying("annual-report", "BÁO CÁO RIÊNG"));
    await putInForce(hanoi, place, { template_id: id });
    const made = async (language: "vi" | "en") => {
      const { report, own } = await inReading(hanoi, async (work) => {
        const scope = await readScope(work, { year: "2024", unit: hanoi.unitId });
        const own = await findReportTemplate(work, scope.unitPath, language);
        return { report: await buildAnnualReport(work, scope), own };
      });
      return wordText(await reportDocument(report, language, { own }))[0];
    };
    expect([await made("vi"), await made("en")]).toEqual(["BÁO CÁO RIÊNG", expect.not.stringContaining("RIÊNG")]);
  });

  test("never wait for a template that fails: they are made from the original, and its keepers are told once", async () => {
    const id = await sendTemplate(
      hanoi,
      { paper: "delegation-contacts" },
      templateSaying("delegation-contacts", "MẤT"),
    );
    await putInForce(hanoi, { paper: "delegation-contacts" }, { template_id: id });
    const lost = await inReading(hanoi, (work) => findTemplate(work, id));
    fs.rmSync(path.join(folder, "files", lost?.sha256.slice(0, 2) ?? "", lost?.sha256 ?? ""));
    const visit = await aVisitOnPaper(hanoi);
    expect(wordText(await paperOf(hanoi, "contacts", visit)).join("\n")).toMatch(/^Đoàn thăm Pháp$/m);
    await sayFailed({ id });
    await sayFailed({ id });
    expect((await inReading(hanoi, (work) => findTemplate(work, id)))?.failed_at).not.toBeNull();
    const told = await inReading(hanoi, (work) =>
      work.trx
        .selectFrom("notification")
        .select("notification.kind")
        .where("notification.subject_id", "=", id)
        .execute(),
    );
    expect(told.map(({ kind }) => kind)).toEqual(["template_failed"]);
  });
});

test("the templates are those of the papers there are, and the words know every field", async () => {
  expect(TEMPLATES.toSorted()).toEqual([...PAPERS.map((paper) => `delegation-${paper}`), "annual-report"].toSorted());
  const english = JSON.parse(fs.readFileSync("messages/en.json", "utf8")) as Record<string, { match: object }[]>;
  const words = new Set(Object.keys(english.paper_tag?.[0]?.match ?? {}));
  const all = TEMPLATES.flatMap((name) => listTags(tagsOf(name)));
  const lacking = all.filter(({ path }) => !words.has(`tag=${path.includes("\n") ? `row_${tagOf(path)}` : path}`));
  expect([...new Set(lacking.map(({ path }) => path))]).toEqual([]);
});
