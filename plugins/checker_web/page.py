"""The page itself, in English and Chinese."""

import json
from collections.abc import Mapping, Sequence
from html import escape

from checker import Message, Messages

_ = Messages(__package__)

_TITLE = _("Check documents before they are handed in")
_LEAD = _(
    "Drop files or a folder here, or choose them. They are judged on this computer, and forgotten when the page ends."
)
_FILES, _FOLDER, _FORGET = _("Choose files"), _("Choose a folder"), _("Forget everything")
_FORMS, _LIST = _("Blank forms"), _("Documents")
_DROP = _("Documents to check")
_OWN_NAME = _("English")  # the translation is the name of its own language
_OTHER = {"en": "zh", "zh": "en"}

_TEXTS: Mapping[str, Message] = {
    "document": _("Document"),
    "result": _("Result"),
    "copies": _("Take"),
    "waiting": _("waiting"),
    "judging": _("being judged …"),
    "failed": _("could not be judged: {reason}"),
    "stopped": _("stopped"),
    "conforms": _("Ready to file: nothing to correct"),
    "improve": _("Ready to file, changes suggested"),
    "fails": _("Not ready to file"),
    "unread": _("Could not be judged: {reason}"),
    "partly": _("Could not be judged completely"),
    "required": _("required: {count}"),
    "suggested": _("suggested: {count}"),
    "check": _("please check: {count}"),
    "comma": _(", "),
    "counted": _("{verdict}: {counts}"),
    "report": _("Report"),
    "marked": _("Marked copy"),
    "fixed": _("Corrected copy"),
    "stop": _("Stop"),
    "forget": _("Forget"),
    "large": _("{name} is too large, or there are too many documents"),
    "lost": _("The program has ended. Start it again."),
    "skipped": _("Not judged, as no reader knows such files: {names}"),
    "progress": _("{done} of {total} documents judged"),
}


def page(language: str, suffixes: Sequence[str], packs: Sequence[str]) -> str:
    """Write the page; `packs` are the titles of those with a blank form."""

    def say(message: Message) -> str:
        return escape(message.render(language))

    code = _OTHER[language]
    name = _OWN_NAME.render(code)
    texts = {key: message.template(language) for key, message in _TEXTS.items()}
    data = json.dumps({"texts": texts, "suffixes": list(suffixes)}, ensure_ascii=False).replace(
        "<", "\\u003c"
    )
    forms = "".join(
        f'<li><a href="/forms/{number}" download>{escape(title)}</a></li>'
        for number, title in enumerate(packs)
    )
    return f"""<!doctype html>
<html lang="{"zh-CN" if language == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{say(_TITLE)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/site/page.css">
<script type="application/json" id="data">{data}</script>
<script src="/site/page.js" defer></script>
</head>
<body>
<header><p class="name">Checker</p><a href="/?lang={code}" lang="{code}" hreflang="{code}">{name}</a></header>
<main>
<h1>{say(_TITLE)}</h1>
<section id="drop" aria-label="{say(_DROP)}">
<p>{say(_LEAD)}</p>
<p class="buttons">
<label class="button"><input type="file" id="files" multiple accept="{escape(",".join(suffixes))}">{say(_FILES)}</label>
<label class="button quiet"><input type="file" id="folder" webkitdirectory>{say(_FOLDER)}</label>
</p>
</section>
<p id="notice" role="status"></p>
<p id="status" role="status"></p>
<section id="results" hidden aria-labelledby="list">
<h2 id="list">{say(_LIST)}</h2>
<div class="wide"><table><thead></thead><tbody></tbody></table></div>
<p><button type="button" id="forget" class="button quiet">{say(_FORGET)}</button></p>
</section>
<details><summary>{say(_FORMS)}</summary><ul>{forms}</ul></details>
</main>
</body>
</html>
"""
