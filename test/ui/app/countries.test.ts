import { expect, it } from 'vitest';
import { countriesIn } from '../../../src/ui/app/countries.ts';

it('countries are named and sorted in the agent’s language, and the list is made once', () => {
  const [german, israeli] = ['DE', 'IL'].map(
    (wanted) => countriesIn('ru').find(({ code }) => code === wanted)?.name,
  );
  expect([german, israeli]).toEqual(['Германия', 'Израиль']);
  const names = countriesIn('en').map(({ name }) => name);
  expect(names).toEqual([...names].sort(new Intl.Collator('en').compare));
  expect(countriesIn('he')).toBe(countriesIn('he'));
});
