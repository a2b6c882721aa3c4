"""How the report looks: on a screen of 1280 by 720, on a telephone, and on A4."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.5 "Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 60rem; margin: 0 auto; padding: 1.2rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0.2rem 0 0.8rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 0.6rem; border-bottom: 2px solid #0072b2; padding-bottom: 0.2rem; }
p { margin: 0.5rem 0; max-width: 50rem; }
.name { color: #555; margin: 0; }
.quiet, figcaption { color: #444; font-size: 0.88rem; }
.questions { border: 1px solid #0072b2; border-left-width: 6px; padding: 0.4rem 1rem; margin: 1rem 0;
  background: #f4f9fc; }
.questions h2 { border: 0; margin: 0.3rem 0; font-size: 1.05rem; }
.questions dt { font-weight: 600; margin-top: 0.35rem; }
.questions dd { margin: 0 0 0.35rem 0; }
nav { font-size: 0.88rem; margin: 0.8rem 0; }
a { color: #00548c; }
table { border-collapse: collapse; margin: 0.8rem 0; font-size: 0.88rem; width: 100%; }
caption { text-align: left; font-weight: 600; padding: 0.2rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 0.5rem 0.2rem 0; border-bottom: 1px solid #ddd;
  font-weight: normal; overflow-wrap: break-word; }
thead th { font-weight: 600; border-bottom: 1px solid #666; }
table.numbers th, table.numbers td { overflow-wrap: anywhere; }
table.numbers { font-size: 0.74rem; line-height: 1.3; table-layout: fixed; }
table.numbers th:nth-child(1) { width: 23%; } table.numbers th:nth-child(5) { width: 17%; }
table.numbers th:nth-child(6) { width: 22%; } table.numbers th:nth-child(7) { width: 9%; }
figure { margin: 0.8rem 0; } figure img { width: 100%; max-width: 54rem; height: auto; display: block; }
code { font: 0.88em/1.4 "DejaVu Sans Mono", Consolas, monospace; background: #f2f2f2; padding: 0.05rem 0.25rem;
  overflow-wrap: anywhere; }
@media print {
  @page { size: A4; margin: 15mm; }
  body { font-size: 10pt; max-width: none; padding: 0; }
  nav { display: none; } a { color: inherit; text-decoration: none; }
  table { font-size: 8.5pt; } table.numbers { font-size: 7pt; }
  figure, .questions, tr, table:not(.numbers) { break-inside: avoid; } h2, caption { break-after: avoid; }
  figure img { max-height: 120mm; width: auto; max-width: 100%; }
  thead { display: table-header-group; }
}
"""
