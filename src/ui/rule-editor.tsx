/** One rule: its name, when it holds, and what it does. Each change is saved at once. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { MessageKey } from '../domain/messages.ts';
import { COLOURS, OPENINGS, type Rule } from '../domain/rules.ts';
import { SOUNDS } from '../domain/sounds.ts';
import { Choice } from './choice.tsx';
import { useShared } from './page.tsx';
import { RuleConditions } from './rule-conditions.tsx';

export function RuleEditor({ rule, onChange }: { rule: Rule; onChange: (rule: Rule) => void }) {
  const { settings, translator } = useShared();
  const { t } = translator;
  const id = useId();
  const change = (changes: Partial<Rule>): void => onChange({ ...rule, ...changes });
  return (
    <div class="rule-editor">
      <div class="field">
        <label for={id}>{t('rule.name')}</label>
        <input id={id} type="text" dir="auto" maxLength={100} autocomplete="off" defaultValue={rule.name} onChange={(event) => change({ name: event.currentTarget.value.trim() })} />
      </div>
      <RuleConditions when={rule.when} onChange={(when) => change({ when })} />
      <fieldset class="conditions">
        <legend class="legend">{t('rule.then')}</legend>
        <Choice text={t('rule.silent')} isOn={rule.silent} onPick={(silent) => change({ silent })} />
        <div class="pair">
          <Pick label="rule.link" value={rule.link ?? ''} onPick={(link) => change({ link: link === '' ? null : link })}>
            <option value="">{t('rule.defaultLink')}</option>
            {settings.moreLinks.map((link) => <option key={link.id} value={link.id}>{link.name}</option>)}
          </Pick>
          {!rule.silent && (
            <>
              <Pick label="rule.open" value={rule.open} onPick={(open) => change({ open: OPENINGS.find((known) => known === open) ?? 'click' })}>
                {OPENINGS.map((open) => <option key={open} value={open}>{t(`opening.${open}`)}</option>)}
              </Pick>
              <Pick label="rule.colour" value={rule.colour ?? ''} onPick={(colour) => change({ colour: COLOURS.find((known) => known === colour) ?? null })}>
                <option value="">{t('rule.noColour')}</option>
                {COLOURS.map((colour) => <option key={colour} value={colour}>{t(`colour.${colour}`)}</option>)}
              </Pick>
              <Pick label="rule.sound" value={rule.sound ?? ''} onPick={(sound) => change({ sound: sound === 'none' ? 'none' : (SOUNDS.find((known) => known === sound) ?? null) })}>
                <option value="">{t('rule.usualSound')}</option>
                {SOUNDS.map((sound) => <option key={sound} value={sound}>{t(`sound.${sound}`)}</option>)}
                <option value="none">{t('rule.noSound')}</option>
              </Pick>
            </>
          )}
        </div>
      </fieldset>
    </div>
  );
}

function Pick({ label, value, onPick, children }: { label: MessageKey; value: string; onPick: (value: string) => void; children: ComponentChildren }) {
  const { t } = useShared().translator;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t(label)}</label>
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>{children}</select>
    </div>
  );
}
