// The two kinds of error that are thrown on purpose. Trouble in the data is a finding, not an error.

/** A stage could not make its product; the run records it as fatal for this subject and goes on with the next. */
export class StageError extends Error {
  constructor(
    readonly stage: string,
    readonly subject: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${stage}: ${subject}: ${message}`, options);
    this.name = 'StageError';
  }
}

/** Wrong use: one line for the user, no stack, exit code 2. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode = 2,
  ) {
    super(message);
    this.name = 'CliError';
  }
}
