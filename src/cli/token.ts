import { createToken, lastDayOfKeys, revokeToken } from "#modules/access/key.commands.server.ts";
import { KEY_KINDS, SCOPES } from "#modules/access/key.model.ts";
import { keyList } from "#modules/access/key.queries.server.ts";
import { findByEmail } from "#modules/access/access.commands.server.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { UUID } from "#platform/id.ts";
import { ruleInWords } from "#platform/words.server.ts";
import type { Context } from "./main.ts";

type Show = (value: unknown, text: string) => void;

/** `token create`, `list` and `revoke`, for whoever runs the server. */
export async function tokenCommand(context: Context, show: Show): Promise<void> {
  const [act = "create", id = ""] = context.words;
  try {
    if (act === "create") await create(context, show);
    else if (act === "list") await list(context, show);
    else if (act === "revoke" && UUID.test(id)) {
      await inWork(system, (work) => revokeToken(work, id));
      show({ revoked: id }, "The key is good for nothing from now on.");
    } else throw new Error("Say token create, token list or token revoke ID; token list says the ids.");
  } catch (cause) {
    throw cause instanceof RuleError ? new Error(ruleInWords(cause.code, cause.details), { cause }) : cause;
  }
}

const optionOf = ({ options }: Context, name: string) =>
  typeof options[name] === "string" && options[name] ? options[name] : undefined;

async function create(context: Context, show: Show) {
  const [email, name] = [optionOf(context, "user"), optionOf(context, "name")];
  if (!email || !name) throw new Error("Say --user EMAIL and --name NAME.");
  const scope = SCOPES.find((one) => one === (optionOf(context, "scope") ?? "write"));
  if (!scope) throw new Error(`--scope must be one of: ${SCOPES.join(", ")}.`);
  const kinds = optionOf(context, "kinds")?.split(",") ?? [];
  const unknown = kinds.find((kind) => !KEY_KINDS.some((one) => one === kind));
  if (unknown !== undefined) throw new Error(`--kinds must be some of: ${KEY_KINDS.join(",")}.`);
  const ends_on = optionOf(context, "until") ?? lastDayOfKeys();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(ends_on)) throw new Error("--until must be a day: YYYY-MM-DD.");
  const key = await inWork(system, async (work) => {
    const { id } = await findByEmail(work, email);
    return createToken(work, id, name, { scope, kinds, ends_on });
  });
  show({ token: key }, key);
}

async function list(context: Context, show: Show) {
  const email = optionOf(context, "user");
  const found: Awaited<ReturnType<typeof keyList.list>>["items"] = [];
  await inReading(system, async (work) => {
    const owner = email ? await findByEmail(work, email) : undefined;
    for (let cursor: string | undefined, isMore = true; isMore;) {
      const page = await keyList.list(work, { limit: 200, ...(cursor && { cursor }) });
      found.push(...page.items.filter((one) => !owner || one.user_id === owner.id));
      cursor = page.next_cursor ?? undefined;
      isMore = cursor !== undefined;
    }
  });
  const line = (one: (typeof found)[number]) =>
    [
      one.id,
      one.owner_name,
      one.name,
      one.purpose,
      one.scope,
      one.kinds.join("+") || "all",
      one.ends_on,
      one.last_used_on ?? "-",
    ].join("\t");
  show(found, found.map(line).join("\n") || "There are no keys.");
}
