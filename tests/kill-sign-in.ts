/** The cookie of somebody of the demo, who chose an account on the page of signing in: what no key opens is written too. */
export async function signIn(address: string, email: string): Promise<string> {
  const answer = await fetch(`${address}/sign-in`, {
    method: "POST",
    headers: { origin: address },
    body: new URLSearchParams({ as: email }),
    redirect: "manual",
  });
  const cookies = answer.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  if (cookies.length === 0) throw new Error(`${email} is not let in: ${answer.status}`);
  return cookies.join("; ");
}
