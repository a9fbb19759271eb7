// Style sheets that a script brings along; esbuild puts them beside the script.
declare module '*.css';
