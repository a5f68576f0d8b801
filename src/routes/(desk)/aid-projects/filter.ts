/** What the list's address asks for; the page and the workbook read the same. */
export function filterOf(url: URL) {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  return { q: asked("q"), country: asked("country"), year: asked("year") };
}
