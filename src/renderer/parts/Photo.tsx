import { useTranslation } from 'react-i18next';
import classes from './Photo.module.css';
import { usePhoto } from '../base/photos.ts';

type Props = {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly label?: boolean;
};

/** The enrolled picture, or the first character of the name. Decoration in the table, an image with a text in the panel. */
export function Photo({ id, name, size, label = false }: Props) {
  const { t } = useTranslation('people');
  const url = usePhoto(id);
  const style = { width: size, height: size, fontSize: Math.round(size * 0.42) };
  if (url) return <img src={url} alt={label ? t('panel.photoOf', { name }) : ''} className={classes.photo} style={style} />;
  return (
    <span
      className={classes.photo}
      style={style}
      aria-hidden={!label}
      role={label ? 'img' : undefined}
      aria-label={label ? t('panel.noPhoto') : undefined}
    >
      {Array.from(name)[0]?.toUpperCase()}
    </span>
  );
}
