/**
 * Finds the invalid parts of a policy's value. The setting's own parser decides about each part; this code
 * only locates. Pure.
 */
import type { Limits } from '../../src/domain/common/limits.ts';
import type { SettingError } from '../../src/domain/settings/parsers.ts';
import type { Form, Schema } from './schema-builders.ts';

export interface LocatedError {
  /** Property names and indexes, from the setting inwards. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** The form that the value should have. For a strange part: the form of the object that contains it. */
  readonly form: Form;
  /**
   * `twins`: each item is valid, but two are the same or have the same id.
   * `kind`: Ringside accepts the value, but Chrome's and Edge's schema does not.
   * `dangerous`: a scheme that no policy can allow.
   */
  readonly why: 'unfit' | 'missing' | 'strange' | 'twins' | 'kind' | 'dangerous' | SettingError;
}

type Path = LocatedError['path'];
const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** Returns why a value is not accepted, part by part. Empty if `takes` accepts it. */
export function locateErrors(
  form: Form,
  raw: unknown,
  takes: (raw: unknown) => boolean,
  limits: Limits,
  path: Path = [],
): readonly LocatedError[] {
  if (takes(raw)) return [];
  const { items, parts, range } = form;
  const here = (why: LocatedError['why']): readonly LocatedError[] => [{ path, value: raw, form, why }];
  if (items !== undefined && Array.isArray(raw)) {
    if (range !== undefined && (raw.length < range[0] || raw.length > range[1])) return here('unfit');
    const found = raw.flatMap((item: unknown, index) => {
      const inPlace = (one: unknown): boolean => takes([one]);
      return locateErrors(items, item, inPlace, limits, [...path, index]);
    });
    return found.length > 0 ? found : here('twins');
  }
  if (parts !== undefined && isObject(raw)) {
    const example = form.sample(limits) as Readonly<Record<string, unknown>>;
    const missing = (form.needs ?? []).flatMap((name): LocatedError[] => {
      const part = parts[name];
      return part === undefined || Object.hasOwn(raw, name)
        ? []
        : [{ path: [...path, name], value: undefined, form: part.form, why: 'missing' }];
    });
    const found = Object.entries(raw).flatMap(([name, value]): readonly LocatedError[] => {
      const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
      const inPlace = (one: unknown): boolean => takes({ ...example, [name]: one });
      if (part !== undefined) return locateErrors(part.form, value, inPlace, limits, [...path, name]);
      return inPlace(value) ? [] : [{ path: [...path, name], value, form, why: 'strange' }];
    });
    return missing.length + found.length > 0 ? [...missing, ...found] : here('unfit');
  }
  const judged = form.parse?.(raw, limits);
  return here(judged?.ok === false ? judged.fault : 'unfit');
}

/**
 * Finds misleading parts of an accepted value: parts that nothing reads, and values of a type that Chrome and
 * Edge do not pass on.
 */
export function unknownParts(form: Form, raw: unknown, path: Path = []): readonly LocatedError[] {
  const { items, parts } = form;
  if (!isOfKind(form.schema.type, raw)) return [{ path, value: raw, form, why: 'kind' }];
  if (items !== undefined && Array.isArray(raw))
    return raw.flatMap((item: unknown, index) => unknownParts(items, item, [...path, index]));
  if (parts === undefined || !isObject(raw)) return [];
  return Object.entries(raw).flatMap(([name, value]): readonly LocatedError[] => {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    return part === undefined
      ? [{ path: [...path, name], value, form, why: 'strange' }]
      : unknownParts(part.form, value, [...path, name]);
  });
}

function isOfKind(type: Schema['type'], raw: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(raw);
    case 'object':
      return isObject(raw);
    case 'integer':
      return Number.isInteger(raw);
    case 'string':
    case 'boolean':
      return typeof raw === type;
  }
}
