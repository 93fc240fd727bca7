import { defineConfig } from 'vite';

// One classic script and one style sheet: the same two files are served and put into a report, where modules could not be loaded.
export default defineConfig({
  build: {
    outDir: '../artifacts/ui',
    emptyOutDir: true,
    target: 'es2022',
    cssCodeSplit: false,
    rollupOptions: {
      input: 'src/main.tsx',
      output: { format: 'iife', entryFileNames: 'page.js', assetFileNames: 'page.[ext]' },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
