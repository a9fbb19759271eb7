// Placeholder bundle.
export {};
