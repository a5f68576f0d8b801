/** The hosts of the provider: the one that is named, and those named beside it for its keys and tokens. */
export function hostsOf(issuer: string | undefined, others: readonly string[]): string[] {
  return issuer === undefined ? [] : [new URL(issuer).host, ...others];
}
