// Tests of scripts are small and many: a thread for each file starts sooner than a process.
export default { test: { pool: 'threads' } };
