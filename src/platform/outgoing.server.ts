import { log } from "./log.server.ts";

type Fetch = typeof globalThis.fetch;

/**
 * What this server may ask of others: the sign-in provider alone, and where an answer sends elsewhere, nobody follows. Whoever gets an
 * address into a form cannot make the server ask for it.
 */
export function onlyTo(hosts: readonly string[], fetch: Fetch): Fetch {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  return (asked, options) => {
    const url = new URL(asked instanceof Request ? asked.url : asked);
    if (!known.has(url.host)) {
      log("warn", "a call to a host that is not on the list was refused", { host: url.host });
      return Promise.reject(new TypeError(`This server does not call ${url.host}.`));
    }
    return fetch(asked, { ...options, redirect: options?.redirect === "manual" ? "manual" : "error" });
  };
}
