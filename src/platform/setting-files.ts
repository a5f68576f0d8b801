import fs from "node:fs";

/** Settings that are secret: each may be given as a file (`AMITY_SECRET_FILE`), as vaults, systemd and containers hand secrets over. */
const SECRET_SETTINGS = [
  "AMITY_SECRET",
  "AMITY_SECRET_BEFORE",
  "AMITY_BACKUP_KEY",
  "DATABASE_URL",
  "DATABASE_OWNER_URL",
  "DATABASE_REPLICA_URL",
  "SMTP_URL",
  "OIDC_CLIENT_SECRET",
] as const;

/** The environment with what those files hold; throws a sentence where one cannot be read or is said twice. */
export function withFiles(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = SECRET_SETTINGS.flatMap((name) => {
    const file = environment[`${name}_FILE`];
    if (!file) return [];
    if (environment[name]) throw new Error(`Set ${name} or ${name}_FILE, not both.`);
    return [[name, contentOf(file, name)] as const];
  });
  return { ...environment, ...Object.fromEntries(read) };
}

function contentOf(file: string, name: string): string {
  let content: string;
  try {
    content = fs.readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new Error(`${name}_FILE names ${file}, which cannot be read: ${(cause as Error).message}`, { cause });
  }
  if (content === "") throw new Error(`${name}_FILE names ${file}, which is empty.`);
  return content;
}
