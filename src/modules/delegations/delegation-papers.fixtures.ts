import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { fillTemplates } from "#platform/paper.server.ts";
import { proposeDelegation } from "./delegation.commands.server.ts";
import { aDraftDelegation, aPart } from "./delegation.fixtures.ts";
import type { Paper } from "./delegation-paper.model.ts";
import { delegationPaper } from "./delegation-papers.server.ts";
import { readPrinted } from "./delegation-printed.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";

/** A paper of a visit as the file stands. */
export async function paperOf(actor: Actor, name: Paper, id: string): Promise<Uint8Array> {
  const asked = await inReading(actor, async (work) => {
    const visit = await findDelegation(work, id);
    if (!visit) throw new Error("no such delegation");
    return delegationPaper(work, name, await readPrinted(work, visit));
  });
  const [made] = await fillTemplates([asked]);
  return made ?? new Uint8Array();
}
const plan = {
  title: "Đoàn thăm Pháp",
  host: "Hội hữu nghị Pháp & Việt",
  cities: "Paris, Lyon",
  legal_basis: "Giấy mời ngày 2/3/2025",
};

/** A visit with everything that a paper lists. */
export async function aVisitOnPaper(actor: Actor, values: Record<string, unknown> = {}): Promise<string> {
  await emptyBooks();
  return inWork(actor, async (work) => {
    const id = await aDraftDelegation(work, { ...plan, ...values });
    const member = (name: string, role: string, position: string) =>
      aPart(work, id, "member", { name, role, position, home: "VUFO", passport_number: `C-${name}` });
    await member("Lê Văn A", "head", "Phó Chủ tịch");
    await member("Trần Thị B", "interpreter", "Phiên dịch");
    await member("Đỗ Văn C", "member", "Chuyên viên");
    const entry = (values: Record<string, unknown>) => aPart(work, id, "programme", values);
    await entry({ on_date: "2025-05-13", content: "Làm việc", place: "Lyon" });
    await entry({ on_date: "2025-05-12", starts_at: "15:00", content: "Đón đoàn", content_in: { en: "Arrival" } });
    const line = (values: Record<string, unknown>) => aPart(work, id, "budget", values);
    await line({ description: "Vé máy bay", quantity: 3, unit_price: 21_500_000, currency: "VND", payer: "union" });
    await line({ description: "Ăn, ở", quantity: 3, unit_price: 640.5, currency: "USD", payer: "partner" });
    const host = registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "FR" });
    const partner_id = await registerPartner(work, host);
    await aPart(work, id, "meeting", { partner_id, on_date: "2025-05-14" });
    await proposeDelegation(work, id);
    return id;
  });
}
