import encodeQR from 'qr';
import { useMemo } from 'react';

/** White modules around the code; ISO/IEC 18004 asks for four. */
const QUIET = 4;

type Props = {
  /** Decimal digits. */
  readonly text: string;
  readonly label: string;
  readonly className?: string | undefined;
};

/** Dark on white in every theme: a camera has to read it. A quarter of it may be lost. */
export function QrCode({ text, label, className }: Props) {
  const { side, path } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { ecc: 'quartile', encoding: 'numeric', border: QUIET });
    const dark = rows.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')));
    return { side: rows.length, path: dark.join('') };
  }, [text]);
  return (
    <svg className={className} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
