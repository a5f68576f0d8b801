/** Whether the page stands in the part of the house that this place opens. */
export const isHere = (href: string, path: string): boolean =>
  href === "/" ? path === "/" : path.startsWith(href === "/reports/annual" ? "/reports" : href);
