import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runUser } from "../src/cli/user.ts";
import { findAccountByEmail } from "#modules/access/account.queries.server.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
let said = "";
beforeEach(() => {
  said = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

/** What the command says, in one run. */
async function user(words: string, options: Record<string, string> = {}): Promise<string> {
  said = "";
  await runUser({ database: undefined as never, words: words.split(" "), options });
  return said;
}
const of = (email: string) => inReading(system, (work) => findAccountByEmail(work, email));
const letters = async (recipient: string) =>
  (
    await asOwner(database.ownerUrl(), (client) =>
      client.query<{ body: string }>("select body from mail_outbox where recipient = $1", [recipient]),
    )
  ).rows.map(({ body }) => /\/(invitation|password)\/(\S+)/.exec(body)?.[2]);
const LAN = { email: "Lan@command.example", name: "Trần Lan", unit: "vufo", role: "press" };
const keyIn = (text: string) => /\/(?:invitation|password)\/(\S+)/.exec(text)?.[1];

test("invites with one letter, whose link is the one that is said; sends it again, and takes it back", async () => {
  const invited = await user("invite", LAN);
  expect(invited).toContain("Invitation created. No letter is sent: hand the link over yourself.");
  expect(await letters(LAN.email)).toEqual([keyIn(invited)]);
  await expect(user("invite", LAN)).rejects.toThrow("rule_invitation_waits");
  const again = await user("resend", { email: LAN.email, language: "vi" });
  expect(again).toContain("Đã tạo liên kết mới");
  expect(keyIn(again)).not.toBe(keyIn(invited));
  expect(await user("withdraw", { email: LAN.email })).toBe("The invitation was withdrawn.\n");
  await expect(user("resend", { email: LAN.email })).rejects.toThrow("rule_no_invitation");
});

test("makes an account whose owner sets the password by a link, or with one that is good enough", async () => {
  const made = await user("create", { ...LAN, email: "moi@command.example" });
  expect([made.split("\n")[0], keyIn(made)?.length]).toEqual([
    "The account is open. Its owner sets a password at this link, good once within 24 hours.",
    32,
  ]);
  expect((await of("moi@command.example"))?.roles.map((one) => one.role)).toEqual(["press"]);
  const hai = { ...LAN, email: "hai@command.example" };
  await expect(user("create", { ...hai, password: "1234567890" })).rejects.toThrow("error_password_common");
  expect(await of(hai.email)).toBeUndefined();
  expect(await user("create", { ...hai, password: "bốn từ không liên quan" })).toBe("The account is open.\n");
  await expect(user("create", { ...hai, email: "không phải địa chỉ" })).rejects.toThrow("error_email");
});

test("closes and opens an account, and says what is wrong as the pages do", async () => {
  const email = "moi@command.example";
  expect(await user("deactivate", { email })).toBe("Account closed.\n");
  await expect(user("link", { email })).rejects.toThrow("rule_account_closed");
  expect(await user("reopen", { email, language: "vi" })).toBe("Đã mở lại tài khoản.\n");
  await expect(user("end-sessions", { email })).rejects.toThrow("rule_no_sessions");
  await expect(user("reset-second-step", { email })).rejects.toThrow("rule_second_step_none");
  await expect(user("link", { email: "nobody@command.example" })).rejects.toThrow("rule_no_such_person");
  await expect(user("dance", { email })).rejects.toThrow("Say what to do: create, invite, resend, withdraw");
});
