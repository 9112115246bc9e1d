#!/usr/bin/env python3
"""How many mentions of people whose names are given does the scanner mask, and does it mask anybody else?

    known.py DATA [--program "casevault redact scan --jsonl"] [--part en,ru,kk,made,strangers] [--misses N] [--seed N]

DATA holds tab/, factrueval/ and kaznerd/. Names are given as a vault would hold them: undeclined, in one script. A mention
counts as found when every part of the name in it lies under findings decided `apply`; precision is the share of such
findings of persons that touch an annotated person. Standard output is one JSON object; misses go to standard error.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import shlex
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import made

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def document(key, text, language, identities, mentions, people):
    """mentions: (person, [(start, end), …]); people: spans of everybody annotated."""
    return dict(id=key, text=text, language=language, identities=identities, mentions=mentions, people=people)


def identity(key, script, surname=None, given=None, patronymic=None):
    name = dict(script=script, surname=surname, given=given, patronymic=patronymic)
    return dict(id=key, role="detainee", names=[{k: v for k, v in name.items() if v}])


def english(folder):
    """TAB: subjects' names (SPIA) against the PERSON mentions of the benchmark's annotators."""
    gold = {}
    for name in ("tab_gold_train_92.json", "tab_gold_dev_21.json"):
        for case in json.loads((folder / name).read_text()):
            spans = set()
            for annotator in case["annotations"].values():
                spans |= {(m["start_offset"], m["end_offset"]) for m in annotator["entity_mentions"]
                          if m["entity_type"] == "PERSON"}
            gold[case["text"]] = sorted(spans)
    for line in (folder / "spia_tab_traindev113.jsonl").read_text().splitlines():
        case = json.loads(line)
        text, people = case["text"], gold.get(case["text"], [])
        identities, mentions = [], []
        for subject in case["subjects"]:
            name = next((p["keyword"] for p in subject["PIIs"] if p["tag"] == "NAME" and p["keyword"]), "")
            name = re.sub(r"^(Mr|Mrs|Ms|Dr|Ambassador)\.? ", "", name)
            words = name.split()
            # Initials alone, "X" and the like are no name.
            if not words or not re.fullmatch(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*", words[-1]) or words[-1].isupper():
                continue
            key = f"p{subject['id']}"
            identities.append(identity(key, "latin", words[-1], " ".join(words[:-1])))
            parts = {w.lower() for w in WORD.findall(name) if len(w) > 1}
            surname = words[-1].lower()
            for start, end in people:
                span = text[start:end]
                found = [(start + m.start(), start + m.end()) for m in WORD.finditer(span) if m[0].lower() in parts]
                if surname in span.lower() and found:
                    mentions.append((key, found))
        yield document(case["metadata"]["data_id"], text, "en", identities, mentions, people)


def russian(folder):
    """factRuEval-2016: the undeclined names of the coreference groups against the annotated mentions."""
    for path in sorted(folder.glob("*.coref")):
        text = path.with_suffix(".txt").read_text()
        spans = {}
        for line in path.with_suffix(".spans").read_text().splitlines():
            number, kind, start, length = line.split()[:4]
            spans.setdefault(int(number), []).append((kind, int(start), int(start) + int(length)))
        objects = {}
        for line in path.with_suffix(".objects").read_text().splitlines():
            head = line.split("#")[0].split()
            if head[1] == "Person":
                objects[int(head[0])] = [s for n in head[2:] for s in spans.get(int(n), [])]
        people = [(s, e) for found in objects.values() for _, s, e in found]
        identities, mentions = [], []
        for group in path.read_text().split("\n\n"):
            lines = group.strip().splitlines()
            if not lines:
                continue
            fields = {}
            for line in lines[1:]:
                kind, _, value = line.partition(" ")
                fields.setdefault(kind, value.strip())
            surname, given = fields.get("lastname"), fields.get("firstname")
            if not surname and not given:
                continue
            key = "g" + lines[0].split()[0]
            before = len(mentions)
            for number in map(int, lines[0].split()[1:]):
                parts = [(s, e) for kind, s, e in objects.get(number, []) if kind in ("name", "surname", "patronymic")]
                parts = [p for p in parts if any(len(w) > 1 for w in WORD.findall(text[p[0]:p[1]]))]
                if parts:
                    mentions.append((key, parts))
            if len(mentions) > before:
                identities.append(identity(key, "ru", surname, given, fields.get("patronymic")))
        if identities:
            yield document(path.stem, text, "ru", identities, mentions, people)


def kazakh(folder):
    """KazNERD: people are the names written undeclined somewhere; mentions are all forms that begin like one."""
    sentences, words = [], []
    for line in (folder / "IOB2_valid.txt").read_text().splitlines():
        if line.strip():
            words.append(line.rsplit(" ", 1))
        elif words:
            sentences.append(words)
            words = []
    spans = []
    for number, sentence in enumerate(sentences):
        current = None
        for place, (word, tag) in enumerate(sentence):
            if tag == "B-PERSON":
                current = [number, place, place + 1]
                spans.append(current)
            elif tag == "I-PERSON" and current:
                current[2] = place + 1
            else:
                current = None
    def spelled(span):
        return tuple(w for w, _ in sentences[span[0]][span[1]:span[2]])
    counts = collections.Counter(map(spelled, spans))
    full = {n for n in counts if len(n) == 2 and all(re.fullmatch(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*", w) for w in n)}
    # Of several spellings with one beginning the shortest is undeclined.
    names = {n for n in full if not any(o != n and o[0] == n[0] and n[1].startswith(o[1]) for o in full)}
    # A lone spelling may be declined itself; a typical ending says so.
    endings = re.compile(r"(?:[нтд][ыі]ң|[ғқгк][ае]|[нтд][ае]н|[дт][ае]|[мбп]ен|[нтд][ыі])$")
    names = sorted(n for n in names if not endings.search(n[1]))
    size = 400
    for first in range(0, len(sentences), size):
        text, offsets = "", {}
        for number in range(first, min(first + size, len(sentences))):
            for place, (word, _) in enumerate(sentences[number]):
                offsets[number, place] = (len(text), len(text) + len(word))
                text += word + " "
            text += "\n"
        here = [s for s in spans if first <= s[0] < first + size]
        identities, mentions = {}, []
        for span in here:
            written = spelled(span)
            for index, name in enumerate(names):
                if len(written) == 2 and written[0] == name[0] and written[1].startswith(name[1]):
                    identities[index] = identity(f"k{index}", "kk", name[1], name[0])
        for span in here:
            written = spelled(span)
            places = [offsets[span[0], p] for p in range(span[1], span[2])]
            for index in identities:
                given, surname = names[index]
                if len(written) == 2 and written[0] == given and written[1].startswith(surname):
                    mentions.append((f"k{index}", places))
                elif len(written) == 1 and written[0].startswith(surname) and len(written[0]) - len(surname) < 7:
                    mentions.append((f"k{index}", places))
        people = [(offsets[n, a][0], offsets[n, b - 1][1]) for n, a, b in here]
        yield document(f"kk{first}", text, "kk", list(identities.values()), mentions, people)


def strangers(documents, count=150):
    """The same texts with made people, nobody of whom is in them: whatever is masked shares a name, or is none."""
    dice = random.Random(5)
    people = [made.Person(f"x{number}", dice).identity() for number in range(count)]
    for doc in documents:
        yield dict(doc, identities=people, mentions=[])


def scan(program, documents):
    lines = "".join(json.dumps({k: d[k] for k in ("id", "text", "language", "identities")}) + "\n" for d in documents)
    done = subprocess.run(program, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    answers = {a["id"]: a["findings"] for a in map(json.loads, done.stdout.decode().splitlines())}
    return [answers[d["id"]] for d in documents]


def tell(what, text, start, end, *more):
    context = text[max(0, start - 40):start] + "[" + text[start:end] + "]" + text[end:end + 30]
    print(what, " ".join(context.split()), *more, file=sys.stderr)


def measure(program, documents, misses):
    documents = list(documents)
    found = total = right = masked = whole = persons = wrong_person = 0
    kinds = collections.defaultdict(lambda: [0, 0])
    for doc, findings in zip(documents, scan(program, documents)):
        text = doc["text"]
        covered = bytearray(len(text))
        for f in findings:
            if f["decision"] == "apply":
                covered[f["start"]:f["end"]] = b"\1" * (f["end"] - f["start"])
        complete = {}
        for mention in doc["mentions"]:
            person, parts = mention[:2]
            hit = all(all(covered[s:e]) for s, e in parts)
            found += hit
            total += 1
            complete[person] = complete.get(person, True) and hit
            if len(mention) > 2:
                kinds[mention[2]][0] += hit
                kinds[mention[2]][1] += 1
            if not hit and misses > 0:
                misses -= 1
                start, end = parts[0][0], parts[-1][1]
                near = [f["rule"] for f in findings if f["start"] < end and f["end"] > start]
                names = next(i["names"] for i in doc["identities"] if i["id"] == person)
                tell("missed", text, start, end, near, names, *mention[2:])
        whole += sum(complete.values())
        persons += len(complete)
        for f in findings:
            if f["decision"] == "apply" and f["category"] == "person" and f["rule"].startswith("known."):
                masked += 1
                hit = any(f["start"] < e and f["end"] > s for s, e in doc["people"])
                right += hit
                if not hit and misses > 0:
                    misses -= 1
                    tell("nobody", text, f["start"], f["end"], f["rule"])
    result = dict(
        documents=len(documents), persons=persons, mentions=total, mentions_found=round(found / max(total, 1), 4),
        persons_found_whole=round(whole / max(persons, 1), 4), masked=masked, precision=round(right / max(masked, 1), 4),
        on_nobody_per_10000_words=round((masked - right) * 10000 / sum(len(d["text"].split()) for d in documents), 3))
    if kinds:
        result["missed_by_kind"] = {k: f"{n - f} of {n}" for k, (f, n) in sorted(kinds.items()) if f < n}
    return result


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=pathlib.Path)
    arguments.add_argument("--program", default="casevault redact scan --jsonl")
    arguments.add_argument("--part", default="en,ru,kk,made,strangers")
    arguments.add_argument("--misses", type=int, default=0, help="tell that many misses on standard error")
    arguments.add_argument("--seed", type=int, default=7, help="of the made texts")
    given = arguments.parse_args()
    parts = dict(
        en=lambda: english(given.data / "tab"), ru=lambda: russian(given.data / "factrueval"),
        kk=lambda: kazakh(given.data / "kaznerd"), made=lambda: made.documents(seed=given.seed),
        strangers=lambda: strangers([d for p in ("en", "ru", "kk") for d in parts[p]()]))
    result = {p: measure(shlex.split(given.program), parts[p](), given.misses) for p in given.part.split(",")}
    print(json.dumps(result, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
