import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

/**
 * In development Vite puts an inline script into the page, which the page's content security
 * policy rightly forbids; the built page has none and keeps its policy.
 */
const withoutPolicyInDevelopment: Plugin = {
  name: 'without-policy-in-development',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

/** The two heavy libraries are chunks of their own: charts are fetched when the first is shown. */
const CHUNKS = [
  {
    name: 'graph',
    test: /node_modules[\\/](@xyflow|d3-(drag|zoom|selection|transition|interpolate))[\\/]/,
  },
  {
    name: 'charts',
    test: /node_modules[\\/](recharts|victory-vendor|d3-(array|scale|shape|path|time))[\\/]/,
  },
];

export default defineConfig({
  // Relative, so that the studio runs from any folder of any static host.
  base: './',
  plugins: [react(), withoutPolicyInDevelopment],
  worker: { format: 'es' },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port: 4173 },
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
});
