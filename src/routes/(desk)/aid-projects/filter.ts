/** What the list's address asks for; the page and the workbook read the same. */
export function filterOf(url: URL) {
  return { q: url.searchParams.get("q") || undefined, country: url.searchParams.get("country") || undefined };
}
