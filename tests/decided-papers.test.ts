import { beforeAll, beforeEach, expect, test } from "vitest";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { takeBackStep, listCorrections } from "#modules/delegations/delegation-mend.commands.server.ts";
import { aPart, spendAsPlanned } from "#modules/delegations/delegation.fixtures.ts";
import type { DelegationStatus, StepName } from "#modules/delegations/delegation.model.ts";
import { DECIDED, EDITABLE, LEFT, STATUSES, STEPS, allowedSteps } from "#modules/delegations/delegation.model.ts";
import { isDecision } from "#modules/delegations/delegation.policy.ts";
import { DELEGATION_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { aDecidedVisit, edit, found, keptPapers } from "#modules/delegations/delegation-version.fixtures.ts";
import { returnChanges } from "#modules/delegations/delegation-change.commands.server.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { addDays } from "#platform/time.ts";
import { GET as openPaper } from "../src/routes/(desk)/delegations/[delegationId]/papers/[paper].docx/+server.ts";
import { GET as openFile } from "../src/routes/(desk)/delegations/[delegationId]/files/[fileId]/+server.ts";
import { aPerson, useDatabase } from "./database.ts";
import { wordText } from "./word-text.ts";

useDatabase();
beforeEach(emptyBooks);
let leader: Actor, france: Actor, germany: Actor, partnerId: string;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  germany = await aPerson("association_officer", "association_de");
  const host = registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "FR" });
  partnerId = await inWork(france, (work) => registerPartner(work, host));
});

type Handler = (event: never) => Response | Promise<Response>;
const bytes = async (handler: Handler, params: object, actor = france) => {
  const answer = await handler({
    params,
    url: new URL("http://amity.test/"),
    locals: { actor, locale: "vi" },
  } as never);
  return Buffer.from(await answer.arrayBuffer());
};

test("the decision that is printed is the one that was kept; papers of a changed file say so", async () => {
  const id = await aDecidedVisit({ unit: france, leader, partnerId });
  const [kept] = (await keptPapers(france, id)).filter((one) => one.paper === "decision");
  const paper = (name: string) => bytes(openPaper as Handler, { delegationId: id, paper: name });
  const isKept = async () => (await paper("decision")).toString("base64") === kept?.bytes;
  expect(await isKept()).toBe(true);
  const plain = wordText(await paper("programme"));
  // Something small is printed without a word.
  await edit(france, id, { cities: "Lyon" });
  expect(wordText(await paper("programme"))).toEqual(plain);
  await edit(france, id, { departs_on: "2025-05-10" });
  expect(await isKept()).toBe(true);
  const mark = "Đã thay đổi so với Quyết định số 12/QĐ-LHHN; thay đổi";
  for (const name of ["proposal", "programme", "contacts"])
    expect([name, wordText(await paper(name))[0]]).toEqual([name, `${mark} chưa được chấp nhận`]);
  await inWork(leader, (work) => returnChanges(work, id, { reason: "Quá dài ngày", seen: undefined }));
  expect(wordText(await paper("programme"))[0]).toBe(`${mark} đã bị trả lại`);
  expect(await isKept()).toBe(true);
});

/** What a step wants said; who decides takes those that are the decider's. */
const SAID: Record<string, object> = { reason: { reason: "Bấm nhầm" }, report: { facts: "Đã ký." } };
async function take(id: string, step: StepName | "take_back" | "correct", said: object = {}) {
  const { form, take: run, fields } = DELEGATION_ACTS[step];
  const took_part = await inWork(france, async (work) => (await listParts(work, id)).members.map((one) => one.id));
  if (step === "settle") await inWork(france, (work) => spendAsPlanned(work, id));
  const isTheirs = step !== "take_back" && step !== "correct" && isDecision(step);
  const values = form.parse({ ...SAID[fields ?? ""], took_part, ...said });
  await inWork(isTheirs || step === "correct" ? leader : france, (work) => run(work, id, values));
}

/** The steps that lead from an approval to each state, as the register has them. */
function pathsFromApproval(): Map<DelegationStatus, StepName[]> {
  const paths = new Map<DelegationStatus, StepName[]>([["approved", []]]);
  for (const [status, path] of paths)
    for (const step of allowedSteps(status)) if (!paths.has(STEPS[step].to)) paths.set(STEPS[step].to, [...path, step]);
  return paths;
}

/** Changes what may be changed, and holds the paper of the decision against what was kept. */
async function expectTrue(id: string, way: string) {
  const { status, ...row } = await found(france, id);
  if (EDITABLE.includes(status)) {
    await inWork(france, (work) => aPart(work, id, "member", { name: "Người Chen Vào", role: "member" }));
    await edit(france, id, { returns_on: addDays(row.returns_on, 1) });
  }
  const printed = await bytes(openPaper as Handler, { delegationId: id, paper: "decision" });
  const kept = (await keptPapers(france, id)).filter((one) => one.paper === "decision");
  const text = wordText(printed).join("\n");
  const isIssued = /12\/QĐ-LHHN|leader of vufo/.test(text);
  expect([way, isIssued, kept.some((one) => one.bytes === printed.toString("base64"))]).toEqual([
    way,
    DECIDED.includes(status),
    DECIDED.includes(status),
  ]);
  if (isIssued) expect([way, text]).not.toEqual([way, expect.stringContaining("Người Chen Vào")]);
  // What was decided then stays where it can be opened.
  expect([way, kept.length]).not.toEqual([way, 0]);
}

const WAYS = [...pathsFromApproval()].flatMap(([status, path]) => allowedSteps(status).map((step) => [...path, step]));
test("every state can be reached from an approval", () => {
  expect([...pathsFromApproval().keys()].toSorted()).toEqual([...STATUSES].toSorted());
});

test.each(WAYS.map((way) => [way.join(", "), way] as const))(
  "the decision is printed as it was kept, or blank: %s",
  async (said, way) => {
    const id = await aDecidedVisit({ unit: france, leader, partnerId });
    for (const step of way) await take(id, step, step === "approve" ? { number: "12/QĐ-LHHN" } : {});
    expect((await found(france, id)).status).toBe(STEPS[way.at(-1) ?? "approve"].to);
    await expectTrue(id, said);
  },
);

test.each([...pathsFromApproval()].map(([status, way]) => [status, way] as const))(
  "so it is when steps are taken back one after the other: from %s",
  async (_status, way) => {
    const id = await aDecidedVisit({ unit: france, leader, partnerId }, {});
    for (const step of way) await take(id, step);
    const back = async () =>
      take(id, "take_back").then(
        () => true,
        () => takenByLeader(id),
      );
    for (let steps = 1; await back(); steps += 1) await expectTrue(id, `${way.join(", ")}, ${steps} back`);
    // Down to the draft, which has nothing more to take back.
    expect((await found(france, id)).status).toBe("draft");
  },
);

/** An approval is taken back by who gave it. */
const takenByLeader = (id: string) =>
  inWork(leader, (work) => takeBackStep(work, id, { reason: "Bấm nhầm" })).then(
    () => true,
    (cause: unknown) => {
      if (cause instanceof RuleError && cause.message.includes("rule_nothing_to_take_back")) return false;
      throw cause;
    },
  );

test.each([...pathsFromApproval()].filter(([status]) => LEFT.includes(status) || status === "cancelled"))(
  "so it is when a state is corrected: from %s",
  async (_status, way) => {
    for (const before of [[], ["postpone", "resume"]] as StepName[][]) {
      const again: StepName[] = before.length > 0 && way[0] !== "cancel" ? ["propose", "approve"] : [];
      const id = await aDecidedVisit({ unit: france, leader, partnerId });
      for (const step of [...before, ...again, ...way]) await take(id, step);
      const seen = new Set<DelegationStatus>();
      for (;;) {
        const visit = await found(france, id);
        const [to] = (await inWork(leader, (work) => listCorrections(work, visit))).filter((one) => !seen.has(one));
        if (!to) break;
        seen.add(to);
        await take(id, "correct", { to, reason: "Bấm nhầm" });
        await expectTrue(id, `${[...before, ...again, ...way].join(", ")}, corrected to ${[...seen].join(", ")}`);
      }
      expect(seen.size).toBeGreaterThan(0);
    }
  },
);

test("each kept paper opens byte for byte to whoever sees the visit, and to nobody else", async () => {
  const id = await aDecidedVisit({ unit: france, leader, partnerId });
  for (const one of await keptPapers(france, id)) {
    const params = { delegationId: id, fileId: one.file_id };
    expect((await bytes(openFile as Handler, params)).toString("base64")).toBe(one.bytes);
    await expect(bytes(openFile as Handler, params, germany)).rejects.toMatchObject({ status: 404 });
  }
});
