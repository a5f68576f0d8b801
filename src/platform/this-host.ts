/** Whether a host's name or address is of this machine itself and reaches nobody else: `127.evil.example` is none. */
export function isThisHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  return (
    name === "localhost" || name.endsWith(".localhost") || name === "::1" || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name)
  );
}
