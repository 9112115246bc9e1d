#!/usr/bin/env python3
"""How much of what identifies somebody is found in texts about nobody known, and how much else is?

    blind.py DATA --folds DIR [--beside] [--misses N]
    blind.py DATA --program "casevault redact scan --jsonl" [--beside] [--misses N]

DATA holds tab/, factrueval/ and kaznerd/. With --folds, DIR/{en,ru,kk}*.jsonl hold what the scanner found in texts its
tagger was not trained on (scripts/evaluate-redaction makes them); with --program the shipped program is asked, which is
honest only for data it was not trained on. What is masked at once and what is suggested count together.

Court judgments are counted as the Text Anonymization Benchmark does (Pilán and others, 2022): an entity is found when all
its mentions that need masking are, words such as "Mr", "of", "the" and punctuation aside; precision is the share of words
under findings that lie in a mention that needs masking. Names are counted by whole spans: a finding counts if it is exactly
the annotated mention. Standard output is one JSON object; misses go to standard error.
"""
import argparse
import collections
import json
import pathlib
import re
import shlex
import subprocess
import sys

LITTLE = ["mr", "mrs", "ms", "and", "or", "from", "until", "to", "about", "after", "as", "at", "before", "between", "by",
          "during", "for", "in", "into", "of", "on", "over", "since", "with", "the", "a", "an", "no", "nr", "’s", "'s"]
SKIPPED = re.compile("|".join([rf"\b{re.escape(word)}\b" for word in LITTLE] + [r"[,.\-;:/&()\[\]–'\" ’“”]"]), re.I)


def judgments(folder):
    for name in sorted(folder.glob("*.json")):
        for case in json.loads(name.read_text()):
            entities = collections.defaultdict(list)
            for annotator, part in case["annotations"].items():
                for mention in part["entity_mentions"]:
                    if mention["identifier_type"] != "NO_MASK":
                        entities[annotator, mention["entity_id"]].append(
                            (mention["start_offset"], mention["end_offset"], mention["identifier_type"]))
            yield case["doc_id"], case["text"], list(entities.values())


def russian(folder):
    for path in sorted(folder.glob("*.txt")):
        parts, people = {}, set()
        for line in path.with_suffix(".spans").read_text().splitlines():
            field = line.split()
            if len(field) > 3 and field[1] in ("name", "surname", "patronymic", "nickname"):
                parts[field[0]] = int(field[2]), int(field[2]) + int(field[3])
        for line in path.with_suffix(".objects").read_text().splitlines():
            field = line.split("#")[0].split()
            if len(field) > 2 and field[1] == "Person":
                spans = [parts[key] for key in field[2:] if key in parts]
                if spans:
                    people.add((min(start for start, _ in spans), max(end for _, end in spans)))
        outer = {one for one in people if not any(two != one and two[0] <= one[0] and one[1] <= two[1] for two in people)}
        with open(path, encoding="utf-8", newline="") as file:
            yield path.name, file.read(), outer


def kazakh(folder):
    number, text, people = 0, "", []
    for path in sorted(folder.glob("IOB2*.txt")):
        for line in path.read_text().splitlines() + [""]:
            field = line.split()
            if len(field) != 2:
                if text:
                    yield str(number), text, {tuple(span) for span in people}
                    number += 1
                text, people = "", []
                continue
            start = len(text) + bool(text)
            text += " " * bool(text) + field[0]
            if field[1] == "B-PERSON":
                people.append([start, len(text)])
            elif field[1] == "I-PERSON" and people:
                people[-1][1] = len(text)


def score_judgments(cases, found, misses):
    recall = {"DIRECT": [0, 0], "QUASI": [0, 0]}
    right = words = 0
    for key, text, entities in cases:
        if key not in found:
            continue
        masked = {place for start, end, _ in found[key] for place in range(start, end)}
        for mentions in entities:
            whole = True
            for start, end, _ in mentions:
                left = set(range(start, end)) - masked
                if left:
                    for match in SKIPPED.finditer(text[start:end].lower()):
                        left -= set(range(start + match.start(), start + match.end()))
                if left:
                    whole = False
                    misses.append(f"{mentions[0][2]} {text[max(0, start - 25):start]}[{text[start:end]}]{text[end:end + 15]}")
            kind = "DIRECT" if any(mention[2] == "DIRECT" for mention in mentions) else "QUASI"
            recall[kind][0] += whole
            recall[kind][1] += 1
        gold = [(start, end) for mentions in entities for start, end, _ in mentions]
        for start, end in {(start, end) for start, end, _ in found[key]}:
            for match in re.finditer(r"\w+", text[start:end]):
                words += 1
                right += any(one <= start + match.start() and start + match.end() <= two for one, two in gold)
    return {
        "texts": sum(key in found for key, _, _ in cases),
        "direct entities": recall["DIRECT"][1], "direct recall": round(recall["DIRECT"][0] / max(1, recall["DIRECT"][1]), 4),
        "quasi entities": recall["QUASI"][1], "quasi recall": round(recall["QUASI"][0] / max(1, recall["QUASI"][1]), 4),
        "precision of words": round(right / max(1, words), 4),
    }


def score_people(cases, found, misses):
    right = wrong = missed = 0
    letters = [0, 0, 0]

    def trimmed(text, span):
        start, end = span
        return start, end - (end > start and text[end - 1] == ".")

    for key, text, people in cases:
        if key not in found:
            continue
        gold = {trimmed(text, span) for span in people}
        mine = {trimmed(text, (start, end)) for start, end, category in found[key] if category == "person"}
        right += len(gold & mine)
        wrong += len(mine - gold)
        missed += len(gold - mine)
        for start, end in sorted(gold - mine) + sorted(mine - gold):
            kind = "missed" if (start, end) in gold else "wrong"
            misses.append(f"{kind} {text[max(0, start - 25):start]}[{text[start:end]}]{text[end:end + 15]}")
        one, two = ({place for start, end in spans for place in range(start, end) if text[place].isalnum()}
                    for spans in (gold, mine))
        letters = [letters[0] + len(one & two), letters[1] + len(one), letters[2] + len(two)]
    return {
        "texts": sum(key in found for key, _, _ in cases), "mentions": right + missed,
        "precision": round(right / max(1, right + wrong), 4), "recall": round(right / max(1, right + missed), 4),
        "F1": round(2 * right / max(1, 2 * right + wrong + missed), 4),
        "F1 of letters": round(2 * letters[0] / max(1, letters[1] + letters[2]), 4),
    }


def answers(lines):
    return {str(answer["id"]): [(one["start"], one["end"], one["category"]) for one in answer["findings"]]
            for answer in map(json.loads, filter(None, lines))}


def ask(program, cases, language):
    lines = "".join(json.dumps({"id": key, "text": text, "language": language}) + "\n" for key, text, _ in cases)
    done = subprocess.run(shlex.split(program), input=lines, capture_output=True, text=True, check=True)
    return answers(done.stdout.splitlines())


def presidio(cases):
    """Presidio's pattern recognisers; without a language model it has no names."""
    import spacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        spacy.blank("en").to_disk(folder + "/en")
        provider = NlpEngineProvider(nlp_configuration={
            "nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": folder + "/en"}]})
        engine = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])
        return {key: [(one.start, one.end, one.entity_type) for one in engine.analyze(text=text, language="en")]
                for key, text, _ in cases}


def natasha(cases):
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    found = {}
    for key, text, _ in cases:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        found[key] = [(span.start, span.stop, "person") for span in doc.spans if span.type == "PER"]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--folds", type=pathlib.Path)
    parser.add_argument("--program")
    parser.add_argument("--beside", action="store_true", help="also Presidio and Natasha")
    parser.add_argument("--misses", type=int, default=0)
    given = parser.parse_args()
    if bool(given.folds) == bool(given.program):
        parser.error("give either --folds or --program")
    parts = {
        "en": ("court judgments", list(judgments(given.data / "tab")), score_judgments),
        "ru": ("Russian people", list(russian(given.data / "factrueval")), score_people),
        "kk": ("Kazakh people", list(kazakh(given.data / "kaznerd")), score_people),
    }
    result = {}
    for language, (name, cases, score) in parts.items():
        if given.program:
            found = ask(given.program, cases, language)
        else:
            found = {}
            for path in sorted(given.folds.glob(language + "*.jsonl")):
                found |= answers(path.read_text().splitlines())
        misses = []
        result[name] = {"casevault": score(cases, found, misses)}
        for miss in misses[:given.misses]:
            print(language, miss.replace("\n", " "), file=sys.stderr)
        if given.beside:
            asked = [case for case in cases if case[0] in found]
            for tool, language_of, run in (("Presidio", "en", presidio), ("Natasha", "ru", natasha), ("Natasha", "kk", natasha)):
                if language_of != language:
                    continue
                try:
                    result[name][tool] = score(asked, run(asked), [])
                except ImportError as missing:
                    print(f"{tool} is not measured: {missing}", file=sys.stderr)
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
