/** Inputs that are typed into: they save when they are left or Enter is pressed, and Escape puts back what is saved. */
import { NumberInput, TextInput, type NumberInputProps, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

type NumberProps = Omit<NumberInputProps, 'value' | 'onChange'> & {
  readonly value: number;
  readonly onSave: (value: number) => void;
};

export function SavedNumber({ value, onSave, ...props }: NumberProps) {
  const [draft, setDraft] = useState<number | string>(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setDraft(value);
  }
  const commit = () => {
    if (typeof draft === 'number' && Number.isFinite(draft)) onSave(draft);
    else setDraft(value);
  };
  return (
    <NumberInput
      {...props}
      value={draft}
      clampBehavior="strict"
      onChange={setDraft}
      onBlur={commit}
      onKeyDown={(e) => {
        if (e.key === 'Enter') commit();
        if (e.key === 'Escape') setDraft(value);
      }}
    />
  );
}

type TextProps = Omit<TextInputProps, 'value' | 'onChange'> & {
  readonly value: string;
  readonly onSave: (value: string) => void;
};

export function SavedText({ value, onSave, ...props }: TextProps) {
  const [draft, setDraft] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setDraft(value);
  }
  const commit = () => {
    const text = draft.trim();
    if (text === '') setDraft(value);
    else onSave(text);
  };
  return (
    <TextInput
      {...props}
      value={draft}
      onChange={(e) => setDraft(e.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(e) => {
        if (e.key === 'Enter') commit();
        if (e.key === 'Escape') setDraft(value);
      }}
    />
  );
}
