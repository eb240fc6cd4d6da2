/** How a call alerts the agent: surfaces, sound, and a button that starts a test call. */
import { SOUNDS } from '../../domain/rules/sounds.ts';
import { isFirefox } from '../../platform/browser.ts';
import { sendCommand } from '../app/send-command.ts';
import { Select, Toggle, includeCurrent } from '../components/field.tsx';
import { KeepOnTopButton, useMayKeepOnTop } from '../components/keep-on-top.tsx';
import { formatNumber, formatPercent } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { saveSetting } from '../app/save-setting.ts';
import { Group, SectionFrame } from './section-frame.tsx';

/** The volumes to choose from, in percent. */
const VOLUMES = [10, 20, 40, 60, 80, 100] as const;
/** How many cards to show at most. */
const CARDS = [1, 2, 3, 5, 8, 12, 20] as const;

/** The options section for alerts. */
export function AlertSettings() {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  return (
    <SectionFrame section="alerts">
      <Group>
        <Toggle
          name="callWindow"
          label="alerts.callWindow"
          hint={isFirefox ? 'alerts.callWindowHintFirefox' : 'alerts.callWindowHint'}
        />
        <Select
          name="mostCards"
          label="alerts.mostCards"
          value={String(settings.mostCards)}
          onPick={(raw) => saveSetting(settings, 'mostCards', () => Number(raw))}
        >
          {includeCurrent(CARDS, settings.mostCards).map((count) => (
            <option key={count} value={count}>
              {formatNumber(count, language)}
            </option>
          ))}
        </Select>
        <Toggle name="notification" label="alerts.notification" hint="alerts.notificationHint" />
      </Group>
      <Group>
        <OnTop />
        <Toggle name="notifyOnTop" label="alerts.notifyOnTop" hint="alerts.notifyOnTopHint" />
      </Group>
      <Group>
        <Toggle name="sound" label="alerts.sound" hint="alerts.soundHint" />
        {settings.sound && <SoundChoice />}
      </Group>
      <p class="hint">{t('alerts.sidePanelHint')}</p>
      <p>
        <button
          type="button"
          class="button"
          data-item="testCall"
          onClick={() => sendCommand({ type: 'test-call' })}
        >
          {t('alerts.test')}
        </button>
      </p>
    </SectionFrame>
  );
}

/** Leads to the card on top, or says why there is none. */
function OnTop() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const whyNot = settings.keepOnTop === 'forbid' ? 'float.forbidden' : 'float.unavailable';
  return (
    <div class="set" data-item="onTop">
      <div>
        <span>{t('float.title')}</span>
        <p class="hint">{t(useMayKeepOnTop() ? 'alerts.onTopHint' : whyNot)}</p>
      </div>
      <KeepOnTopButton />
    </div>
  );
}

/** Which sound is played, how loud and how often. */
function SoundChoice() {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  return (
    <>
      <Select
        name="soundName"
        label="alerts.soundName"
        value={settings.soundName}
        onPick={(raw) => saveSetting(settings, 'soundName', () => raw)}
      >
        {SOUNDS.map((name) => (
          <option key={name} value={name}>
            {t(`sound.${name}`)}
          </option>
        ))}
      </Select>
      <Select
        name="soundVolume"
        label="alerts.volume"
        value={String(settings.soundVolume)}
        onPick={(raw) => saveSetting(settings, 'soundVolume', () => Number(raw))}
      >
        {includeCurrent(VOLUMES, settings.soundVolume).map((volume) => (
          <option key={volume} value={volume}>
            {formatPercent(volume, language)}
          </option>
        ))}
      </Select>
      <Toggle name="soundRepeat" label="alerts.soundRepeat" hint="alerts.soundRepeatHint" />
    </>
  );
}
