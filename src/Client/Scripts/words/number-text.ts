// How scripts write numbers; Controls/Shell/NumberText.cs is its counterpart in C#.

/** A loss in nats: four decimals, or a dash where there is none. What diverged is written short: 1.99e+13. */
export const lossText = (value: number | null | undefined) =>
  value === null || value === undefined || Number.isNaN(value) ? '–' : value < 1e5 ? value.toFixed(4) : value.toExponential(2);

/** A whole number with thousands separators. */
export const countText = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 0 });

/** Any number with thousands separators, in as many digits as it has; Contracts/RangeText.cs is its counterpart. */
export const numberText = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 10 });
