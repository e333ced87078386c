/** What has to change in a page and its content security policy so that page.js can run in it. As little as can be. */

/** A browser would offer to translate the app; Electron does not. */
const NO_TRANSLATION = '<meta name="google" content="notranslate">';

/** As the first script of the page: modules run in their order, so `window.<api>` is there before the app's own scripts run. */
export function injectScript(html: string, source: string): string {
  const tag = `${NO_TRANSLATION}<script type="module" src="${source}"></script>`;
  if (/<head[^>]*>/i.test(html)) return html.replace(/<head[^>]*>/i, (head) => head + tag);
  return html.replace(/^(\s*<!doctype[^>]*>)?/i, (doctype) => doctype + tag);
}

const SCRIPTS = '/__stand-in/';

/**
 * The app's policy for app://host, as it has to read on http://127.0.0.1:PORT: the app's own origin is renamed, and where `'self'`
 * is not allowed anyway, our scripts and our one socket are. Everything else stays as the app wrote it.
 */
export function allowStandIn(policy: string, appOrigin: string, pageOrigin: string): string {
  const scheme = `${appOrigin.split(':')[0] ?? ''}:`;
  const directives = policy
    .split(';')
    .map((text) => text.trim().split(/\s+/))
    .filter(([name]) => name)
    .map(([name, ...sources]) => [
      name!.toLowerCase(),
      ...sources.map((s) => (s === appOrigin || s === scheme ? pageOrigin : s)),
    ]);
  const lookUp = (name: string): string[] | undefined => directives.find(([n]) => n === name);
  for (const [name, extra] of [
    ['script-src', pageOrigin + SCRIPTS],
    ['connect-src', `${pageOrigin.replace('http:', 'ws:')}/__stand-in/ipc`],
  ] as const) {
    const rule = lookUp(name) ?? lookUp('default-src');
    if (!rule || rule.includes("'self'") || rule.includes('*')) continue;
    const sources = rule.slice(1).filter((source) => source !== "'none'");
    if (rule[0] === name) rule.splice(1, rule.length, ...sources, extra);
    else directives.push([name, ...sources, extra]);
  }
  return directives.map((directive) => directive.join(' ')).join('; ');
}
