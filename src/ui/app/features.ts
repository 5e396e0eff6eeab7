/**
 * What it is: the large features of the page, fetched when they are first shown, so that the page stands
 * before the canvas library and the charts are there.
 */

import { lazy } from 'react';
import type { ComponentType } from 'react';

const FOUND = import.meta.glob<Readonly<Record<string, ComponentType>>>([
  '../canvas/Canvas.tsx',
  '../library/Library.tsx',
  '../inspector/Inspector.tsx',
  '../stage/Stage.tsx',
]);

const named = (path: string, name: string) =>
  lazy(async () => {
    const component = (await FOUND[path]?.())?.[name];
    return { default: component ?? (() => null) };
  });

export const Canvas = named('../canvas/Canvas.tsx', 'Canvas');
export const Library = named('../library/Library.tsx', 'Library');
export const Inspector = named('../inspector/Inspector.tsx', 'Inspector');
export const Stage = named('../stage/Stage.tsx', 'Stage');
