/** Where in a policy's value something does not fit. The setting's own parser is asked about each part alone: nothing is judged here. Pure. */
import type { Limits } from '../../src/domain/common/limits.ts';
import type { SettingError } from '../../src/domain/settings/parsers.ts';
import type { Form, Schema } from './schema-builders.ts';

export interface LocatedError {
  /** Names and places, from the setting inwards. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** What the value is to be, or what it is a strange part of. */
  readonly form: Form;
  /**
   * `twins`: each item fits, but two are the same or have one id.
   * `kind`: Ringside would take it, Chrome's and Edge's schema does not.
   * `dangerous`: a scheme that no policy can allow.
   */
  readonly why: 'unfit' | 'missing' | 'strange' | 'twins' | 'kind' | 'dangerous' | SettingError;
}

type Path = LocatedError['path'];
const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** Why a value is not taken, part by part; empty where `takes` takes it. */
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

/** What is taken, and yet is not what it seems: parts that nobody reads, and values of a kind that Chrome and Edge do not let through. */
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
