import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { changePart, removePart } from "#platform/part.server.ts";
import { enterAccount, enterAccounts, explainAccounts } from "./delegation-account.commands.server.ts";
import { accountLineForm, accountRowForm } from "./delegation-account.forms.ts";
import { listAccounts, markOfAccounts } from "./delegation-account.queries.server.ts";
import {
  approveDelegation,
  archiveDelegation,
  recordDeparture,
  settleDelegation,
  submitReport,
} from "./delegation.commands.server.ts";
import { aVisitOnPaper, paperOf } from "./delegation-papers.fixtures.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";

useDatabase();
let leader: Actor, france: Actor, hanoi: Actor;
beforeAll(async () => {
  leader = { ...(await aPerson("leader", "vufo")), name: "Phan Minh Anh" };
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

/** Fares of 64.500.000 VND that the union pays, and board of 1.921,50 USD that the partner pays. */
let id: string, fares: string, board: string;
beforeEach(async () => {
  id = await aVisitOnPaper(france);
  await inWork(leader, (work) =>
    approveDelegation(work, id, { number: undefined, decided_on: undefined, scan: undefined, seen: undefined }),
  );
  const { budget } = await inReading(france, (work) => listParts(work, id));
  [fares = "", board = ""] = budget.map((one) => one.id);
});
const reported = async () => {
  const { members } = await inReading(france, (work) => listParts(work, id));
  await inWork(france, (work) => recordDeparture(work, id, { took_part: members.map((one) => one.id) }));
  await inWork(france, (work) =>
    submitReport(work, id, { facts: "Đã ký.", assessment: undefined, proposals: undefined }),
  );
};
type Values = Record<string, unknown>;
const enter = (values: Values, actor = france) =>
  inWork(actor, (work) => enterAccount(work, id, accountLineForm.parse(values)));
const accounts = (actor = france) => inReading(actor, (work) => listAccounts(work, id));
const settle = (explanation?: string) => inWork(france, (work) => settleDelegation(work, id, { explanation }));
const visa = { description: "Lệ phí thị thực", payer: "union", currency: "VND", advanced: 900_000, spent: 900_000 };

describe("what a visit cost", () => {
  test("stands beside the budget, line by line and by payer, added up by the database", async () => {
    await enter({ budget_line_id: fares, advanced: 64_500_000, spent: 63_000_000, note: "Vé rẻ hơn" });
    await enter({ ...visa, note: "Không dự trù" });
    const { lines, sums } = await accounts();
    expect(lines.map((one) => [one.description, one.budgeted, one.advanced, one.spent, one.note])).toEqual([
      ["Vé máy bay", 64_500_000, 64_500_000, 63_000_000, "Vé rẻ hơn"],
      ["Ăn, ở", 1921.5, null, null, null],
      ["Lệ phí thị thực", 0, 900_000, 900_000, "Không dự trù"],
    ]);
    expect(sums).toEqual([
      {
        payer: "union",
        currency: "VND",
        budgeted: 64_500_000,
        advanced: 65_400_000,
        spent: 63_900_000,
        is_whole: true,
      },
      { payer: "partner", currency: "USD", budgeted: 1921.5, advanced: null, spent: null, is_whole: false },
    ]);
  });

  test("is no change of what was decided, and is told in the history", async () => {
    await enter({ budget_line_id: fares, advanced: 64_500_000 });
    await enter({ budget_line_id: fares, advanced: 64_500_000, spent: 99_000_000, note: "Đổi chuyến" });
    expect((await inReading(france, (work) => findDelegation(work, id)))?.change_state).toBeNull();
    const [line] = await inReading(france, (work) => listHistory(work, id));
    expect([line?.action, line?.before, line?.after]).toEqual([
      "spending_entered",
      { spent: null, note: null },
      { spent: 99_000_000, note: "Đổi chuyến", item: "Vé máy bay" },
    ]);
  });

  test("saved as it stood writes nothing; left empty, a line is taken out again", async () => {
    await enter({ ...visa });
    const [line] = (await accounts()).lines.filter((one) => !one.budget_line_id);
    const before = (await inReading(france, (work) => listHistory(work, id))).length;
    await enter({ ...visa, line_id: line?.line_id });
    expect(await inReading(france, (work) => listHistory(work, id))).toHaveLength(before);
    await enter({ line_id: line?.line_id });
    expect((await accounts()).lines).toHaveLength(2);
    expect((await inReading(france, (work) => listHistory(work, id)))[0]?.action).toBe("spending_removed");
  });

  test("names what it was for where no line of the budget does, and no line of another visit", async () => {
    await expect(enter({ spent: 5, payer: "union", currency: "VND" })).rejects.toThrow("error_required");
    await expect(enter({ spent: 5, description: "Phí" })).rejects.toThrow("error_choose");
    const [own, other] = [id, await aVisitOnPaper(france, { title: "Đoàn khác" })];
    const { budget } = await inReading(france, (work) => listParts(work, other));
    id = own;
    await expect(enter({ budget_line_id: budget[0]?.id, spent: 5 })).rejects.toThrow("error_no_such_choice");
  });

  test("keeps its line of the budget, and the currency that it was counted in", async () => {
    await enter({ budget_line_id: board, spent: 1921.5 });
    const place = { recordId: id, name: "budget", id: board } as const;
    await expect(inWork(france, (work) => removePart(work, DELEGATION_PARTS, place))).rejects.toThrow(
      "delegation_settlement_line_budget_line_id_fkey",
    );
    const euros = { description: "Ăn, ở", quantity: 3, unit_price: 640.5, currency: "EUR", payer: "partner" } as const;
    await expect(
      inWork(france, (work) => changePart(work, DELEGATION_PARTS, { ...place, version: 1 }, euros)),
    ).rejects.toThrow("rule_currency_accounted");
    await inWork(france, (work) =>
      changePart(work, DELEGATION_PARTS, { ...place, version: 1 }, { ...euros, currency: "USD", quantity: 2 }),
    );
  });

  test("is for the unit whose visit it is, from the decision on", async () => {
    await expect(enter({ budget_line_id: fares, spent: 5 }, hanoi)).rejects.toThrow(NotFoundError);
    expect((await accounts(hanoi)).lines).toEqual([]);
    id = await aVisitOnPaper(france, { title: "Đoàn chưa duyệt" });
    const { budget } = await inReading(france, (work) => listParts(work, id));
    await expect(enter({ budget_line_id: budget[0]?.id, spent: 5 })).rejects.toThrow(ForbiddenError);
  });

  test("of two who enter it at once the second is told", async () => {
    const seen = markOfAccounts((await accounts()).lines, null);
    const rows = [{ at: 0, values: accountRowForm.parse({ budget_line_id: fares, spent: "5" }) }];
    const save = () =>
      inWork(france, (work) => enterAccounts(work, id, { rows, explanation: "Tiết kiệm", reason: undefined, seen }));
    await save();
    await expect(save()).rejects.toThrow("rule_accounts_changed");
    expect((await inReading(france, (work) => findDelegation(work, id)))?.settlement_note).toBe("Tiết kiệm");
  });
});

describe("to settle", () => {
  test("asks what was spent of own money, and why it differs: on the line, or in one sentence for all", async () => {
    await reported();
    await expect(settle()).rejects.toThrow("rule_spent_missing");
    await enter({ budget_line_id: fares, advanced: 64_500_000, spent: 64_500_000.5 });
    await expect(settle()).rejects.toThrow("rule_difference_unexplained");
    await settle("Tỷ giá thay đổi.");
    const visit = await inReading(france, (work) => findDelegation(work, id));
    expect([visit?.status, visit?.settlement_note]).toEqual(["settled", "Tỷ giá thay đổi."]);
  });

  test("afterwards an amount is put right with a reason, until the file is archived", async () => {
    await reported();
    await enter({ budget_line_id: fares, spent: 64_500_000 });
    await settle();
    const right = { budget_line_id: fares, spent: 64_000_000, note: "Hoàn vé" };
    await expect(enter(right)).rejects.toThrow("rule_settled_reason");
    await enter({ ...right, reason: "Hãng bay hoàn tiền" });
    const [line] = await inReading(france, (work) => listHistory(work, id));
    expect(line?.after).toMatchObject({ spent: 64_000_000, reason: "Hãng bay hoàn tiền" });
    await inWork(france, (work) => explainAccounts(work, id, { explanation: "Vé", reason: "Bổ sung" }));
    await inWork(france, (work) => archiveDelegation(work, id));
    await expect(enter({ ...right, reason: "Nữa" })).rejects.toThrow(ForbiddenError);
  });
});

test("the settlement says by payer what was planned, advanced, spent and is to be handed back, in figures and words", async () => {
  await reported();
  const paper = async () => wordText(await paperOf(france, "settlement", id));
  const blank = await paper();
  expect(blank.filter((text) => text === "……")).toHaveLength(12);
  await enter({ budget_line_id: fares, advanced: 64_500_000, spent: 63_000_000, note: "Vé rẻ hơn." });
  await enter({ ...visa, spent: 800_000, note: "Không dự trù" });
  await inWork(france, (work) => explainAccounts(work, id, { explanation: "Đã chi tiết kiệm.", reason: undefined }));
  const text = await paper();
  expect(text.slice(text.indexOf("TT"), text.indexOf("Người đề nghị"))).toEqual([
    ...["TT", "Nội dung", "Dự toán", "Tạm ứng", "Thực chi", "Chênh lệch"],
    "Ngân sách Liên hiệp: đồng",
    ...["1", "Vé máy bay", "64.500.000", "64.500.000", "63.000.000", "-1.500.000"],
    ...["2", "Lệ phí thị thực", "0", "900.000", "800.000", "800.000"],
    ...["Cộng", "64.500.000", "65.400.000", "63.800.000", "-700.000"],
    "Đối tác chi: đô la Mỹ",
    ...["1", "Ăn, ở", "1.921,50", "……", "……", "……"],
    ...["Cộng", "1.921,50", "……", "……", "……"],
    "Tổng dự toán: 64.500.000 đồng (Bằng chữ: Sáu mươi tư triệu năm trăm nghìn đồng).",
    "Tổng dự toán: 1.921,50 USD (Bằng chữ: Một nghìn chín trăm hai mươi mốt phẩy năm đô la Mỹ).",
    "Tổng hợp theo nguồn:",
    "- Ngân sách Liên hiệp: dự toán 64.500.000 đồng; đã tạm ứng 65.400.000 đồng; thực chi 63.800.000 đồng (Sáu mươi ba triệu tám trăm nghìn đồng); hoàn lại 1.600.000 đồng.",
    "- Đối tác chi: dự toán 1.921,50 USD.",
    "Giải trình chênh lệch:",
    ...["- Vé máy bay: Vé rẻ hơn.", "- Lệ phí thị thực: Không dự trù.", "- Đã chi tiết kiệm."],
  ]);
});
