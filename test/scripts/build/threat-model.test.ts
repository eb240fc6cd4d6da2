import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = new URL('../../..', import.meta.url).pathname;
const text = readFileSync(path.join(root, 'docs/threat-model.md'), 'utf8');
const filesIn = (part: string): string[] =>
  [...part.matchAll(/`((?:src|test|scripts|docs)\/[^`\s]+\.\w+|manifest\.json)`/g)].map(
    ([, file = '']) => file,
  );
const rows = text
  .split('\n')
  .filter((each) => each.startsWith('|') && !/^\|(-|\s*attack)/.test(each))
  .map((each) => each.split('|').slice(1, -1));

describe('the threat model', () => {
  it('names files that exist', () => {
    expect(filesIn(text).length).toBeGreaterThan(60);
    expect(filesIn(text).filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('has a defence in the code and a test for each attack', () => {
    expect(rows.length).toBeGreaterThan(25);
    for (const [attack = '', defence = '', test = ''] of rows) {
      expect({
        attack,
        defence: filesIn(defence).some((file) => !file.startsWith('test/')),
        test: filesIn(test).length > 0 && filesIn(test).every((file) => file.startsWith('test/')),
      }).toEqual({ attack, defence: true, test: true });
    }
  });

  it('covers every kind of attacker', () => {
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, who]) => who)).toEqual(
      expect.arrayContaining([
        'Server',
        'Network',
        'Caller',
        'CRM endpoint',
        'Web page',
        'Other extensions',
        'Local user',
      ]),
    );
  });
});
