/** What it is: false when a component appears, true from the next frame on: for what need not be drawn at once. */

import { useEffect, useState } from 'react';

export function useNextFrame(): boolean {
  const [isNext, setNext] = useState(false);
  useEffect(() => {
    const handle = requestAnimationFrame(() => {
      setNext(true);
    });
    return () => {
      cancelAnimationFrame(handle);
    };
  }, []);
  return isNext;
}
