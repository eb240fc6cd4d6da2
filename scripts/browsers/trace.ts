/** The driver's last steps, for the messages of failed tests. */

interface Step {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly text: string;
  /** Duration in ms; null while the step is running. */
  tookMs: number | null;
  failed: boolean;
}

/** Enough for about the last minute, which explains most failures. */
const KEPT_STEPS = 200;
const LONGEST_ARGUMENT = 60;
const kept: Step[] = [];

/** Returns the steps so far, oldest first: `12:00:03.120 click button "Sign in" (85 ms)`. */
export const tracedSteps = (): string[] =>
  kept.map(
    ({ at, text, tookMs, failed }) =>
      `${new Date(at).toISOString().slice(11, 23)} ${text}${tookMs === null ? ' (under way)' : ` (${String(tookMs)} ms${failed ? ', failed' : ''})`}`,
  );

/** Returns the object with the named methods recorded as steps. `prefix` starts each step's text. */
export function traced<T extends object>(
  prefix: string,
  methods: T,
  names: readonly (keyof T & string)[],
): T {
  const noted = names.map((name) => {
    const method = methods[name] as (...args: unknown[]) => unknown;
    return [
      name,
      (...args: unknown[]) => note(`${prefix}${name} ${args.map(shown).join(' ')}`, () => method(...args)),
    ];
  });
  const steps: unknown = { ...methods, ...Object.fromEntries(noted) };
  return steps as T;
}

function note(text: string, run: () => unknown): unknown {
  const step: Step = { at: Date.now(), text, tookMs: null, failed: false };
  kept.push(step);
  if (kept.length > KEPT_STEPS) kept.shift();
  const end = (failed: boolean): void => void Object.assign(step, { tookMs: Date.now() - step.at, failed });
  const result = run();
  if (result instanceof Promise)
    result.then(
      () => end(false),
      () => end(true),
    );
  else end(false);
  return result;
}

function shown(argument: unknown): string {
  if (argument === undefined) return '';
  if (typeof argument === 'function') return 'a predicate';
  const patternAsText = (_: string, value: unknown): unknown =>
    value instanceof RegExp ? String(value) : value;
  const text = argument instanceof RegExp ? String(argument) : JSON.stringify(argument, patternAsText);
  return text.slice(0, LONGEST_ARGUMENT);
}
