import { inviteForm } from "#modules/access/access.forms.ts";
import { sendsLetters } from "#platform/mail-transport.server.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { ownUnion } from "#platform/union.server.ts";
import { RuleError } from "#platform/errors.ts";
import { inLocale, toLocale, wordsFor } from "#platform/words.server.ts";
import { required, show } from "./say.ts";
import type { Context } from "./main.ts";

type Done = { key: string; link?: string };

/** What is done to accounts from the machine itself, with the same rules and sentences as on the pages. */
const ACTS: Record<string, (work: Work, context: Context) => Promise<Done>> = {
  create: createUser,
  invite: inviteUser,
  resend: async (work, context) => {
    const { resendInvitation } = await import("#modules/access/invitation.commands.server.ts");
    const link = await resendInvitation(work, await invitationOf(work, context), ownUnion().origin);
    return { key: sendsLetters() ? "did_invitation_resend" : "did_invitation_renewed", link };
  },
  withdraw: async (work, context) => {
    const { withdrawInvitation } = await import("#modules/access/invitation.commands.server.ts");
    await withdrawInvitation(work, await invitationOf(work, context));
    return { key: "did_invitation_withdraw" };
  },
  link: async (work, context) => {
    const { givePasswordLink } = await import("#modules/access/account.commands.server.ts");
    return {
      key: "account_link_made",
      link: await givePasswordLink(work, await idOf(work, context), ownUnion().origin),
    };
  },
  deactivate: async (work, context) => {
    const { deactivateAccount } = await import("#modules/access/account.commands.server.ts");
    await deactivateAccount(work, await idOf(work, context));
    return { key: "did_account_deactivate" };
  },
  reopen: async (work, context) => {
    const { returnAccount } = await import("#modules/access/account.commands.server.ts");
    await returnAccount(work, await idOf(work, context));
    return { key: "did_account_reopen" };
  },
  "end-sessions": async (work, context) => {
    const { endSessionsOf } = await import("#modules/access/account.commands.server.ts");
    await endSessionsOf(work, await idOf(work, context));
    return { key: "did_account_end_sessions" };
  },
  // Whoever has the machine has the database: no second administrator stands beside it.
  "reset-second-step": async (work, context) => {
    const { takeSecondStep } = await import("#modules/access/account.commands.server.ts");
    await takeSecondStep(work, await accountOf(work, context));
    return { key: "did_account_agree" };
  },
};

export async function runUser(context: Context): Promise<void> {
  const [word = ""] = context.words;
  const act = Object.hasOwn(ACTS, word) ? ACTS[word] : undefined;
  if (!act) throw new Error(`Say what to do: ${Object.keys(ACTS).join(", ")}.`);
  const { key, link } = await inWork(system, (work) => act(work, context));
  const sentence = inLocale(toLocale(String(context.options.language)) ?? "en", () => wordsFor(key) ?? key);
  show(context, { done: word, ...(link && { link }) }, link ? `${sentence}\n${link}` : sentence);
}

async function accountOf(work: Work, context: Context) {
  const { findAccountByEmail } = await import("#modules/access/account.queries.server.ts");
  const account = await findAccountByEmail(work, required(context, "email"));
  if (!account) throw new RuleError("rule_no_such_person");
  return account;
}

const idOf = async (work: Work, context: Context) => (await accountOf(work, context)).id;

async function placeOf(work: Work, context: Context) {
  const { ROLES } = await import("#modules/access/access.model.ts");
  const { findUnitByCode } = await import("#modules/units/unit.queries.server.ts");
  const role = ROLES.find((one) => one === required(context, "role"));
  if (!role) throw new Error(`--role must be one of: ${ROLES.join(", ")}.`);
  const unit = await findUnitByCode(work, required(context, "unit"));
  if (!unit) throw new Error("There is no unit with this code.");
  return { unit_id: unit.id, role };
}

async function invitationOf(work: Work, context: Context): Promise<string> {
  const { findInvitationOf } = await import("#modules/access/access.queries.server.ts");
  const invitation = await findInvitationOf(work, required(context, "email").toLowerCase());
  if (!invitation) throw new RuleError("rule_no_invitation");
  return invitation.id;
}

/** Without a password, which others on the machine could read off the command, its owner sets one by the link. */
async function createUser(work: Work, context: Context): Promise<Done> {
  const { appointPerson, openAccount } = await import("#modules/access/access.commands.server.ts");
  const { givePasswordLink } = await import("#modules/access/account.commands.server.ts");
  const { today } = await import("#platform/time.ts");
  const place = await placeOf(work, context);
  const { password } = context.options;
  const person = { ...personOf(context), ...(typeof password === "string" && { password }) };
  const id = await openAccount(work, person);
  await appointPerson(work, { email: person.email, ...place, from_on: today(), until_on: undefined });
  if ("password" in person) return { key: "account_created" };
  return { key: "account_created_link", link: await givePasswordLink(work, id, ownUnion().origin) };
}

async function inviteUser(work: Work, context: Context): Promise<Done> {
  const { invite } = await import("#modules/access/access.commands.server.ts");
  const { link } = await invite(work, { ...(await placeOf(work, context)), ...personOf(context) }, ownUnion().origin);
  return { key: sendsLetters() ? "did_invited" : "did_invited_by_hand", link };
}

/** Name and address, as the pages read them. */
function personOf(context: Context) {
  const said = { name: required(context, "name"), email: required(context, "email") };
  const read = inviteForm.pick({ name: true, email: true }).safeParse(said);
  if (!read.success) throw new RuleError(read.error.issues[0]?.message ?? "error_form");
  return read.data;
}
