import { useEffect, useState, type ComponentType } from 'react';
import { Waiting } from '../ui/Waiting.tsx';

type Module = { readonly default: ComponentType };

/** The component of a module that is loaded when it is first drawn, and drawn as soon as it is there: React holds what it suspends back for 300 ms. */
export function screen(load: () => Promise<Module>): ComponentType {
  let loaded: ComponentType | null = null;
  return function Screen() {
    const [found, setFound] = useState(() => loaded && { Found: loaded });
    const [failed, setFailed] = useState<{ readonly why: unknown } | null>(null);
    useEffect(() => {
      if (found) return;
      let gone = false;
      load().then(
        (module) => {
          loaded = module.default;
          if (!gone) setFound({ Found: module.default });
        },
        (why: unknown) => {
          if (!gone) setFailed({ why });
        },
      );
      return () => {
        gone = true;
      };
    }, [found]);
    // For the boundary around it.
    if (failed) throw failed.why;
    return found ? <found.Found /> : <Waiting />;
  };
}
