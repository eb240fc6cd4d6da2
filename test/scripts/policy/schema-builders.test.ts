/** The docs and the lint describe exactly the values that the parser accepts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Form } from '../../../scripts/policy/schema-builders.ts';
import { POLICY_KEYS } from '../../../scripts/policy/keys.ts';
import { lintPolicy } from '../../../scripts/policy/lint.ts';
import { NO_LIMITS } from '../../../src/domain/common/limits.ts';
import { readPolicy } from '../../../src/domain/settings/managed-policy.ts';
import { isWhole } from '../../../src/domain/settings/parsers.ts';
import { SETTING_NAMES, table } from '../../../src/domain/settings/settings.ts';

type Takes = (raw: unknown) => boolean;

/**
 * Every form among the keys, with a function that says whether the setting around it accepts a value in its
 * place.
 */
function places(
  name: string,
  form: Form,
  takes: Takes,
): readonly { readonly name: string; readonly form: Form; readonly takes: Takes }[] {
  const example = form.sample(NO_LIMITS);
  const items = form.items === undefined ? [] : places(`${name}[]`, form.items, (one) => takes([one]));
  const parts = Object.entries(form.parts ?? {}).flatMap(([part, each]) =>
    places(`${name}.${part}`, each.form, (one) => takes({ ...(example as object), [part]: one })),
  );
  return [{ name, form, takes }, ...items, ...parts];
}
const all = SETTING_NAMES.flatMap((name) => {
  const takes = (raw: unknown): boolean => isWhole(table[name].parse(raw, NO_LIMITS));
  return places(name, POLICY_KEYS[name].form, takes);
});

/** A value, or a value of a length, exactly at a limit. */
function atBound({ schema, items }: Form, bound: number): unknown {
  if (schema.type === 'integer') return bound;
  if (schema.type === 'string') return 'x'.repeat(bound);
  // Links and rules each need an id.
  return Array.from({ length: bound }, (_, index) =>
    items?.parts?.id === undefined
      ? items?.sample(NO_LIMITS)
      : { ...(items.sample(NO_LIMITS) as object), id: `id-${String(index)}` },
  );
}

describe('a policy value', () => {
  it.each(all)('$name accepts its example and each of its choices', ({ form, takes }) => {
    expect(takes(form.sample(NO_LIMITS))).toBe(true);
    for (const choice of form.schema.enum ?? []) expect(takes(choice)).toBe(true);
    if (form.schema.enum !== undefined) expect(takes('another')).toBe(false);
  });

  it.each(all.filter(({ form }) => form.range !== undefined))(
    '$name accepts the least and the most, but not one less or one more',
    ({ form, takes }) => {
      const [least, most] = form.range ?? [0, 0];
      expect([
        takes(atBound(form, least)),
        takes(atBound(form, most)),
        takes(atBound(form, most + 1)),
      ]).toEqual([true, true, false]);
      if (least > 0 || form.schema.type === 'integer')
        expect(takes(least === 0 ? -1 : atBound(form, least - 1))).toBe(false);
    },
  );

  it.each(all.filter(({ form }) => form.needs !== undefined))(
    '$name needs every required part and no other',
    ({ form, takes }) => {
      const whole = form.sample(NO_LIMITS) as Readonly<Record<string, unknown>>;
      expect(Object.keys(whole)).toEqual(form.needs);
      for (const part of form.needs ?? [])
        expect(takes(Object.fromEntries(Object.entries(whole).filter(([name]) => name !== part)))).toBe(
          false,
        );
    },
  );
});

/** Values that are almost right. */
const nearly = (form: Form): fc.Arbitrary<unknown> => {
  const { items, parts } = form;
  const own = fc.oneof(
    fc.constant(form.sample(NO_LIMITS)),
    fc.constantFrom(...(form.schema.enum ?? ['x']), null, -1, 0.5, 150, '', 'y'.repeat(300), [], {}, true),
  );
  if (items !== undefined)
    return fc.oneof(
      { weight: 4, arbitrary: fc.array(nearly(items), { maxLength: 4 }) },
      { weight: 1, arbitrary: own },
    );
  if (parts === undefined) return own;
  const record = fc.record(
    {
      ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, nearly(part.form)])),
      stranger: fc.constant(1),
    },
    { requiredKeys: [] },
  );
  return fc.oneof({ weight: 4, arbitrary: record }, { weight: 1, arbitrary: own });
};

it('every value that is not applied is reported with its place and what is accepted', () => {
  const keyed = fc
    .constantFrom(...SETTING_NAMES)
    .chain((name) => nearly(POLICY_KEYS[name].form).map((value) => [name, value] as const));
  fc.assert(
    fc.property(keyed, ([name, value]) => {
      const policy = { locked: { [name]: value } };
      const { policy: read, faults } = readPolicy(policy);
      const { does, wrong } = lintPolicy(JSON.stringify(policy));
      expect(does.length).toBe(Object.hasOwn(read.locked, name) ? 1 : 0);
      expect(read.lockedDefaults).toEqual(Object.hasOwn(read.locked, name) ? [] : [name]);
      if (faults.length > 0) expect(wrong.length).toBeGreaterThan(0);
      for (const line of wrong)
        expect(line).toMatch(new RegExp(`^locked\\.${name}[.[ :].*(?:It takes|There is) .`));
    }),
    { numRuns: 2_000 },
  );
});
