import { Radio } from 'antd';
import type { List } from '../api/entry-types.ts';
import { fieldWord } from '../shared/words.ts';
import { useTexts } from '../texts/language.tsx';
import { FieldFrame, type FormAccess } from './field.tsx';
import { type Choice, choiceOf, choosable, choose, defaultChoice, isFixed } from './field-choices.ts';
import type { CommonValues } from './values.ts';

const choices: readonly Choice[] = ['open', 'masked'];

/** 公开 or 隐去 for single fields, with what the level says by itself. */
export function FieldChoicesField({ form, list }: { form: FormAccess<CommonValues>; list: List }) {
  const texts = useTexts();
  const words = texts.disclosure.form;
  const { disclosure: level, fieldDisclosure } = form.values;
  return (
    <FieldFrame
      name="fieldDisclosure"
      hint={words.perFieldHint}
      problem={form.problemOf('fieldDisclosure')}
      group
    >
      <div className="field-choices">
        {choosable[list].map((field) => {
          // The form has a field of that name already.
          const label = field === 'contact' ? words.contact : fieldWord(texts, field);
          return (
            <div className="field-choice" key={field}>
              <span>{label}</span>
              {isFixed(level, field) ? (
                <span className="secondary">{words.alwaysMasked}</span>
              ) : (
                <Radio.Group
                  aria-label={label}
                  name={`field-disclosure-${field}`}
                  value={choiceOf(level, fieldDisclosure, field)}
                  onChange={(event) =>
                    form.set(
                      'fieldDisclosure',
                      choose(level, fieldDisclosure, field, event.target.value as Choice),
                    )
                  }
                >
                  {choices.map((choice) => (
                    <Radio key={choice} value={choice}>
                      {choice === defaultChoice(level, field)
                        ? words.byDefault(words[choice])
                        : words[choice]}
                    </Radio>
                  ))}
                </Radio.Group>
              )}
            </div>
          );
        })}
      </div>
    </FieldFrame>
  );
}
