import net from "node:net";

/** Whether an address is of a proxy whose word about others is believed. */
export type Trusts = (address: string) => boolean;

/** Reads `TRUSTED_PROXY`: addresses and networks, as "127.0.0.1, 10.0.0.0/8, fd00::/8"; throws the part that is none. */
export function trustIn(setting: string | undefined): Trusts {
  const list = new net.BlockList();
  for (const part of (setting ?? "").split(/[\s,]+/).filter(Boolean)) {
    const [address = "", length, ...rest] = part.split("/");
    const family = net.isIPv6(address) ? "ipv6" : "ipv4";
    const most = family === "ipv6" ? 128 : 32;
    const bits = length === undefined ? most : Number(length);
    // A network of everybody would believe everybody, which is what the setting is there to prevent.
    const isKnown = net.isIP(address) > 0 && rest.length === 0 && /^\d+$/.test(length ?? "0");
    if (!isKnown || bits < 1 || bits > most) throw new Error(part);
    list.addSubnet(address, bits, family);
  }
  return (address) => net.isIP(address) > 0 && list.check(address, net.isIPv6(address) ? "ipv6" : "ipv4");
}

/**
 * Who really asks: the peer, unless the peer is a trusted proxy; then the last address in `X-Forwarded-For` that no trusted proxy has. What
 * stands before it was said by the client itself and is worth nothing.
 */
export function clientAddress(peer: string | undefined, forwarded: string | undefined, trusts: Trusts): string {
  let address = plain(peer ?? "") ?? "unknown";
  const said = (forwarded ?? "").split(",").map((one) => plain(one.trim()));
  while (trusts(address) && said.length > 0) {
    const before = said.pop();
    if (before === undefined) return address;
    address = before;
  }
  return address;
}

/** An address without brackets, port and zone, IPv4 as IPv4; undefined where it is none. */
function plain(said: string): string | undefined {
  const bare = /^\[(.+)\](:\d+)?$/.exec(said)?.[1] ?? (/^[\d.]+:\d+$/.test(said) ? said.replace(/:\d+$/, "") : said);
  const address = bare.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
  return net.isIP(address) > 0 ? address.toLowerCase() : undefined;
}

/** What one client is for limits: an IPv4 address, or the network of an IPv6 line, whose owner has more addresses than anybody could count. */
export function lineOf(address: string): string {
  if (!net.isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const all =
    tail === undefined ? before : [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
  return all
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(":");
}

/** The network that one owner of IPv6 lines has at most (a /48, with 65,536 lines); undefined of IPv4, where addresses are scarce. */
export function siteOf(address: string): string | undefined {
  return net.isIPv6(address) ? lineOf(address).split(":").slice(0, 3).join(":") : undefined;
}
