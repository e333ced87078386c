/** The report's look: one column, system type, light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fafaf8;--card:#fff;--ink:#1c1d20;--soft:#6b6e76;--rule:#e3e3df;--blue:#1f5fbf;--orange:#c8611a;--note:#fff6e0}
@media(prefers-color-scheme:dark){:root{--page:#131417;--card:#1b1d21;--ink:#ececef;--soft:#9a9da6;--rule:#2e3138;--blue:#6ea4f4;--orange:#eb9a5c;--note:#2f2813}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1180px;margin:0 auto;padding:40px 20px 60px}
h1{font-size:30px;letter-spacing:-.02em;margin:0}
h2{font-size:19px;margin:0 0 6px}
h3{font-size:15px;margin:18px 0 8px}
p{margin:0 0 12px;max-width:78ch}
.model{color:var(--soft);margin:2px 0 14px;font-variant-numeric:tabular-nums}
.note{background:var(--note);padding:9px 14px;border-radius:8px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:14px;margin:22px 0}
.tile,section{background:var(--card);border:1px solid var(--rule);border-radius:12px}
.tile{padding:16px 18px;display:grid;gap:1px}
.tile b{font-size:28px;font-weight:600;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.tile small,footer{color:var(--soft)}
section{padding:22px;margin:16px 0}
footer{margin-top:26px;font-size:13px}
.scroll{overflow-x:auto;margin:10px 0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:7px 12px;text-align:left;border-bottom:1px solid var(--rule);font-size:14px}
th{color:var(--soft);font-weight:500}
tr:last-child td{border-bottom:0}
.strong td{font-weight:600;background:color-mix(in srgb,var(--blue) 9%,transparent)}
figure{margin:14px 0 0}
figcaption{font-weight:600;font-size:14px;margin-bottom:4px}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:22px}
.four{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:14px}
svg{display:block;width:100%;height:auto}
svg text{font:12px system-ui,sans-serif;fill:var(--soft);font-variant-numeric:tabular-nums}
svg .label{fill:var(--ink)}
.grid{stroke:var(--rule);fill:none}
.axis{stroke:var(--soft);fill:none}
.line{fill:none;stroke-width:2;stroke-linejoin:round}
.dashed{stroke-width:1.5;stroke-dasharray:4 4}
.area{opacity:.16}
.mark{stroke:var(--card);stroke-width:2}
.legend{display:flex;gap:18px;flex-wrap:wrap;color:var(--soft);font-size:13px;margin:0}
.legend i{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:6px;vertical-align:-1px}
.pairs{display:grid;grid-template-columns:repeat(auto-fill,minmax(224px,1fr));gap:16px}
.pair div{display:flex;gap:2px}
.pair img{border-radius:6px;display:block}
.pair figcaption{font-weight:400;font-size:13px;color:var(--soft);margin-top:6px;line-height:1.4}
.pair b{color:var(--ink)}
.pair{margin:0}
`;
