import { useEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import './printed.css';

/** A sheet is drawn for the printer alone, and goes when it was printed or cancelled. @param drawn of class `print-sheet`; null = there is nothing to print yet */
export function usePrinted(drawn: ReactNode): { readonly print: () => void; readonly sheet: ReactNode } {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    if (!printing) return;
    const done = () => setPrinting(false);
    window.addEventListener('afterprint', done);
    // In the next frame the sheet is laid out.
    const frame = requestAnimationFrame(() => window.print());
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('afterprint', done);
    };
  }, [printing]);
  return { print: () => setPrinting(true), sheet: printing && drawn ? createPortal(drawn, document.body) : null };
}
