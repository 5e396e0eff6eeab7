/** What it is: the first file of the page: styles, wiring, and the application mounted. */

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './theme/tokens.css';
import './theme/base.css';
import './widgets/input.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { present } from '../engine/base/invariant.ts';
import { App } from './app/App.tsx';
import { startStudio } from './app/start.ts';

startStudio();

createRoot(present(document.getElementById('root') ?? undefined, 'the root element')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
