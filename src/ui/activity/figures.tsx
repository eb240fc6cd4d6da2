/** The day in numbers, each with what it means. */
import type { ComponentChild } from 'preact';
import { keepsCalls } from '../../domain/history/bounds.ts';
import { CALLBACKS_HASH } from '../../domain/history/callbacks.ts';
import type { DayFigures } from '../../domain/history/day-figures.ts';
import { formatNumber, formatPercent } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { formatDelay, formatSpan } from './formats.ts';

/** Stands for a number that nobody knows. */
const NONE = '–';

/**
 * The row of figures, and a note about rings of which only the system knows whether they were shown.
 * `toCallBack` is how many callers wait for a call back. Without kept calls nobody knows how they ended.
 */
export function Figures({ figures, toCallBack }: { figures: DayFigures; toCallBack: number }) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const { rang, shown, callers, answered, share, talked, missed, suppressed, delay, sent } = figures;
  const count = (of: number): string => formatNumber(of, language);
  const isKept = keepsCalls(settings);
  const ended = (of: number): string => (isKept ? count(of) : NONE);
  const delayText = (of: number): string =>
    formatDelay(of, language, (ms) => t({ key: 'ledger.ms', params: { ms } }));
  return (
    <section class="stack" aria-labelledby="tally">
      <h2 id="tally" class="unseen">
        {t('day.tally')}
      </h2>
      <dl class="sheet figures">
        <Figure title={t('activity.rang')} value={count(rang)}>
          {callers !== null && t({ key: 'activity.callers', params: { count: count(callers) } })}
        </Figure>
        <Figure title={t('activity.shown')} value={count(shown)}>
          <ShownHint figures={figures} />
        </Figure>
        <Figure title={t('recent.answered')} value={ended(answered)}>
          {isKept && share !== null && answered > 0 && (
            <>
              <bdi>{formatPercent(share, language)}</bdi> · <bdi>{formatSpan(talked, language)}</bdi>
            </>
          )}
        </Figure>
        <Figure
          title={t('outcome.missed')}
          value={ended(missed)}
          {...(missed > 0 ? { tone: 'tone-missed' } : {})}
        >
          {toCallBack > 0 && (
            <a class="link" href={`panel.html${CALLBACKS_HASH}`} target="_blank">
              {t({ key: 'activity.toCallBack', params: { count: count(toCallBack) } })}
            </a>
          )}
        </Figure>
        <Figure title={t('activity.noAlert')} value={count(suppressed)}>
          {suppressed > 0 && t('activity.bySettings')}
        </Figure>
        <Figure title={t('activity.delay')} value={delay === null ? NONE : delayText(delay.median)}>
          {delay !== null && t({ key: 'activity.slowest', params: { time: delayText(delay.slowest) } })}
        </Figure>
      </dl>
      {sent > 0 && <p class="hint">{t('day.sentHint')}</p>}
    </section>
  );
}

/** What became of the rings that were not certainly shown. */
function ShownHint({ figures: { rang, sent, failed } }: { figures: DayFigures }) {
  const { t } = usePage().translator;
  if (failed > 0)
    return <span class="bad">{t({ counted: 'today.failed', count: failed, type: 'cardinal' })}</span>;
  if (sent > 0) return <>{t({ counted: 'today.sent', count: sent, type: 'cardinal' })}</>;
  return rang === 0 ? null : <>{t('activity.allShown')}</>;
}

interface FigureProps {
  readonly title: string;
  readonly value: string;
  readonly tone?: string;
  readonly children?: ComponentChild;
}

const Figure = ({ title, value, tone = '', children }: FigureProps) => (
  <div>
    <dt class="hint">{title}</dt>
    <dd class={`figure clock ${tone}`}>{value}</dd>
    <dd class="hint">{children}</dd>
  </div>
);
