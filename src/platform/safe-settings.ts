import { isThisHost } from "./this-host.ts";

/** What may go in the clear beyond this machine, when somebody says so aloud in AMITY_UNENCRYPTED. */
export const LINES = ["browser", "database", "mail", "provider"] as const;
type Line = (typeof LINES)[number];

const PLACEHOLDER =
  /change[-_ ]?(this|me|it)|replace|placeholder|example|your[-_ ]|insert|default|dummy|password|xxxx|<|>|\$\{/i;
/** What installation guides write, and what is tried first. */
const COMMON = new Set(
  "admin amity amity_app amity_owner app changeme dev guest letmein master owner pass passw0rd pg postgres postgresql qwerty root secret test user welcome".split(
    " ",
  ),
);

/** Whether a secret was never made: copied out of a guide, one text again and again, or a few signs only. */
export function isPlaceholderSecret(secret: string): boolean {
  if (PLACEHOLDER.test(secret) || new Set(secret).size < 10) return true;
  const period = (secret + secret).indexOf(secret, 1);
  return period < secret.length || steps(secret) > secret.length / 2;
}

/** How often a sign follows the one before it, as in 0123 or abcd. */
function steps(secret: string): number {
  return [...secret].filter((sign, at) => at > 0 && sign.charCodeAt(0) - secret.charCodeAt(at - 1) === 1).length;
}

/** Whether a password of a service is none: its own user's name, one out of a guide, or too short to be one. */
function isPlaceholderPassword(password: string, user: string): boolean {
  const said = password.toLowerCase();
  return said.length < 8 || said === user.toLowerCase() || COMMON.has(said) || PLACEHOLDER.test(said);
}

export type Addresses = Partial<
  Record<"DATABASE_URL" | "DATABASE_OWNER_URL" | "DATABASE_REPLICA_URL" | "SMTP_URL", string | undefined>
>;

/** A sentence for each address of a service whose password is a placeholder. */
export function placeholdersIn(addresses: Addresses): string[] {
  return Object.entries(addresses).flatMap(([name, given]) => {
    const url = addressOf(given);
    if (!url?.password || !isPlaceholderPassword(decodeURIComponent(url.password), decodeURIComponent(url.username)))
      return [];
    return [
      `${name} holds a password that anybody would try. Give ${url.username} one of its own; \`openssl rand -hex 24\` makes one.`,
    ];
  });
}

/** A sentence for each line beyond this machine that anybody on the way could read or answer on. */
export function unencryptedIn(
  { origin, issuer, ...addresses }: Addresses & { origin: string | undefined; issuer: string | undefined },
  allowed: readonly Line[],
): string[] {
  const { SMTP_URL, ...databases } = addresses;
  const found = [
    ...Object.entries(databases).map(([name, url]) => !isSafeDatabase(url) && ([name, "database", VERIFY] as const)),
    !isSafeMail(SMTP_URL) &&
      (["SMTP_URL", "mail", "begin with smtps:// or smtp:// and say nothing of TLS after it"] as const),
    !isSafePage(origin) &&
      (["ORIGIN", "browser", "begin with https://, which a proxy before Amity serves (docs/runbook.md)"] as const),
    !isSafePage(issuer) && (["OIDC_ISSUER", "provider", "begin with https://"] as const),
  ];
  return found.flatMap((one) =>
    one && !allowed.includes(one[1])
      ? [
          `${one[0]} leads beyond this machine, so it must ${one[2]}. Where the line is protected otherwise, say AMITY_UNENCRYPTED=${one[1]}.`,
        ]
      : [],
  );
}

const VERIFY = "say sslmode=verify-full (and sslrootcert=FILE, where the certificate is of your own authority)";

/** `user:password@/database` names a socket, and is no address to whoever reads addresses of the web. */
function addressOf(given: string | undefined): URL | null {
  return given === undefined ? null : URL.parse(given.replace(/(@|:\/\/)\//, "$1localhost/"));
}

/** A socket is of this machine; anybody else must prove with a certificate who they are. Of one thing said twice the driver takes the last. */
function isSafeDatabase(given: string | undefined): boolean {
  const url = addressOf(given);
  if (!url) return given === undefined;
  const last = (name: string) => url.searchParams.getAll(name).at(-1);
  const host = last("host") ?? url.hostname;
  return host.startsWith("/") || isThisHost(host) || last("sslmode") === "verify-full";
}

function isSafePage(given: string | undefined): boolean {
  const url = addressOf(given);
  return !url || url.protocol === "https:" || isThisHost(url.hostname);
}

function isSafeMail(given: string | undefined): boolean {
  const url = addressOf(given);
  if (!url) return given === undefined;
  const weakened = ["ignoreTLS", "opportunisticTLS", "requireTLS", "secure", "tls.rejectUnauthorized"];
  return isThisHost(url.hostname) || !weakened.some((name) => url.searchParams.has(name));
}

/** The address of the mail server, under which no letter leaves in the clear: what begins plain must change to TLS before anything is said. */
export function mailAddress(given: string | undefined, allowed: readonly Line[]): string | undefined {
  const url = addressOf(given);
  if (!url || url.protocol !== "smtp:" || isThisHost(url.hostname) || allowed.includes("mail")) return given;
  url.searchParams.set("requireTLS", "true");
  return url.toString();
}
