/** As somebody did it on that day: the commands ask the clock. */
export async function onDay<Result>(day: string, act: () => Promise<Result>): Promise<Result> {
  const before = process.env.AMITY_NOW;
  process.env.AMITY_NOW = `${day}T03:00:00Z`;
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env.AMITY_NOW;
    else process.env.AMITY_NOW = before;
  }
}
