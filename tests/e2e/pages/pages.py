"""What is drawn by `diff --report html` and `explain --graph`, in a browser."""

import os
import re
import subprocess
import sys
import time
import traceback

from browser import Browser

ROOT = sys.argv[1]
RENDER = os.environ["FLINK_RENDER"]
SECONDS = time.monotonic()
# Small text, by WCAG 2.2.
CONTRAST = 4.5

# Every text that is shown, with the least contrast to what is painted behind it: of a gradient, to each of its colours.
MEASURE = """(() => {
  const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
  const colours = (text) => (text.match(/rgba?\\([^)]*\\)/g) || []).map(numbers).map(([r, g, b, a = 1]) => ({ r, g, b, a }));
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a),
    b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const light = ({ r, g, b }) => [[r, .2126], [g, .7152], [b, .0722]]
    .map(([c, w]) => (c /= 255, w * (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4))).reduce((a, b) => a + b);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const found = style.backgroundImage === 'none' ? colours(style.backgroundColor) : colours(style.backgroundImage);
      const shown = found.filter((colour) => colour.a > 0);
      if (shown.length) layers.push(shown);
      if (shown.length && shown.every((colour) => colour.a === 1)) break;
    }
    const page = colours(getComputedStyle(document.body || document.documentElement).backgroundColor)[0];
    return layers.reverse().reduce((below, layer) => layer.flatMap((top) => below.map((under) => over(top, under))), [page]);
  };
  const bad = [];
  let count = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) || element.closest('script, style')) continue;
    count += 1;
    const text = colours(getComputedStyle(element).color)[0];
    const least = Math.min(...behind(element).map((colour) => ratio(over(text, colour), colour)));
    if (least < CONTRAST) bad.push(`${least.toFixed(2)} ${element.outerHTML.slice(0, 160)}`);
  }
  return { count, bad };
})()""".replace("CONTRAST", str(CONTRAST))

# The same of a picture: text on the box or the page under it.
# Arrows of which a part lies behind a box, by what they say.
BEHIND_SVG = """(boxes => [...document.querySelectorAll('path[marker-end] > title')].map(title => title.parentElement).filter(path => {
    const length = path.getTotalLength();
    for (let at = 0; at <= length; at += 2) {
        const { x, y } = path.getPointAtLength(at), inside = (value, from, size) => value > from + 1 && value < from + size - 1;
        if (boxes.some(box => inside(x, box.x, box.width) && inside(y, box.y, box.height))) return true;
    }
    return false;
}).map(path => path.textContent))([...document.querySelectorAll('.box rect')].map(e => e.getBBox()))"""
MEASURE_SVG = """(() => {
  const probe = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [[r, .2126], [g, .7152], [b, .0722]]
    .map(([c, w]) => (c /= 255, w * (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4))).reduce((a, b) => a + b);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
  const page = getComputedStyle(document.querySelector('rect.page')).fill;
  const bad = [];
  const texts = [...document.querySelectorAll('text')];
  for (const text of texts) {
    const box = text.closest('.box')?.querySelector('rect');
    const fill = box && getComputedStyle(box).fill !== 'none' ? getComputedStyle(box).fill : page;
    const found = ratio(numbers(getComputedStyle(text).fill), numbers(fill));
    if (found < CONTRAST) bad.push(`${found.toFixed(2)} ${text.outerHTML}`);
    if (box) {
      const [inner, outer] = [text.getBBox(), box.getBBox()];
      if (inner.x < outer.x || inner.x + inner.width > outer.x + outer.width) bad.push(`beyond its box: ${text.outerHTML}`);
    }
  }
  for (const line of document.querySelectorAll('path[marker-end]')) {
    const found = ratio(numbers(getComputedStyle(line).stroke), numbers(page));
    if (found < 3) bad.push(`${found.toFixed(2)} ${line.outerHTML}`);
  }
  return { count: texts.length, bad };
})()""".replace("CONTRAST", str(CONTRAST))


def say(text):
    print(f"pages: {time.monotonic() - SECONDS:4.0f} s  {text}", flush=True)


def render(folder, *words, codes=(0, 1, 2)):
    done = subprocess.run([RENDER, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in codes and done.stdout, done.stderr
    return done.stdout


def write(place, name, text):
    path = os.path.join(place, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def cluster(name, jar="/opt/orders-1.jar", more="", note=None):
    annotations = f"\n  annotations: {{note: {note}}}" if note else ""
    return f"""---
apiVersion: flinkoperator.k8s.io/v1alpha1
kind: FlinkCluster
metadata:
  name: {name}
  namespace: streams{annotations}
spec:
  image: {{name: flink:1.20.1}}
  jobManager: {{resources: {{limits: {{cpu: "1", memory: 2Gi}}}}}}
  taskManager: {{replicas: 2, resources: {{limits: {{cpu: "2", memory: 2Gi}}}}}}
  job: {{jarFile: {jar}, savepointsDir: "s3://streams/{name}"}}
{more}"""


def the_page(place):
    return write(place, "page.html", render(f"{ROOT}/fixtures/reports/page", "diff", "base.yaml", "head.yaml", "--report", "html"))


def is_sound(page):
    """Marks that readers of the screen go by."""
    assert page.ask("document.documentElement.lang") == "en" and page.ask("document.title")
    for name in ["h1", "header", "main", "footer"]:
        assert page.ask(f"document.querySelectorAll('{name}').length") == 1, name
    levels = page.ask("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => Number(e.tagName[1]))")
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:])), levels
    assert page.ask("(all => new Set(all).size == all.length)([...document.querySelectorAll('[id]')].map(e => e.id))"), "ids"
    dead = page.ask("[...document.querySelectorAll('a')].filter(a => !document.getElementById(a.hash.slice(1))).map(a => a.outerHTML)")
    assert dead == [], dead
    unnamed = page.ask("[...document.querySelectorAll('button, input, summary, a')].filter(e => !(e.textContent.trim() || e.labels?.length)).length")
    assert unnamed == 0


def fits(page, name):
    wide = page.ask("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], f"{name}: {wide}"


def looks(browser, place):
    path = the_page(place)
    page = browser.page()
    page.open(path)
    is_sound(page)
    page.ask("document.querySelectorAll('.object, .why').forEach(e => e.open = true)")
    for scheme in ["light", "dark"]:
        page.scheme(scheme)
        # What is far away is not drawn.
        page.size(1400, 30000)
        page.drawn()
        measured = page.ask(MEASURE)
        assert measured["count"] > 1000 and measured["bad"] == [], f"{scheme}: {measured}"
        say(f"{scheme}: {measured['count']} texts, each with a contrast of {CONTRAST} and more")
        for width in [1400, 390]:
            page.size(width, 900)
            fits(page, f"{scheme} {width}")
            page.picture(f"{scheme}-{width}.png")
    page.close()


def folds(browser, place):
    page = browser.page()
    page.open(the_page(place))
    is_open = "document.querySelector('.cluster').open"
    assert page.ask(is_open)
    page.click("document.querySelector('.cluster > summary')")
    assert not page.ask(is_open)
    page.click("document.getElementById('expand')")
    assert page.ask("[...document.querySelectorAll('.cluster')].every(e => e.open)")
    page.click("document.getElementById('collapse')")
    assert page.ask("[...document.querySelectorAll('.cluster')].every(e => !e.open)")
    page.click("document.getElementById('filter')")
    page.type("CLICKS risk")
    shown = "[...document.querySelectorAll('.cluster')].filter(e => e.checkVisibility()).map(e => e.querySelector('h3').textContent)"
    assert page.ask(shown) == ["streams/clicks"], page.ask(shown)
    assert page.ask("document.getElementById('shown').textContent") == "1 of 2"
    page.ask("document.getElementById('filter').select()")
    page.type("nothing of this name")
    assert page.ask(shown) == []
    page.ask("document.getElementById('filter').select()")
    page.key("Backspace", 8)
    assert len(page.ask(shown)) == 2
    # A link into what is folded opens it.
    page.click("document.querySelector('.cluster > summary')")
    page.click("document.querySelector('.waves a')")
    page.ask("new Promise(done => setTimeout(done, 100))")
    hash_ = page.ask("location.hash")
    target = "document.querySelector(location.hash)"
    assert hash_ and page.ask(f"{target}.open || {target}.querySelector('summary').checkVisibility()"), hash_
    page.ask(f"{target}.open = true")
    page.click(f"{target}.querySelector('.links a')")
    assert page.ask("location.hash").endswith("-f2"), page.ask("location.hash")
    fold = "document.querySelector('.fold')"
    page.ask(f"{fold}.closest('.object').open = true")
    page.click(f"{fold}.querySelector('summary')")
    assert page.ask(f"{fold}.querySelector('pre').checkVisibility()")
    page.close()


def causes(browser, place):
    page = browser.page()
    page.open(the_page(place))
    page.ask("document.querySelectorAll('.object').forEach(e => e.open = true)")
    without = page.ask("[...document.querySelectorAll('.cluster tr.c')].filter(row => !row.querySelector('.by a')).map(row => row.textContent)")
    assert without == [], without
    wrong = page.ask("[...document.querySelectorAll('.by a')].filter(a => document.querySelector(a.hash + ' .path').textContent != a.title).map(a => a.outerHTML)")
    assert wrong == [], wrong
    link = "[...document.querySelectorAll('tr.c')].find(row => row.textContent.includes('replicas: 3')).querySelector('.by a')"
    page.click(link)
    page.drawn()
    line = page.ask("document.querySelector(':target .where').textContent")
    seen = page.ask("(box => box.top >= 0 && box.bottom <= innerHeight)(document.querySelector(':target').getBoundingClientRect())")
    assert line.startswith("head.yaml:8:") and seen, (line, seen)
    page.close()


def keyboard(browser, place):
    page = browser.page()
    page.open(the_page(place))
    seen = []
    page.tab()
    assert page.ask("document.activeElement.closest('.skip') && document.activeElement.getBoundingClientRect().width > 50"), "no skip link"
    page.tab()
    page.enter()
    assert page.ask("location.hash") == "#clusters"
    for _ in range(400):
        page.tab()
        at = page.ask("(e => e === document.body ? null : [...document.querySelectorAll('*')].indexOf(e))(document.activeElement)")
        if at is None or at in seen:
            break
        seen.append(at)
        assert page.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid", "no focus is seen"
    assert len(seen) > 30 and seen == sorted(seen), seen
    everything = "a, button, input, summary, [tabindex]"
    last = page.ask(
        f"(all => [...document.querySelectorAll('*')].indexOf(all.at(-1)))([...document.querySelectorAll('{everything}')].filter(e => e.checkVisibility()))"
    )
    assert seen[-1] == last, (seen[-1], last)
    page.ask("document.querySelector('.cluster > summary').focus()")
    page.enter()
    assert not page.ask("document.querySelector('.cluster').open")
    say(f"by the keyboard: {len(seen)} stops, in their order")
    page.close()


def without_scripts(browser, place):
    page = browser.page()
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.loaded.clear()
    page.call("Page.navigate", url=f"file://{the_page(place)}")
    assert page.loaded.wait(60)
    page.click("document.querySelector('.cluster > summary')")
    assert not page.ask("document.querySelector('.cluster').open")
    assert not page.ask("document.getElementById('tools').checkVisibility()")
    assert page.ask("document.querySelectorAll('.diff').length") > 5
    page.close()


def prints(browser, place):
    page = browser.page()
    page.open(the_page(place))
    page.ask("document.querySelectorAll('details').forEach(e => e.open = false)")
    # Paper is white, whatever the screen is.
    page.scheme("dark", media="print")
    page.size(800, 30000)
    page.drawn()
    measured = page.ask(MEASURE)
    assert measured["count"] > 500 and measured["bad"] == [], measured
    assert page.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.picture("print.png")
    assert page.ask("[...document.querySelectorAll('.body')].every(e => e.getBoundingClientRect().height > 500)"), "a folded cluster is not printed"
    assert page.ask("[...document.querySelectorAll('.diff')].every(e => e.getBoundingClientRect().height > 10)"), "a difference is not printed"
    assert not page.ask("document.getElementById('tools').checkVisibility()")
    page.scheme("light")
    pdf = page.pdf()
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert pdf.startswith(b"%PDF") and pages > 2, pages
    say(f"printed: {pages} pages, {len(pdf) // 1024} KiB")
    page.close()


HOSTILE = [
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "<img src='https://e.example/p.png' onload=alert(1)>",
    "\" onmouseover=alert(1) x=\"", "' autofocus onfocus=alert(1) '", "</style><style>@import 'https://e.example/x.css';</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "javascript:alert(1)", "<base href='https://e.example/'>",
    "<svg/onload=alert(1)>", "<meta http-equiv=refresh content='0;url=https://e.example'>", "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "{{ 7*7 }}{% raw %}", "</desc></svg><script>alert(1)</script>", "<!--", "--><script>alert(1)</script>",
    "</details></details></main>", "<a href='https://e.example'>x</a>", "\u202e\u2066 reversed", "\x1b[2J",
]


def as_yaml(text):
    return '"' + "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


def hostile(browser, place):
    text = " ".join(HOSTILE)
    quoted = as_yaml(text)
    folder = os.path.join(place, "<img src=x onerror=alert(1)>")
    os.makedirs(folder)
    for name, old in [("base", "old"), ("head", "new")]:
        value = quoted.replace('"', f'"{old} ', 1)
        allow = "" if old == "old" else f"    flinkoperator.k8s.io/allow-state-loss: {quoted}\n"
        more = f"  envVars:\n  - {{name: A, value: {value}}}\n"
        others = f"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c, namespace: streams}}\ndata: {{{quoted}: {value}}}\n"
        document = cluster("a", more=more, note=value).replace(f"annotations: {{note: {value}}}\n", f"annotations:\n    note: {value}\n{allow}")
        write(folder, f"{name}.yaml", document + others)
    page = browser.page()
    page.open(write(place, "hostile.html", render(place, "diff", f"{os.path.basename(folder)}/base.yaml", f"{os.path.basename(folder)}/head.yaml", "--report", "html")))
    page.click("document.getElementById('expand')")
    page.ask("document.querySelectorAll('details').forEach(e => e.open = true)")
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=300, y=300)
    page.ask("new Promise(done => setTimeout(done, 300))")
    assert page.ask("document.querySelectorAll('img, iframe, base, svg, object, embed, form').length") == 0
    assert page.ask("[document.scripts.length, document.querySelectorAll('style').length]") == [1, 1]
    assert page.ask("[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !a.name.startsWith('on')))")
    assert page.ask("document.querySelectorAll('meta[http-equiv]').length") == 1
    shown = page.ask("document.body.innerText").replace("\\", "")
    for part in HOSTILE[:-2]:
        assert part in shown, part
    assert "\u202e" not in shown and "\x1b" not in shown
    assert page.requests == [f"file://{place}/hostile.html"], page.requests
    page.picture("hostile.png")
    page.close()
    say(f"hostile: {len(HOSTILE)} texts stay texts")


def many(browser, place):
    count = 1000
    write(place, "many-base.yaml", "".join(cluster(f"c{n:04}") for n in range(count)))
    write(place, "many-head.yaml", "".join(cluster(f"c{n:04}", jar=f"/opt/orders-{n % 3 + 2}.jar") for n in range(count)))
    start = time.monotonic()
    text = render(place, "diff", "many-base.yaml", "many-head.yaml", "--report", "html")
    took = time.monotonic() - start
    path = write(place, "many.html", text)
    page = browser.page()
    loaded = page.open(path)
    assert page.ask("document.querySelectorAll('.cluster').length") == count
    page.click("document.getElementById('filter')")
    start = time.monotonic()
    page.type("c0998")
    page.drawn()
    filtered = time.monotonic() - start
    assert page.ask("document.querySelectorAll('.cluster:not([hidden])').length") == 1
    page.ask("document.getElementById('filter').select()")
    page.key("Backspace", 8)
    start = time.monotonic()
    page.ask("scrollTo(0, document.documentElement.scrollHeight / 2)")
    page.drawn()
    scrolled = time.monotonic() - start
    start = time.monotonic()
    page.click("document.getElementById('expand')")
    page.drawn()
    expanded = time.monotonic() - start
    say(
        f"{count} changed clusters: written in {took:.1f} s, {len(text.encode()) / 1e6:.1f} MB, loaded in {loaded:.1f} s, "
        f"filtered in {filtered:.2f} s, scrolled in {scrolled:.2f} s, all expanded in {expanded:.1f} s"
    )
    # Far from what it takes, on a machine that does other things, too.
    assert loaded < 30 and filtered < 5 and scrolled < 5, "too slow"
    page.close()


def graphs(browser, place):
    svg = render(f"{ROOT}/fixtures/explain/graph", "explain", "cluster.yaml", "--graph", codes=(0,))
    page = browser.page(1700, 1100)
    page.open(write(place, "graph.svg", svg))
    assert page.ask("document.documentElement.getAttribute('role')") == "img"
    assert "mounts" in page.ask("document.querySelector('desc').textContent")
    for scheme in ["light", "dark"]:
        page.scheme(scheme)
        measured = page.ask(MEASURE_SVG)
        assert measured["count"] > 30 and measured["bad"] == [], f"{scheme}: {measured}"
        page.picture(f"graph-{scheme}.png")
    apart = page.ask(
        "(all => all.flatMap((a, n) => all.slice(n + 1).filter(b => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)).length)"
        "([...document.querySelectorAll('.box rect')].map(e => e.getBoundingClientRect()))"
    )
    assert apart == 0, f"{apart} boxes lie on others"
    hidden = page.ask(BEHIND_SVG)
    assert hidden == [], f"behind boxes: {hidden}"
    page.close()
    text = " ".join(HOSTILE)
    quoted = as_yaml(text)
    others = f"---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {quoted}, namespace: streams}}\nspec: {{template: {{spec: {{volumes: [{{name: a, configMap: {{name: a-configmap}}}}, {{name: b, secret: {{secretName: {quoted}}}}}]}}}}}}\n"
    svg = render(place, "explain", write(place, "graph.yaml", cluster("a") + others), "--graph", codes=(0,))
    page = browser.page()
    page.open(write(place, "hostile.svg", svg))
    page.ask("new Promise(done => setTimeout(done, 200))")
    assert page.ask("document.querySelectorAll('script, image, foreignObject, a, use').length") == 0
    assert "<script>alert(1)</script>" in page.ask("document.documentElement.textContent")
    page.close()


def main():
    browser, failed = Browser(), 0
    say("the browser runs: " + browser.call("Browser.getVersion")["product"])
    tests = [looks, folds, causes, keyboard, without_scripts, prints, hostile, many, graphs]
    # Those that are named, else all.
    for test in [test for test in tests if test.__name__ in sys.argv[2:]] or tests:
        place = os.path.join(browser.folder.name, test.__name__)
        os.makedirs(place)
        try:
            test(browser, place)
            say(f"{test.__name__}: fine")
        except Exception:  # All are told.
            failed += 1
            say(f"{test.__name__}: FAILED")
            traceback.print_exc()
    browser.close()
    sys.exit(1 if failed else 0)


main()
