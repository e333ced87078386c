/** Where the worker finds its models and .wasm files: beside our own page, put there by scripts/vision-assets.mjs. */
const FOLDER = './vision/';

/** Absolute, with a slash at its end: a worker has another base than the page. */
export function visionAssetsUrl(page: string = document.baseURI): string {
  return new URL(FOLDER, page).href;
}
