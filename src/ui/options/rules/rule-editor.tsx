/** The editor for one rule: its name, its conditions, and what it does. Each change is saved at once. */
import { useId } from 'preact/hooks';
import { COLOURS, OPENINGS, PICKS, type Rule } from '../../../domain/rules/rules.ts';
import { SOUNDS } from '../../../domain/rules/sounds.ts';
import { Choice } from '../../components/checkbox.tsx';
import { Select } from '../../components/field.tsx';
import { usePage } from '../../app/page.tsx';
import { RuleConditions } from './rule-conditions.tsx';
import type { Refusal } from '../../app/save-setting.ts';

/** The fields of a rule. `onChange` saves the result of an edit. It returns the fault if it does not. */
export function RuleEditor({
  rule,
  onChange,
}: {
  rule: Rule;
  onChange: (edit: (rule: Rule) => Rule) => Refusal;
}) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const id = useId();
  const change = (changes: Partial<Rule>): Refusal => onChange((before) => ({ ...before, ...changes }));
  return (
    <div class="rule-editor">
      <div class="field">
        <label for={id}>{t('rule.name')}</label>
        <input
          id={id}
          type="text"
          dir="auto"
          maxLength={100}
          autocomplete="off"
          defaultValue={rule.name}
          onChange={(event) => change({ name: event.currentTarget.value.trim() })}
        />
      </div>
      <RuleConditions
        when={rule.when}
        onChange={(edit) => onChange((before) => ({ ...before, when: edit(before.when) }))}
      />
      <fieldset class="conditions">
        <legend class="legend">{t('rule.then')}</legend>
        <Choice text={t('rule.silent')} isOn={rule.silent} onPick={(silent) => change({ silent })} />
        <div class="pair">
          <Select
            label="rule.link"
            value={rule.link ?? ''}
            onPick={(link) => change({ link: link === '' ? null : link })}
          >
            <option value="">{t('rule.defaultLink')}</option>
            {settings.moreLinks.map((link) => (
              <option key={link.id} value={link.id}>
                {t({ raw: link.name })}
              </option>
            ))}
          </Select>
          {!rule.silent && (
            <>
              <Select
                label="rule.open"
                value={rule.open}
                onPick={(open) => change({ open: OPENINGS.find((known) => known === open) ?? 'click' })}
              >
                {OPENINGS.map((open) => (
                  <option key={open} value={open}>
                    {t(`opening.${open}`)}
                  </option>
                ))}
              </Select>
              {rule.open !== 'click' && (
                <Select
                  label="rule.record"
                  hint={rule.record === 'latest' ? 'rule.noDate' : undefined}
                  value={rule.record}
                  onPick={(record) => change({ record: PICKS.find((known) => known === record) ?? 'none' })}
                >
                  {PICKS.map((record) => (
                    <option key={record} value={record}>
                      {t(`record.${record}`)}
                    </option>
                  ))}
                </Select>
              )}
              <Select
                label="rule.colour"
                value={rule.colour ?? ''}
                onPick={(colour) => change({ colour: COLOURS.find((known) => known === colour) ?? null })}
              >
                <option value="">{t('rule.noColour')}</option>
                {COLOURS.map((colour) => (
                  <option key={colour} value={colour}>
                    {t(`colour.${colour}`)}
                  </option>
                ))}
              </Select>
              <Select
                label="rule.sound"
                value={rule.sound ?? ''}
                onPick={(sound) =>
                  change({
                    sound: sound === 'none' ? 'none' : (SOUNDS.find((known) => known === sound) ?? null),
                  })
                }
              >
                <option value="">{t('rule.usualSound')}</option>
                {SOUNDS.map((sound) => (
                  <option key={sound} value={sound}>
                    {t(`sound.${sound}`)}
                  </option>
                ))}
                <option value="none">{t('rule.noSound')}</option>
              </Select>
            </>
          )}
        </div>
      </fieldset>
    </div>
  );
}
