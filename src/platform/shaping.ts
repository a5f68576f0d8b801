let isShaping = false;

/** While a statement is built for all times and readers, neither the day nor the language may be looked at: it would be that of the first. */
export function whileShaping<Built>(build: () => Built): Built {
  isShaping = true;
  try {
    return build();
  } finally {
    isShaping = false;
  }
}

export function refuseWhileShaping(what: string): void {
  if (isShaping) throw new Error(`A statement of one shape may not depend on what ${what} is.`);
}
