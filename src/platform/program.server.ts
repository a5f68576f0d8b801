/** Where a program of ours lies, or what a thread begins with: built where this is built, else its source. */
export function programFile(name: string): string {
  return import.meta.url.endsWith(".ts") ? `src/${name}.ts` : `build/server/${name}.js`;
}
