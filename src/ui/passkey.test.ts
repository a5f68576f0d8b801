import { afterEach, expect, test, vi } from "vitest";
import { signInWithPasskey, whyRefused, addPasskey } from "./passkey.ts";

afterEach(() => vi.unstubAllGlobals());

/** What a page is told when the server answers the last question of this kind with this status, and the device does what is asked. */
async function toldAt(run: () => Promise<void>, path: string, status: number) {
  const device = { toJSON: () => ({}) };
  const parse = () => ({});
  vi.stubGlobal("PublicKeyCredential", { parseCreationOptionsFromJSON: parse, parseRequestOptionsFromJSON: parse });
  vi.stubGlobal("navigator", { credentials: { create: () => device, get: () => device } });
  vi.stubGlobal("fetch", (address: string) => Response.json({}, { status: address.endsWith(path) ? status : 200 }));
  return run().then(() => "let in", whyRefused);
}

const ENTERING: [status: number, why: string][] = [
  [200, "let in"],
  [401, "unknown"],
  [403, "closed"],
  [429, "often"],
  [400, "device"],
  [503, "device"],
];
test.each(ENTERING)("a passkey that the server answers with %i is told as %s", async (status, why) => {
  expect(await toldAt(signInWithPasskey, "verify-authentication", status)).toBe(why);
});

const ADDING: [path: string, status: number, why: string][] = [
  ["generate-register-options", 403, "late"],
  ["generate-register-options", 401, "late"],
  ["generate-register-options", 429, "often"],
  ["verify-registration", 500, "device"],
];
test.each(ADDING)("adding one: %s answered with %i is told as %s", async (path, status, why) => {
  expect(await toldAt(() => addPasskey("laptop"), path, status)).toBe(why);
});

test("a device that holds one already, and one whose owner said no, are told apart", () => {
  expect(whyRefused(new DOMException("there", "InvalidStateError"))).toBe("known");
  expect(whyRefused(new DOMException("no", "NotAllowedError"))).toBe("device");
});
