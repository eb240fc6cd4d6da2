/** The catalogues match in each language, and the pages show no text that is not in them. */
import { readdir, readFile } from 'node:fs/promises';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import english from '../src/locales/en.json' with { type: 'json' };
import arabic from '../src/locales/ar.json' with { type: 'json' };
import hebrew from '../src/locales/he.json' with { type: 'json' };
import russian from '../src/locales/ru.json' with { type: 'json' };

type Catalogue = Readonly<Record<string, string>>;
const CATALOGUES: readonly (readonly [string, Catalogue])[] = [
  ['en', english],
  ['he', hebrew],
  ['ar', arabic],
  ['ru', russian],
];
/** Counted texts have a form for each plural form of the language. The others have a single form. */
const COUNTED = Object.keys(english).flatMap((key) =>
  key.endsWith('.other') ? [key.slice(0, -'.other'.length)] : [],
);
/** Those of them that count in ordinals: the 3rd. */
const ORDINALS = ['memory.today'];
const baseOf = (key: string): string | undefined => COUNTED.find((counted) => key.startsWith(`${counted}.`));
const plainKeysOf = (catalogue: Catalogue): string[] =>
  Object.keys(catalogue)
    .filter((key) => baseOf(key) === undefined)
    .sort();
/** Examples of CRM templates contain braces that are meant to be shown. */
const paramsOf = (text: string): string[] =>
  [...text.replace(/https:\/\/\S+/g, '').matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe.each(CATALOGUES)('the catalogue %s', (language, catalogue) => {
  it('has the same keys as English', () => {
    expect(plainKeysOf(catalogue)).toEqual(plainKeysOf(english));
  });

  it.each(COUNTED)('has exactly the plural forms of %s that the language needs', (counted) => {
    const type = ORDINALS.includes(counted) ? 'ordinal' : 'cardinal';
    const forms = new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
    expect(
      Object.keys(catalogue)
        .filter((key) => baseOf(key) === counted)
        .sort(),
    ).toEqual(forms.map((form) => `${counted}.${form}`).sort());
    for (const form of forms)
      expect(paramsOf(catalogue[`${counted}.${form}`] ?? '').every((name) => name === '{count}')).toBe(true);
    // One, two or none may be a word. Every larger number must be shown.
    expect(catalogue[`${counted}.other`]).toContain('{count}');
  });

  it.each(Object.entries(english).filter(([key]) => baseOf(key) === undefined))(
    'keeps the placeholders of %s',
    (key, text) => {
      expect(paramsOf(catalogue[key] ?? '')).toEqual(paramsOf(text));
      expect(catalogue[key]?.trim()).not.toBe('');
    },
  );
});

/** Texts that refer to a section, a field or a check must use its name. */
const NAMED: readonly (readonly [string, ...string[]])[] = [
  ['problem.not-voicenter', 'account.advanced', 'account.server'],
  ['doctor.sign-in.refused.do', 'account.title'],
  ['doctor.sign-in.unreachable.do', 'account.advanced', 'account.server'],
  ['doctor.sign-in.not-voicenter.do', 'account.advanced', 'account.server'],
  ['doctor.server.forbidden.do', 'doctor.check.socket'],
  ['doctor.lines.unpicked.do', 'lines.title'],
  ['doctor.lines.gone.do', 'lines.title'],
  ['doctor.lines.foreign.do', 'lines.title'],
  ['doctor.notification.off.do', 'alerts.title', 'alerts.notification'],
  ['doctor.notification.allOff.do', 'alerts.title'],
  ['doctor.sound.mute.do', 'alerts.title', 'alerts.volume'],
  ['doctor.crm-link.bad.do', 'crm.title'],
  ['doctor.crm-link.none.do', 'crm.title'],
  ['doctor.lookup.do', 'lookup.url'],
  ['doctor.contacts.do', 'lookup.title'],
  ['lookup.newRecordHint', 'crm.link'],
  ['preset.lookupOnly', 'lookup.title'],
  ['rules.fixedHint', 'quiet.title'],
  ['rules.otherwise.click', 'crm.link'],
  ['rules.otherwise.ring', 'crm.link'],
  ['rules.otherwise.answer', 'crm.link'],
  ['problem.forbidden', 'account.advanced'],
  ['day.sentHint', 'doctor.title'],
  ['doctor.sign-in.forbidden.do', 'account.advanced'],
  ['doctor.sign-in.signed-in-elsewhere.do', 'status.signInHere'],
  ['doctor.storage.unread.do', 'day.erase'],
  ['file.loadHint', 'file.import'],
  ['panel.foundInRecent', 'panel.recent'],
];

describe.each(CATALOGUES)('a reference in the catalogue %s', (_, catalogue) => {
  it.each(NAMED)('%s uses the name of %s in its heading or label', (key, ...labels) => {
    // A label may lose its capital inside a sentence.
    for (const label of labels)
      expect(catalogue[key]?.toLowerCase()).toContain(catalogue[label]?.toLowerCase());
  });
});

describe('the manifest', () => {
  it('has a name and a description in each language, within the stores’ length limit', async () => {
    for (const [language, catalogue] of CATALOGUES) {
      const messages = JSON.parse(await readFile(`src/_locales/${language}/messages.json`, 'utf8')) as Record<
        string,
        { message: string }
      >;
      expect(Object.keys(messages)).toEqual([
        'name',
        'title',
        'description',
        'commandOpenCrm',
        'commandDismiss',
      ]);
      expect(messages.name?.message.length).toBeLessThanOrEqual(45);
      expect(messages.description?.message.length).toBeLessThanOrEqual(132);
      expect([messages.commandOpenCrm?.message, messages.commandDismiss?.message]).toEqual([
        catalogue['keys.open-crm'],
        catalogue['keys.dismiss'],
      ]);
    }
  });
});

/** Attributes that people see or hear. */
const SPOKEN = new Set([
  'title',
  'alt',
  'placeholder',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
]);

/** Literal text with letters that a page shows. */
function literalsIn(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) found.push(node.text.trim());
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression !== undefined)
      found.push(...shown(node.expression));
    // Attributes of a component are keys of the catalogue. Attributes of elements are shown as written.
    const isElement = ts.isJsxAttribute(node) && /^[a-z]/.test(node.parent.parent.tagName.getText());
    if (
      isElement &&
      SPOKEN.has(node.name.getText()) &&
      node.initializer !== undefined &&
      ts.isStringLiteral(node.initializer)
    )
      found.push(node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found.filter((text) => /\p{L}/u.test(text));
}

function shown(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression))
    return [...shown(expression.whenTrue), ...shown(expression.whenFalse)];
  if (ts.isBinaryExpression(expression)) return shown(expression.right);
  return [];
}

describe('the pages', () => {
  it('show no text that is not in the catalogues', async () => {
    const files = (await readdir('src/ui', { recursive: true })).filter((file) => file.endsWith('.tsx'));
    expect(files.length).toBeGreaterThan(8);
    const found = await Promise.all(
      files.map(async (file) =>
        literalsIn(file, await readFile(`src/ui/${file}`, 'utf8')).map((text) => `${file}: ${text}`),
      ),
    );
    expect(found.flat()).toEqual([]);
  });

  it.each([
    ['<p>Hello</p>', ['Hello']],
    ['<p>{late ? "Late" : t("x")}</p>', ['Late']],
    ['<p>{late && "Late"}</p>', ['Late']],
    ['<img alt="A phone" class="mark" />', ['A phone']],
    ['<Field label="account.email" />', []],
  ])('are searched for the literals that %s shows', (source, expected) => {
    expect(literalsIn('a.tsx', source)).toEqual(expected);
  });
});
