/** The parts of a rule and of its conditions, as an administrator writes them. */
import { MAX_LENGTH, MAX_VALUES, MOST_CALLED } from '../../src/domain/rules/conditions.ts';
import { COLOURS, OPENINGS, PICKS } from '../../src/domain/rules/rules.ts';
import { SOUNDS } from '../../src/domain/rules/sounds.ts';
import { DAY_MINUTES } from '../../src/domain/rules/work-hours.ts';
import {
  flag,
  type Form,
  list,
  number,
  object,
  oneOf,
  type Range,
  text,
  textOf,
  whole,
} from './schema-builders.ts';

const minutes = whole([0, DAY_MINUTES - 1]);
/** Hours of the week. */
export const hours: Form = object(
  {
    days: { form: list(whole([0, 6])), does: 'The days on which they begin; 0 is Sunday. No day twice.' },
    from: { form: minutes, does: 'In minutes from midnight.' },
    to: { form: minutes, does: 'The same. Before `from`: on the next day; equal to it: round the clock.' },
  },
  ['days', 'from', 'to'],
);

/** A country whose numbers Ringside can parse. */
export const country: Form = text('the two capital letters of a country, such as `IL`', 'IL');

const values: Range = [1, MAX_VALUES];
const words = list(textOf(1, MAX_LENGTH.text), values);
const data = object(
  {
    name: { form: textOf(1, MAX_LENGTH.text), does: 'The field’s name.' },
    value: { form: textOf(0, MAX_LENGTH.text), does: 'Its value; `*` stands for any text.' },
  },
  ['name', 'value'],
);

const calledBefore = object(
  {
    times: { form: whole([1, MOST_CALLED.times]), does: 'At least so many times.' },
    hours: { form: whole([1, MOST_CALLED.hours]), does: 'Within so many hours.' },
  },
  ['times', 'hours'],
);

const conditions = object(
  {
    queues: { form: words, does: 'Names or ids of queues.' },
    dialed: { form: words, does: 'Numbers that the caller dialled; `*` stands for any digits.' },
    numbers: { form: words, does: 'Numbers of callers, however written; `*` stands for any digits.' },
    countries: { form: list(country, values), does: 'Countries of callers.' },
    internal: { form: flag, does: '`true`: colleagues alone; `false`: all but them.' },
    hidden: { form: flag, does: '`true`: hidden numbers alone; `false`: all but them.' },
    data: { form: data, does: 'A custom field of the call.' },
    lines: { form: words, does: 'Names or numbers of the agent’s lines.' },
    statuses: { form: list(number, values), does: 'Agent statuses, by Voicenter’s numbers.' },
    hours: { form: hours, does: 'Within these hours, of the same parts as `workHours`.' },
    known: {
      form: flag,
      does: '`true`: callers whom the CRM, the lookup or the contacts know; `false`: all but them.',
    },
    tags: { form: words, does: 'Tags of callers; `*` stands for any text.' },
    companies: { form: words, does: 'Companies of callers; `*` stands for any text.' },
    calledBefore: { form: calledBefore, does: 'The number has called before.' },
  },
  [],
);

/** One rule. */
export const rule: Form = object(
  {
    id: { form: textOf(1, MAX_LENGTH.id), does: 'Tells it from the others: no two rules have the same.' },
    when: {
      form: conditions,
      does: 'The conditions: all that are given must hold, of a list one. `{}` fits every call.',
    },
    name: { form: textOf(0, MAX_LENGTH.name), does: 'What agents see it called.' },
    link: {
      form: textOf(0, MAX_LENGTH.id),
      does: 'The `id` of one of `moreLinks`. Left out: the default link.',
    },
    open: { form: oneOf(OPENINGS), does: 'When its link opens. Left out: on click.' },
    record: {
      form: oneOf(PICKS),
      does: 'Which record opens by itself when several of the CRM match: the first, or the one changed last. Left out: none.',
    },
    colour: { form: oneOf(COLOURS), does: 'The card’s colour. Left out: none.' },
    sound: {
      form: oneOf([...SOUNDS, 'none']),
      does: 'Which sound, where `sound` is on; `none`: no sound. Left out: the agent’s own.',
    },
    silent: {
      form: flag,
      does: '`true`: the ring alerts nobody, and nothing opens by itself; it is still listed.',
    },
  },
  ['id', 'when'],
);
