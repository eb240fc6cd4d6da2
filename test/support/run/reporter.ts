/**
 * Reports the progress of the tests with one line per file. For each failure it prints what a reader needs to
 * find the cause, in at most 40 lines.
 */
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestRunEndReason, TestSpecification } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /**
     * The context of a failed end-to-end test: a few lines each of the last steps, the pages, the worker's
     * log and the wire.
     */
    readonly failureContext?: readonly string[];
  }
}

export const LONGEST_FAILURE = 40;
const LONGEST_LINE = 200;
/** The limit of the error's own message, because the comparison of two objects may be endless. */
const MESSAGE_LINES = 10;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** An error as vitest passes it. */
interface Failure {
  readonly message: string;
  readonly diff?: string | undefined;
  readonly stacks?: readonly { readonly file: string; readonly line: number }[] | undefined;
}

/** The lines about a failed test: what failed, where, and its context. */
export function failureLines(name: string, errors: readonly Failure[], context: readonly string[]): string[] {
  const [error] = errors;
  const message = stripVTControlCharacters(error?.message ?? 'no error was told').split('\n');
  const diff = stripVTControlCharacters(error?.diff ?? '').split('\n');
  const told = [...message, ...diff].filter((line) => line.trim() !== '');
  const [place] = error?.stacks ?? [];
  const lines = [
    `FAIL ${name}`,
    ...told.slice(0, MESSAGE_LINES),
    ...(told.length > MESSAGE_LINES ? ['…'] : []),
    ...(place === undefined ? [] : [`at ${path.relative(process.cwd(), place.file)}:${String(place.line)}`]),
    ...(errors.length > 1
      ? [`and ${String(errors.length - 1)} more, such as: ${errors[1]?.message.split('\n')[0] ?? ''}`]
      : []),
    ...context,
  ];
  return lines
    .slice(0, LONGEST_FAILURE)
    .map((line) => (line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`));
}

export default class RingsideReporter implements Reporter {
  #files = 0;
  #ended = 0;
  #startedAt = 0;

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#files = specifications.length;
    this.#ended = 0;
    this.#startedAt = performance.now();
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state === 'failed')
      this.#say(
        failureLines(`${nameOf(test.module)} > ${test.fullName}`, errors, test.meta().failureContext ?? []),
      );
  }

  onTestModuleEnd(module: TestModule): void {
    this.#ended += 1;
    const tests = [...module.children.allTests()];
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const skipped = tests.filter((test) => test.result().state === 'skipped').length;
    // Errors outside of a test, while the file is loaded or in a hook.
    for (const error of module.errors()) this.#say(failureLines(nameOf(module), [error], []));
    for (const suite of module.children.allSuites())
      for (const error of suite.errors())
        this.#say(
          failureLines(`${nameOf(module)} > ${suite.fullName}`, [error], suite.meta().failureContext ?? []),
        );
    const counts = [
      `${String(tests.length)} tests`,
      ...(failed > 0 ? [`${String(failed)} failed`] : []),
      ...(skipped > 0 ? [`${String(skipped)} skipped`] : []),
    ];
    const place = `${String(this.#ended).padStart(String(this.#files).length)}/${String(this.#files)}`;
    this.#say([
      `${place} ${module.ok() ? 'ok  ' : 'FAIL'} ${nameOf(module)} (${counts.join(', ')}, ${seconds(module.diagnostic().duration)})`,
    ]);
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    for (const error of unhandled) this.#say(failureLines('outside of any test', [error], []));
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: 'passed' | 'failed' | 'skipped'): string =>
      `${String(tests.filter((test) => test.result().state === state).length)} ${state}`;
    const failed = tests
      .filter((test) => test.result().state === 'failed')
      .map((test) => `  ${nameOf(test.module)} > ${test.fullName}`);
    const broken = modules
      .filter(
        (module) =>
          !module.ok() && [...module.children.allTests()].every((test) => test.result().state !== 'failed'),
      )
      .map((module) => `  ${nameOf(module)}`);
    this.#say([
      '',
      ...(failed.length + broken.length === 0 ? [] : ['Failed:', ...failed, ...broken]),
      `${reason === 'passed' ? 'PASSED' : reason.toUpperCase()}: ${count('passed')}, ${count('failed')}, ${count('skipped')}, in ${seconds(performance.now() - this.#startedAt)}`,
    ]);
  }

  #say(lines: readonly string[]): void {
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}

const nameOf = (module: TestModule): string =>
  `[${module.project.name}] ${path.relative(process.cwd(), module.moduleId)}`;
