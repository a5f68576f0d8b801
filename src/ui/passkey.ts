const AT = "/api/auth/passkey";

/** Whether this browser can make passkeys at all; old ones keep to the password. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

/** Why no passkey was made or taken, as a page can say it; whatever else went wrong is `device`. */
export const PASSKEY_REFUSALS = ["device", "known", "unknown", "closed", "often", "late"] as const;
export type PasskeyRefusal = (typeof PASSKEY_REFUSALS)[number];

class Refused extends Error {
  readonly why: PasskeyRefusal;
  constructor(why: PasskeyRefusal) {
    super(why);
    this.why = why;
  }
}

/** What a caught refusal was for. The device says `InvalidStateError` when it holds a passkey of this person already. */
export function whyRefused(cause: unknown): PasskeyRefusal {
  if (cause instanceof Refused) return cause.why;
  return cause instanceof DOMException && cause.name === "InvalidStateError" ? "known" : "device";
}

/** By the status of the answer alone: what else the sign-in library says stays at the door. */
function byStatus(path: string, status: number): PasskeyRefusal {
  if (status === 429) return "often";
  if (status === 403 && path === "verify-authentication") return "closed";
  if (status === 401 && path === "verify-authentication") return "unknown";
  return status === 401 || status === 403 ? "late" : "device";
}

async function send(path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${AT}/${path}`, {
    method: body === undefined ? "GET" : "POST",
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Refused(byStatus(path, answer.status));
  return (await answer.json()) as Record<string, unknown>;
}

/** Asks the device for a new passkey of the signed-in person; throws when it was refused or cancelled. */
export async function addPasskey(name: string): Promise<void> {
  const options = await send("generate-register-options");
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  await send("verify-registration", { response: made.toJSON(), name });
}

/** Signs in with a passkey that the device knows; throws when it was refused or cancelled. */
export async function signInWithPasskey(): Promise<void> {
  const options = await send("generate-authenticate-options");
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  const known = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  await send("verify-authentication", { response: known.toJSON() });
}
