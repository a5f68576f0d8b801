/** Work that never ends, or fills memory, as no file may make ours. */
export async function run(
  { how }: { how: "answer" | "loop" | "fill" | "fail" },
  give: (packet: number) => Promise<void>,
) {
  if (how === "fail") throw new Error("as it was asked to");
  if (how === "loop") for (;;);
  const kept: string[][] = [];
  while (how === "fill") kept.push(Array.from({ length: 1000 }, (_, at) => `${kept.length} ${at}`));
  for (let at = 0; at < 3; at += 1) await give(at);
  return "answered";
}
