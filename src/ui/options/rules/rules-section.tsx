/** The rules, in the order in which they are tried. The first rule that matches wins. */
import { useId, useState } from 'preact/hooks';
import { moveBeside, replaceItem, removeItem } from '../../../domain/common/list-edits.ts';
import type { Rule } from '../../../domain/rules/rules.ts';
import { FieldError, errorKey } from '../../components/field.tsx';
import { Lockable } from '../../components/locked.tsx';
import { PlusIcon } from '../../components/settings-icons.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { usePage } from '../../app/page.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { ruleName } from '../../calls/rule-name.ts';
import { type Refusal, saveSetting } from '../../app/save-setting.ts';
import { RuleTester } from './rule-tester.tsx';

/** The options section for rules: the list, the editors and the rule tester. */
export function RulesSection() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const { rules } = settings;
  const id = useId();
  const [fault, setFault] = useState<Refusal>(null);
  const save = (edit: (rules: readonly Rule[]) => readonly Rule[]): Refusal => {
    const refusal = saveSetting(settings, 'rules', edit);
    if (refusal === null) setFault(null);
    return refusal;
  };
  const change = (id: string, edit: (rule: Rule) => Rule): Refusal =>
    save((before) => before.map((rule) => (rule.id === id ? edit(rule) : rule)));
  const move = (rule: Rule, where: 'before' | 'after', neighbour: Rule | undefined): void => {
    if (neighbour !== undefined) save((before) => moveBeside(before, rule.id, where, neighbour.id));
  };
  const add = (): void => {
    const rule: Rule = {
      id: crypto.randomUUID(),
      name: '',
      when: {},
      link: null,
      open: settings.openWhen,
      record: 'none',
      colour: null,
      sound: null,
      silent: false,
    };
    setFault(save((before) => replaceItem(before, rule)));
  };
  return (
    <SectionFrame section="rules">
      <FixedRules />
      <Lockable name="rules">
        {rules.length > 0 && (
          <ol class="sheet lined" aria-labelledby="rules-title">
            {rules.map((rule, index) => (
              <li key={rule.id} class="rule">
                <details>
                  <summary>
                    <bdi>{ruleName(rule, index, t)}</bdi>
                  </summary>
                  <RuleEditor rule={rule} onChange={(edit) => change(rule.id, edit)} />
                </details>
                <div class="bar">
                  <button
                    type="button"
                    class="button small only"
                    disabled={index === 0}
                    aria-label={t({ key: 'rules.up', params: { rule: ruleName(rule, index, t) } })}
                    onClick={() => move(rule, 'before', rules[index - 1])}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    class="button small only"
                    disabled={index === rules.length - 1}
                    aria-label={t({ key: 'rules.down', params: { rule: ruleName(rule, index, t) } })}
                    onClick={() => move(rule, 'after', rules[index + 1])}
                  >
                    ↓
                  </button>
                  <button
                    type="button"
                    class="button plain small"
                    aria-label={t({ key: 'rules.delete', params: { rule: ruleName(rule, index, t) } })}
                    onClick={() => save((before) => removeItem(before, rule.id))}
                  >
                    {t('rule.remove')}
                  </button>
                </div>
              </li>
            ))}
          </ol>
        )}
        <div class="bar wrap">
          <button
            type="button"
            class="button"
            {...(fault === null ? {} : { 'aria-describedby': `${id}-error` })}
            onClick={add}
          >
            <PlusIcon />
            {t('rules.add')}
          </button>
          <p class="hint">{t(`rules.otherwise.${settings.openWhen}`)}</p>
        </div>
        <FieldError id={id} text={errorKey(fault)} />
      </Lockable>
      <RuleTester />
    </SectionFrame>
  );
}

/**
 * The settings that suppress rings and are on. They are tried before any rule. The agent changes them in
 * their section.
 */
function FixedRules() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const fixed = [
    settings.quietInternal ? t('quiet.setInternal') : null,
    settings.quietHidden ? t('quiet.setHidden') : null,
    settings.quietTalking ? t('quiet.setTalking') : null,
    settings.quietStatuses.length > 0 ? t('quiet.byStatus') : null,
    settings.workHours === null ? null : t('quiet.setHours'),
  ].filter((each) => each !== null);
  if (fixed.length === 0) return null;
  return (
    <div class="stack group">
      <h2>{t('rules.fixed')}</h2>
      <ul class="sheet lined">
        {fixed.map((text) => (
          <li key={text} class="set">
            <span>{text}</span> <span class="chip">{t('rules.silent')}</span>
          </li>
        ))}
      </ul>
      <p class="hint">{t('rules.fixedHint')}</p>
    </div>
  );
}
