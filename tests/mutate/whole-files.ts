import { TestRunner } from "vitest";

/** Runs a file whole: its tests may build on each other, and one that fails because another was left out has noticed nothing. */
export default class WholeFiles extends TestRunner {
  constructor(config: ConstructorParameters<typeof TestRunner>[0]) {
    super(config);
    config.testNamePattern = undefined;
  }
}
