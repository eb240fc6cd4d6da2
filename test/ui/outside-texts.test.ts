/**
 * Options, tooltips and accessible names are plain texts, so no element can isolate a name or a number in
 * them. Only the translator isolates, so every such text has to come from it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** Attributes that show or announce a text. */
const SHOWN = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'title',
  'alt',
  'label',
  'summary',
]);
/**
 * Functions whose text is safe: the translator, our own names from it, and numbers and times of the
 * language.
 */
const SAFE = /^(?:t|plain|callLabel|ruleName|format\w+|timeOfDay)$/;
/** Texts that are safe for another reason. */
const EXCEPT = new Map([
  ['src/ui/components/phrase.tsx', 'sanitize(children)'], // the tooltip of a name alone
  ['src/ui/calls/pinnable.tsx', 'label'], // made by callLabel
  ['src/ui/activity/hourly-chart.tsx', "said.join(', ')"], // hours and counts
  ['src/ui/panel/caller-row.tsx', 'sanitize(name)'], // the tooltip of a name alone
  // Read aloud, and not shown: a meaning, a placeholder and its value.
  [
    'src/ui/options/crm/insert-list.tsx',
    "[choice.meaning, `{${choice.name}}`, sanitize(choice.value)].join(', ')",
  ],
]);

function isSafe(text: ts.Expression): boolean {
  if (ts.isStringLiteralLike(text)) return true;
  if (ts.isConditionalExpression(text)) return isSafe(text.whenTrue) && isSafe(text.whenFalse);
  if (ts.isTemplateExpression(text)) return text.templateSpans.every(({ expression }) => isSafe(expression));
  if (!ts.isCallExpression(text)) return EXCEPT.get(text.getSourceFile().fileName) === text.getText();
  const { expression } = text;
  if (ts.isIdentifier(expression)) return SAFE.test(expression.text) || isListed(text);
  if (!ts.isPropertyAccessExpression(expression)) return false;
  const { name, expression: of } = expression;
  const isJoin = name.text === 'join' && ts.isArrayLiteralExpression(of) && of.elements.every(isSafe);
  return isJoin || SAFE.test(name.text) || isListed(text);
}

const isListed = (text: ts.Expression): boolean =>
  EXCEPT.get(text.getSourceFile().fileName) === text.getText();

/** The expressions of a page's plain texts. */
function plainTexts(node: ts.Node): ts.Expression[] {
  const inside: ts.Expression[] = [];
  ts.forEachChild(node, (child) => {
    inside.push(...plainTexts(child));
  });
  if (ts.isJsxElement(node) && node.openingElement.tagName.getText() === 'option')
    for (const child of node.children)
      if (ts.isJsxExpression(child) && child.expression !== undefined) inside.push(child.expression);
  if (ts.isJsxAttribute(node) && SHOWN.has(node.name.getText()) && isOfElement(node)) {
    const value = node.initializer;
    if (value !== undefined && ts.isJsxExpression(value) && value.expression !== undefined)
      inside.push(value.expression);
  }
  return inside;
}

/** True for an element of the page. A component passes the text on, and is examined where it does. */
const isOfElement = ({ parent: { parent } }: ts.JsxAttribute): boolean =>
  /^[a-z]/.test(parent.tagName.getText());

it('every option, tooltip and accessible name gets its text from the translator', () => {
  const texts = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => {
      const name = path.posix.join('src/ui', file.replaceAll('\\', '/'));
      return plainTexts(
        ts.createSourceFile(
          name,
          readFileSync(name, 'utf8'),
          ts.ScriptTarget.Latest,
          true,
          ts.ScriptKind.TSX,
        ),
      );
    });
  expect(texts.length).toBeGreaterThan(30);
  expect(
    texts
      .filter((text) => !isSafe(text))
      .map((text) => `${text.getSourceFile().fileName}: ${text.getText()}`),
  ).toEqual([]);
});
