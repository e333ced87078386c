import type { Plugin } from 'vite';

export function visionAssets(): Plugin;
