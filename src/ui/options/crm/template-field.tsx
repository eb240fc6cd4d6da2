/**
 * A field for a template of a link. Its placeholders are marked, a menu inserts them, and a line below shows
 * the address for the last caller.
 */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { noLinkKey } from '../../../domain/alerts/texts.ts';
import type { MessageKey } from '../../../domain/common/messages.ts';
import { sanitize } from '../../../domain/common/sanitize.ts';
import { placeholderChoices, templateParts } from '../../../domain/crm/insert-placeholder.ts';
import { previewLink } from '../../../domain/crm/link-parts.ts';
import { linkPolicyOf } from '../../../domain/crm/url-policy.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { usePage } from '../../app/page.tsx';
import { ariaFieldProps, FieldHead } from '../../components/field.tsx';
import { useLocked } from '../../components/locked.tsx';
import { Name, Phrase } from '../../components/phrase.tsx';
import { OpenIcon } from '../../components/action-icons.tsx';
import { PlusIcon } from '../../components/settings-icons.tsx';
import { InsertList } from './insert-list.tsx';
import { useInsertMenu } from './use-insert-menu.ts';
import type { PreviewCaller } from './use-last-caller.ts';

interface TemplateFieldProps {
  /** The setting that the field shows, if there is one. A locked setting cannot be edited. */
  readonly name?: keyof Settings;
  readonly label: MessageKey;
  readonly hint?: MessageKey;
  readonly value: string;
  readonly error: MessageKey | null;
  /** The caller of the preview. */
  readonly caller: PreviewCaller;
  readonly placeholder?: MessageKey;
  readonly onText: (text: string) => void;
  readonly onLeave?: () => void;
  /** Controls beside the label. */
  readonly children?: ComponentChildren;
}

/** The field with its menu. Its error names the placeholders that are wrong. */
export function TemplateField(props: TemplateFieldProps) {
  const { name, label, hint, value, error, caller, placeholder, onText, onLeave, children } = props;
  const { t } = usePage().translator;
  const id = useId();
  const isLocked = useLocked(name);
  const input = useRef<HTMLInputElement>(null);
  const marks = useRef<HTMLSpanElement>(null);
  const choices = useMemo(
    () =>
      placeholderChoices(
        caller.values,
        (each) => t(`crm.placeholder.${each}`),
        (each) => t({ key: 'insert.variable', params: { name: sanitize(each) } }),
      ),
    [caller, t],
  );
  const menu = useInsertMenu(input, choices, onText);
  const parts = useMemo(() => templateParts(value), [value]);
  // The marks lie behind the text of the field, so they move with it.
  const follow = (): void => {
    if (marks.current !== null) marks.current.scrollLeft = input.current?.scrollLeft ?? 0;
  };
  useLayoutEffect(follow);
  // While the agent chooses a placeholder, the half-typed one is no fault.
  const shownError = menu.isOpen ? null : error;
  // A click on the button or in the menu leaves the focus here.
  const leave = (): void => {
    if (menu.isOpen) menu.close();
    onLeave?.();
  };
  return (
    <div class="set" data-item={name}>
      <FieldHead id={id} label={label} hint={hint} isLocked={isLocked} />
      {children}
      <div class="wide editor" dir="ltr">
        <span ref={marks} class="code marks" aria-hidden="true">
          {parts.map(({ text, kind }, index) => (
            <Mark key={index} kind={menu.isOpen && !text.endsWith('}') ? 'text' : kind}>
              {text}
            </Mark>
          ))}
        </span>
        <input
          ref={input}
          id={id}
          class="input code"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={menu.isOpen}
          aria-controls={`${id}-menu`}
          {...(menu.isOpen && menu.shown.length > 0
            ? { 'aria-activedescendant': `${id}-${String(menu.active)}` }
            : {})}
          {...ariaFieldProps(id, shownError, hint !== undefined, isLocked)}
          spellcheck={false}
          autocomplete="off"
          disabled={isLocked}
          value={value}
          {...(placeholder === undefined ? {} : { placeholder: t(placeholder) })}
          onInput={(event) => {
            onText(event.currentTarget.value);
            menu.typed();
          }}
          onKeyDown={(event) => {
            if (menu.press(event.key)) event.preventDefault();
          }}
          onBlur={leave}
          onKeyUp={menu.moved}
          onClick={menu.moved}
          onScroll={follow}
        />
        {!isLocked && (
          <button
            type="button"
            class="button small"
            aria-haspopup="listbox"
            onMouseDown={(event) => event.preventDefault()}
            onClick={menu.begin}
          >
            <PlusIcon />
            {t('insert.button')}
          </button>
        )}
        {menu.isOpen && <InsertList id={id} menu={menu} all={choices.length} caller={caller} />}
      </div>
      <TemplateError id={id} error={shownError} value={value} />
    </div>
  );
}

function Mark({ kind, children }: { kind: 'text' | 'placeholder' | 'wrong'; children: string }) {
  if (kind === 'text') return <>{children}</>;
  return <mark class={kind}>{children}</mark>;
}

/** The error of the field. For a wrong placeholder it says which one, and what to do. */
function TemplateError({ id, error, value }: { id: string; error: MessageKey | null; value: string }) {
  const { t, language } = usePage().translator;
  if (error === null) return null;
  const wrong = templateParts(value).filter(({ kind }) => kind === 'wrong');
  const names = new Intl.ListFormat(language, { style: 'narrow' }).format(
    wrong.map(({ text }) => t({ raw: text })),
  );
  const isNamed = error === 'error.template-unknown-placeholder' && wrong.length > 0;
  return (
    <p id={`${id}-error`} class="error" role="alert">
      {isNamed ? t({ key: 'insert.wrong', params: { names } }) : t(error)}
    </p>
  );
}

/** The address that the template opens for the caller. Renders nothing for an invalid or empty template. */
export function LinkPreviewRow({
  template,
  caller,
  isSaved,
}: {
  template: string | null;
  caller: PreviewCaller;
  isSaved: boolean;
}) {
  const { settings, translator } = usePage();
  const { t } = translator;
  if (template === null || template === '') return null;
  const link = previewLink(template, caller.values, linkPolicyOf(settings));
  if (link.kind === 'none')
    return link.why === 'no-template' ? null : (
      <div class="set">
        <p class="hint">{t(noLinkKey(link.why))}</p>
      </div>
    );
  return (
    <div class="set link-preview">
      <div>
        <p class="hint">
          {caller.label === null ? (
            t('crm.preview')
          ) : (
            <Phrase text="insert.opensFor" param="name">
              <Name>{caller.label}</Name>
            </Phrase>
          )}
          {isSaved && <span class="saved">{t('options.saved')}</span>}
        </p>
        <p class="code" dir="ltr">
          {link.parts.map(({ text, isValue }, index) => (
            <Mark key={index} kind={isValue ? 'placeholder' : 'text'}>
              {text}
            </Mark>
          ))}
        </p>
      </div>
      <a class="button small" href={link.url} target="_blank" rel="noreferrer">
        <OpenIcon />
        {t('insert.open')}
      </a>
    </div>
  );
}
