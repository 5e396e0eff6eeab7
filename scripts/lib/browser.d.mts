/** Types of browser.mjs for playwright.config.ts; see there. */
export function installedBrowser(): string | undefined;
