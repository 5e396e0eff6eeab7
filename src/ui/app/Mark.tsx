/** What it is: the studio's sign: three agents in accord. */

export function Mark({ size = 18 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" fill="none" aria-hidden="true">
      <path d="M9 4 3.8 13.2h10.4z" stroke="currentColor" strokeWidth="1.5" />
      <g fill="currentColor">
        <circle cx="9" cy="4" r="2.4" />
        <circle cx="3.8" cy="13.2" r="2.4" />
        <circle cx="14.2" cy="13.2" r="2.4" />
      </g>
    </svg>
  );
}
