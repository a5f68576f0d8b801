type Address = Pick<URL, "href">;

/** The page's own address with some values set, or taken out where there are none. */
export function addressWith(url: Address, values: Record<string, string | null>): string {
  const target = new URL(url.href);
  for (const [name, value] of Object.entries(values))
    if (value) target.searchParams.set(name, value);
    else target.searchParams.delete(name);
  return target.pathname + target.search;
}
