/** What happens when a call has ended: its card, and where the call stays. */
import { CARD_LINGER_MS } from '../../domain/calls/expiry.ts';
import { hashOf } from '../../domain/settings/sections.ts';
import { openActivity } from '../../platform/extension-pages.ts';
import { formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { logFailure } from '../app/send-command.ts';
import { Group, SectionFrame } from './section-frame.tsx';

/** The options section for ended calls. */
export function AfterSection() {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const seconds = formatNumber(CARD_LINGER_MS / 1000, language);
  return (
    <SectionFrame section="after">
      <Group>
        <div class="set" data-item="endedCards">
          <div>
            <p>{t('settings.endedCards')}</p>
            <p class="hint">{t('settings.endedCardsHint')}</p>
          </div>
          <span class="soft">{t({ key: 'settings.seconds', params: { seconds } })}</span>
        </div>
        <div class="set">
          <div>
            <p>{t('kept.title')}</p>
            <p class="hint">
              {settings.historyDays === 0
                ? t('kept.none')
                : t({ counted: 'kept.dayCount', count: settings.historyDays, type: 'cardinal' })}
            </p>
          </div>
          <a class="button" href={hashOf('historyDays')}>
            {t('settings.change')}
          </a>
        </div>
        <div class="set" data-item="ringLog">
          <div>
            <p>{t('settings.ringLog')}</p>
            <p class="hint">{t('settings.ringLogHint')}</p>
          </div>
          <button
            type="button"
            class="button"
            onClick={() => logFailure('ledger not opened', openActivity())}
          >
            {t('kept.open')}
          </button>
        </div>
      </Group>
    </SectionFrame>
  );
}
