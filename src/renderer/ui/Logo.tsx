/** The mark: a door frame of three strokes with a dot under its beam. Drawn in the current text colour. */
export function LogoMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <path d="M8 28V7M24 28V7M4 7h24" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="16" cy="14.5" r="2.8" fill="currentColor" />
    </svg>
  );
}
