const AT = "/api/auth/passkey";

/** Whether this browser can make passkeys at all; old ones keep to the password. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

async function send(path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${AT}/${path}`, {
    method: body === undefined ? "GET" : "POST",
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
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
