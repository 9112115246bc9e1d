#!/usr/bin/env python3
"""How many numbers and addresses of unknown people does the scanner mask by their form, and what else?

    formats.py DATA [--program "casevault redact scan --jsonl"] [--each N] [--seed N] [--misses N]

Made IINs, IBANs, cards, e-mail addresses and telephones, in the ways people write them, inside sentences of three
languages; nobody is known. Found means that every letter and digit lies under findings decided `apply`. Beside it what is
near to such numbers and none, and the texts of DATA (tab/, factrueval/, kaznerd/), where whatever `format.` rules apply is
told, since those texts hold next to none. Checksums are computed here from their definitions, not by the recogniser.
"""
import argparse
import json
import pathlib
import random
import shlex
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import known

NBSP, HYPHEN = "\u00a0", "\u2011"


def digits(dice, count):
    return "".join(str(dice.randrange(10)) for _ in range(count))


def groups(text, size=4, between=" "):
    return between.join(text[i:i + size] for i in range(0, len(text), size))


def iin(dice, valid=True):
    """Weights 1 to 11, or 3 to 11, 1, 2, modulo 11."""
    while True:
        head = f"{dice.randrange(40, 100):02}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}{dice.choice('34')}{digits(dice, 4)}"
        for weights in (range(1, 12), [*range(3, 12), 1, 2]):
            check = sum(w * int(d) for w, d in zip(weights, head)) % 11
            if check < 10:
                return head + str(check if valid else (check + dice.randrange(1, 9)) % 10)


def card(dice, valid=True):
    """Luhn."""
    head = dice.choice(["4", "51", "55", "2202", "2204", "4400", "37", "62"])
    head += digits(dice, (14 if head == "37" else 15) - len(head))
    total = 0
    for place, digit in enumerate(reversed(head)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    check = -total % 10
    return head + str(check if valid else (check + dice.randrange(1, 9)) % 10)


def iban(dice, valid=True):
    """ISO 13616, remainder modulo 97."""
    country, body = dice.choice([
        ("KZ", digits(dice, 3) + "".join(dice.choice("ABCDEFGHKTZ0123456789") for _ in range(13))),
        ("KZ", digits(dice, 3) + "KZT" + digits(dice, 10)), ("DE", digits(dice, 18)), ("GB", "NWBK" + digits(dice, 14)),
        ("LT", digits(dice, 16)), ("AE", digits(dice, 19))])
    check = 98 - int("".join(str(int(c, 36)) for c in body + country + "00")) % 97
    return f"{country}{check if valid else 2 + (check - 2 + dice.randrange(1, 96)) % 96:02}{body}"


def written(dice, text, *ways):
    return dice.choice(ways)(text)


def phone(dice):
    if dice.random() < 0.15:
        return dice.choice(["+44 20 7946 0{}", "+1 202 555 01{}", "+49 30 901820 {}", "+996 555 123 4{}", "+998 90 123 45 {}",
                            "+90 212 555 01 {}", "00 44 20 7946 0{}"]).format(digits(dice, 2))
    if dice.random() < 0.3:
        area, start = dice.choice([("727", "250"), ("7172", "55"), ("7212", "41"), ("7292", "50"), ("495", "123"), ("343", "371")])
        rest = start + digits(dice, 10 - len(area) - len(start))
        tail = f"{rest[:-4]}-{rest[-4:-2]}-{rest[-2:]}"
        return dice.choice([f"8 ({area}) {tail}", f"+7 ({area}) {tail}", f"8-{area}-{tail}", f"+7{area}{rest}", f"8 {area} {tail}"])
    code = dice.choice(["700", "701", "705", "707", "708", "747", "771", "775", "776", "778", "903", "916", "985", "960"])
    rest = digits(dice, 7)
    a, b, c = rest[:3], rest[3:5], rest[5:]
    return dice.choice([
        f"+7 {code} {a} {b} {c}", f"8 ({code}) {a}-{b}-{c}", f"8{code}{rest}", f"+7{code}{rest}", f"8-{code}-{a}-{b}-{c}",
        f"8 {code} {a}{b}{c}", f"+7({code}){rest}", f"8.{code}.{a}.{b}.{c}", f"+7{NBSP}{code}{NBSP}{a}{NBSP}{b}{NBSP}{c}",
        f"8{HYPHEN}{code}{HYPHEN}{a}{HYPHEN}{b}{HYPHEN}{c}", f"8({code}){a}{b}{c}", f"+7 {code} {a[0]} {rest[1:4]} {rest[4:]}",
        f"8 / {code} / {a} {b} {c}", f"007{code}{rest}", f"+7–{code}–{a}–{b}–{c}", f"7{code}{rest}", " ".join(f"8{code}{rest}")])


def email(dice):
    local = dice.choice(["a.serik", "zhanar_77", "kkk.1990", "office", "b-aliev", "x1", "DAMIR.K", "rustem+case"])
    host = dice.choice(["example.kz", "mail.example.com", "example.org", "sub.domain.example.net", "example.co.uk", "пример.рф"])
    return dice.choice([f"{local}@{host}"] * 5 + [
        f"{local}@{host}".upper(), f"{local} @ {host}", f"{local}[at]{host}", f"{local} (at) {host}", f"{local} собака {host}",
        f"{local} собака {host.replace('.', ' точка ')}", f"{local} at {host.replace('.', ' dot ')}"])


KINDS = {
    "IIN": (lambda dice: written(
        dice, iin(dice), str, str, lambda n: f"{n[:6]} {n[6:]}", lambda n: f"{n[:6]}-{n[6:]}", groups, lambda n: groups(n, 3),
        " ".join, lambda n: f"{n[:6]}{NBSP}{n[6:]}", lambda n: groups(n, 3, "-"),
        lambda n: n.translate({48 + i: 0xFF10 + i for i in range(10)})),
        ["ИИН {} указан в деле.", "ЖСН: {}", "Номер {} записан.", "IIN {}, detained.", "({})", "Құжатта {} деп жазылған.", "ИИН:{}"]),
    "IBAN": (lambda dice: written(
        dice, iban(dice), str, groups, str.lower, lambda n: groups(n, 4, "-"), lambda n: groups(n, 4, NBSP),
        lambda n: n[:2] + " " + n[2:]),
        ["Счёт {} в банке.", "IBAN {}", "Деньги ушли на {}.", "Ақша {} шотына түсті.", "account {} was used"]),
    "card": (lambda dice: written(
        dice, card(dice), str, groups, lambda n: groups(n, 4, "-"), lambda n: groups(n, 4, NBSP), lambda n: groups(n, 4, ".")),
        ["Карта {} заблокирована.", "card no. {}", "Перевели на {} вчера.", "Картасы {} болған."]),
    "telephone": (phone, ["Звонили с {} ночью.", "тел. {}", "Телефоны: {}.", "Call {} now.", "({})", "Нөмірі {} деп айтты."]),
    "e-mail": (email, ["Пишите на {} сегодня.", "e-mail: {}", "Хат {} мекенжайына.", "Send to {}."]),
}
NEAR = {
    "IIN with a wrong check digit": lambda dice: iin(dice, valid=False),
    "IBAN with a wrong check digit": lambda dice: iban(dice, valid=False),
    "card with a wrong check digit": lambda dice: groups(card(dice, valid=False)),
    "sum, date, numbered order": lambda dice: dice.choice([
        f"{dice.randrange(10 ** 9):,} тенге".replace(",", " "), f"{dice.randrange(10 ** 6)},{digits(dice, 2)} тг", "12.03.2021",
        "2021-03-12 14:05:33", "1999 2001 2005 2007", f"№ {dice.randrange(10 ** 6, 10 ** 11)}"]),
    "ISBN, address of the Internet": lambda dice: dice.choice(
        [f"978-5-17-{digits(dice, 6)}-{digits(dice, 1)}", ".".join(str(dice.randrange(256)) for _ in range(4))]),
    "article of a law, handle": lambda dice: dice.choice([
        "ст. 110 ч. 2 п. 3", "статья 146, часть 2", "Article 5 §§ 1, 3 and 4", "Закон от 3 июля 2014 года № 226-V", "@handle",
        "5 @ 15 тенге", "look at example.com"]),
}
ELSEWHERE = ["Указано {} в бумаге.", "Всего {}.", "See {} there.", "Құжатта {} бар."]


def applied(program, texts):
    documents = [dict(id=str(n), text=t, language=None, identities=[]) for n, t in enumerate(texts)]
    for text, findings in zip(texts, known.scan(program, documents)):
        yield text, [f for f in findings if f["decision"] == "apply"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=pathlib.Path)
    arguments.add_argument("--program", default="casevault redact scan --jsonl")
    arguments.add_argument("--each", type=int, default=1000, help="how many of a kind are made")
    arguments.add_argument("--seed", type=int, default=11)
    arguments.add_argument("--misses", type=int, default=0)
    given = arguments.parse_args()
    program, dice, misses = shlex.split(given.program), random.Random(given.seed), given.misses
    result = dict(found={}, masked_of_near={})
    for kind, (make, sentences) in KINDS.items():
        places = []
        for _ in range(given.each):
            value, sentence = make(dice), dice.choice(sentences)
            start = sentence.index("{}")
            places.append((sentence.format(value), start, start + len(value)))
        found = 0
        for (text, findings), (_, start, end) in zip(applied(program, [p[0] for p in places]), places):
            hit = all(not text[i].isalnum() or any(f["start"] <= i < f["end"] for f in findings) for i in range(start, end))
            found += hit
            if not hit and misses > 0:
                misses -= 1
                known.tell("missed", text, start, end)
        result["found"][kind] = round(found / given.each, 4)
    for kind, make in NEAR.items():
        texts = [dice.choice(ELSEWHERE).format(make(dice)) for _ in range(given.each)]
        wrong = [(text, finding) for text, findings in applied(program, texts) for finding in findings]
        result["masked_of_near"][kind] = len(wrong)
        for text, finding in wrong[:max(misses, 0)]:
            misses -= 1
            known.tell(finding["rule"], text, finding["start"], finding["end"])
    texts = [d["text"] for d in known.english(given.data / "tab")]
    texts += [p.read_text() for p in sorted((given.data / "factrueval").glob("*.txt"))]
    texts += [d["text"] for d in known.kazakh(given.data / "kaznerd")]
    hits = 0
    for text, findings in applied(program, texts):
        for finding in (f for f in findings if f["rule"].startswith("format.")):
            hits += 1
            known.tell(finding["rule"], text, finding["start"], finding["end"])
    words = sum(len(known.WORD.findall(t)) for t in texts)
    result["in_texts"] = dict(masked=hits, words=words, per_10000_words=round(hits * 10000 / words, 4))
    print(json.dumps(result, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
