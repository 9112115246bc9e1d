"""Texts with fictional people, every way of writing a name that the design lists, and decoys.

Made without anything of the recogniser: Russian cases come from pymorphy3, transliterations from iuliia (27 schemes), Kazakh
suffixes from the sound laws written out here (the recogniser knows no sound laws, it accepts every chain).
"""
import random

import iuliia
import pymorphy3

MORPH = pymorphy3.MorphAnalyzer()
SCHEMES = sorted(n for n in dir(iuliia) if n.isupper())
# Kazakh and Russian spelling of one name; m or f.
GIVEN = [
    ("Ғалымжан", "Галымжан", "m"), ("Қуандық", "Куандык", "m"), ("Жәнібек", "Жанибек", "m"), ("Өтеген", "Утеген", "m"),
    ("Ұлықбек", "Улыкбек", "m"), ("Сәбит", "Сабит", "m"), ("Дәурен", "Даурен", "m"), ("Ерғали", "Ергали", "m"),
    ("Мұратбек", "Муратбек", "m"), ("Тимур", "Тимур", "m"), ("Қайсар", "Кайсар", "m"), ("Бекзат", "Бекзат", "m"),
    ("Серік", "Серик", "m"), ("Қанат", "Канат", "m"), ("Нұрлыбек", "Нурлыбек", "m"), ("Есет", "Есет", "m"),
    ("Айгерім", "Айгерим", "f"), ("Гүлжанат", "Гульжанат", "f"), ("Әйгерім", "Айгерим", "f"), ("Ләззат", "Ляззат", "f"),
    ("Қарлығаш", "Карлыгаш", "f"), ("Назгүл", "Назгуль", "f"), ("Меруерт", "Меруерт", "f"), ("Әсел", "Асель", "f"),
    ("Жұлдыз", "Жулдыз", "f"), ("Динара", "Динара", "f"), ("Шынар", "Шинар", "f"), ("Бибігүл", "Бибигуль", "f"),
    ("Андрей", "Андрей", "m"), ("Павел", "Павел", "m"), ("Игорь", "Игорь", "m"), ("Илья", "Илья", "m"),
    ("Пётр", "Пётр", "m"), ("Лев", "Лев", "m"), ("Юрий", "Юрий", "m"), ("Фёдор", "Фёдор", "m"),
    ("Наталья", "Наталья", "f"), ("Юлия", "Юлия", "f"), ("Любовь", "Любовь", "f"), ("Ксения", "Ксения", "f"),
    ("Бауыржан", "Бауржан", "m"), ("Ықылас", "Иклас", "m"), ("Мейірхан", "Меирхан", "m"), ("Нұржігіт", "Нуржигит", "m"),
    ("Тоқтарбай", "Токтарбай", "m"), ("Әбілқасым", "Абылкасым", "m"), ("Шыңғыс", "Чингиз", "m"), ("Рүстем", "Рустем", "m"),
    ("Үміт", "Умит", "f"), ("Жібек", "Жибек", "f"), ("Зәуре", "Зауре", "f"), ("Кәмила", "Камила", "f"), ("Ұлбосын", "Улбосын", "f"),
    ("Перизат", "Перизат", "f"), ("Рәбиға", "Рабига", "f"), ("Тоғжан", "Тогжан", "f"),
    ("Вячеслав", "Вячеслав", "m"), ("Евгений", "Евгений", "m"), ("Никита", "Никита", "m"), ("Дмитрий", "Дмитрий", "m"),
    ("Матвей", "Матвей", "m"), ("Эдуард", "Эдуард", "m"), ("Софья", "Софья", "f"), ("Эльвира", "Эльвира", "f"), ("Майя", "Майя", "f"),
    ("Анжела", "Анжела", "f"), ("Вера", "Вера", "f"), ("Раиса", "Раиса", "f"),
    ("Ольга", "Ольга", "f"), ("Евгения", "Евгения", "f"), ("Зоя", "Зоя", "f"), ("Яна", "Яна", "f"),
]
# Kazakh, Russian, m/f forms: o adds -а, s is adjectival, n does not change for women.
SURNAMES = [
    ("Тәжібаев", "Тажибаев", "o"), ("Құлмағамбетов", "Кулмагамбетов", "o"), ("Жүнісов", "Жунусов", "o"),
    ("Бөкенбаев", "Бокенбаев", "o"), ("Шаяхметов", "Шаяхметов", "o"), ("Ыбыраев", "Ибраев", "o"),
    ("Қожахметов", "Кожахметов", "o"), ("Әлімбеков", "Алимбеков", "o"), ("Сүлейменов", "Сулейменов", "o"),
    ("Дүйсенбин", "Дуйсенбин", "o"), ("Ғабдуллин", "Габдуллин", "o"), ("Нұрпейісов", "Нурпеисов", "o"),
    ("Щербаков", "Щербаков", "o"), ("Цыганков", "Цыганков", "o"), ("Юрьев", "Юрьев", "o"), ("Жихарев", "Жихарев", "o"),
    ("Хмельницкий", "Хмельницкий", "s"), ("Заречный", "Заречный", "s"), ("Полевой", "Полевой", "s"),
    ("Объедков", "Объедков", "o"), ("Киселёв", "Киселёв", "o"), ("Ефимов", "Ефимов", "o"),
    ("Яковенко", "Яковенко", "n"), ("Черных", "Черных", "n"), ("Маслюк", "Маслюк", "c"), ("Коваль", "Коваль", "c"),
    ("Швец", "Швец", "c"), ("Гринберг", "Гринберг", "c"), ("Пак", "Пак", "c"), ("Цой", "Цой", "c"),
    ("Сарсенбай", "Сарсенбай", "c"), ("Төлеген", "Тулеген", "c"), ("Сейдахмет", "Сейдахмет", "c"),
    ("Ерімбетов", "Еримбетов", "o"), ("Мырзахметов", "Мирзахметов", "o"), ("Үсенов", "Усенов", "o"), ("Қыдырәлиев", "Кыдыралиев", "o"),
    ("Жолдасбеков", "Жолдасбеков", "o"), ("Ізтілеуов", "Изтлеуов", "o"), ("Шәріпов", "Шарипов", "o"), ("Көпжасаров", "Копжасаров", "o"),
    ("Ошақбаев", "Ошакбаев", "o"), ("Әшімов", "Ашимов", "o"), ("Рысқұлбек", "Рыскулбек", "c"), ("Досмайыл", "Досмаил", "c"),
    ("Тұрсынәлі", "Турсунали", "n"), ("Мамырбай", "Мамырбай", "c"), ("Соловьёв", "Соловьёв", "o"), ("Пшеничный", "Пшеничный", "s"),
    ("Дубровин", "Дубровин", "o"), ("Ягодкин", "Ягодкин", "o"), ("Эйхман", "Эйхман", "c"), ("Чуйко", "Чуйко", "n"),
    ("Залесский", "Залесский", "s"), ("Мухамеджанов", "Мухамеджанов", "o"), ("Ящук", "Ящук", "c"), ("Ладыжец", "Ладыжец", "c"),
    ("Ким", "Ким", "c"), ("Хегай", "Хегай", "c"), ("Вибе", "Вибе", "n"), ("Абдуллаев", "Абдуллаев", "o"),
    ("Байжігіт", "Байжигит", "c"), ("Жүзбаев", "Жузбаев", "o"), ("Оразалин", "Оразалин", "o"),
]
FATHERS = [
    ("Болат", "Болат"), ("Серік", "Серик"), ("Мұрат", "Мурат"), ("Қайрат", "Кайрат"), ("Әділ", "Адиль"), ("Төлеу", "Тулеу"),
    ("Ахмет", "Ахмет"), ("Жүсіп", "Жусуп"), ("Бейсен", "Бейсен"), ("Тілеген", "Тлеген"), ("Ораз", "Ораз"), ("Нұрғали", "Нургали"), ("Дмитрий", "Дмитрий"), ("Пётр", "Пётр"),
    ("Сергей", "Сергей"), ("Юрий", "Юрий"), ("Андрей", "Андрей"), ("Игорь", "Игорь"),
]
ENGLISH = [("Harriet", "Coldwell"), ("Desmond", "O'Rourke"), ("Nils", "Åkerblom"), ("Sinéad", "MacTavish"), ("Jean-Luc", "Périgord"),
           ("Maja", "Wiśniewska"), ("Ozan", "Yıldırım"), ("Thaddeus", "Bramwell"), ("Ingrid", "Sørli"), ("Beatrix", "van Houten")]
LATIN_2021 = dict(zip("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", [
    "a", "ä", "b", "v", "g", "ğ", "d", "e", "io", "j", "z", "i", "i", "k", "q", "l", "m", "n", "ñ", "o", "ö", "p", "r", "s", "t", "u",
    "ū", "ü", "f", "h", "h", "ts", "ch", "ş", "ş", "", "y", "ı", "", "e", "iu", "ia"]))
PASSPORT_KK = dict(LATIN_2021) | dict(ә="a", ғ="g", ж="zh", қ="k", ң="n", ө="o", ұ="u", ү="u", х="kh", ш="sh", і="i", й="y")
HABIT_KK = dict(PASSPORT_KK) | dict(ж="j", қ="q", ғ="gh", х="h", й="i")


def spell(word, table):
    latin = "".join(table.get(c, c) for c in word.lower())
    return latin[:1].upper() + latin[1:] if word[0].isupper() else latin


def russian_case(word, kind, gender, case):
    """kind: Surn, Name, Patr; cases as pymorphy3 names them."""
    if case == "nomn":
        return word
    wanted = "femn" if gender == "f" else "masc"
    parses = [p for p in MORPH.parse(word) if "nomn" in p.tag and "sing" in p.tag and kind in p.tag
              and (p.tag.gender in (wanted, None) or "ms-f" in p.tag)]
    for parse in parses:
        form = parse.inflect({case})
        if form:
            return capitals_like(word, form.word)
    return rule_case(word, kind, gender, case)


def rule_case(word, kind, gender, case):
    """What a school grammar says, for names the dictionary lacks."""
    number = ["gent", "datv", "accs", "ablt", "loct"].index(case)
    if kind == "Patr" or kind == "Surn" and word.endswith(("ов", "ев", "ёв", "ин", "ын")) and gender == "m":
        return word + ["а", "у", "а", "ым" if kind == "Surn" else "ем", "е"][number]
    if word.endswith(("ова", "ева", "ёва", "ина", "ына")) and kind == "Surn":
        return word[:-1] + ["ой", "ой", "у", "ой", "ой"][number]
    if kind == "Surn" and gender == "f" or word[-1] in "оеуиыэю" or word.endswith("ых"):
        return word
    if word[-1] == "а":
        soft = word[-2] in "гкхжчшщ"
        return word[:-1] + ["и" if soft else "ы", "е", "у", "ой", "е"][number]
    if word[-1] == "я":
        return word[:-1] + ["и", "и" if word[-2] == "и" else "е", "ю", "ей", "и" if word[-2] == "и" else "е"][number]
    if word[-1] in "ьй":
        if gender == "f":
            return word[:-1] + ["и", "и", "ь", "ью", "и"][number]
        return word[:-1] + ["я", "ю", "я", "ем", "е"][number]
    if gender == "f":
        return word
    return word + ["а", "у", "а", "ом", "е"][number]


def capitals_like(model, word):
    return word[:1].upper() + word[1:] if model[0].isupper() else word


BACK, FRONT = "аоұыуюёя", "әеөүіэ"


def kazakh_suffix(word, chain):
    """Adds plural (P), possessives (1, 3) and cases (g d a l b i) by harmony and assimilation; voices к, қ, п before vowels."""
    for step in chain:
        lower = word.lower()
        vowels = [c for c in lower if c in BACK + FRONT + "и"]
        last = vowels[-1] if vowels else "а"
        if last == "и" or last == "у":
            last = next((v for v in reversed(vowels) if v not in "иу"), "і" if last == "и" else "ы")
        back = last in BACK
        end = lower[-1]
        is_vowel = end in BACK + FRONT + "и"
        is_hard = end in "пткқсшщчфхцһбвгғд"
        nasal = end in "мнң"
        sonor = end in "рлйу" or end in "зж"
        def pick(b, f):
            return b if back else f
        possessed = chain[:chain.index(step)].endswith("3")
        if step == "P":
            s = pick("лар", "лер") if is_vowel or end in "рйу" else pick("дар", "дер") if nasal or end in "лзж" else pick("тар", "тер")
        elif step == "3":
            s = pick("сы", "сі") if is_vowel else pick("ы", "і")
        elif step == "1":
            s = pick("м", "м") if is_vowel else pick("ым", "ім")
        elif step == "g":
            s = pick("ның", "нің") if is_vowel or nasal else pick("тың", "тің") if is_hard else pick("дың", "дің")
        elif step == "d":
            s = pick("на", "не") if possessed else pick("қа", "ке") if is_hard else pick("ға", "ге")
        elif step == "a":
            s = "н" if possessed else pick("ны", "ні") if is_vowel else pick("ты", "ті") if is_hard else pick("ды", "ді")
        elif step == "l":
            s = pick("нда", "нде") if possessed else pick("та", "те") if is_hard else pick("да", "де")
        elif step == "b":
            s = pick("нан", "нен") if possessed or nasal else pick("тан", "тен") if is_hard else pick("дан", "ден")
        else:
            s = "пен" if is_hard else "бен" if end in "зж" else "мен"
        if s[0] in "ыі" and end in "кқп":
            word = word[:-1] + {"к": "г", "қ": "ғ", "п": "б"}[end]
        word += s
    return word


class Person:
    def __init__(self, key, dice):
        kk, ru, self.gender = dice.choice(GIVEN)
        skk, sru, kind = dice.choice(SURNAMES)
        fkk, fru = dice.choice(FATHERS)
        woman = self.gender == "f"
        if woman and kind == "o":
            skk, sru = skk + "а", sru + "а"
        if woman and kind == "s":
            skk, sru = skk[:-2] + "ая", sru[:-2] + "ая"
        self.key, self.woman = key, woman
        self.ru = (sru, ru, father_russian(fru, woman))
        self.kk = (skk, kk, fkk + ("қызы" if woman else "ұлы"))
        self.dice = dice
        self.latin_table = dice.choice(["passport", "habit", "2021"])

    def identity(self):
        script = self.dice.choice(["ru", "ru", "kk", "kk", "both", "latin"])
        self.script = script
        names = []
        if script in ("ru", "both"):
            names.append(self.name("ru", self.ru))
        if script in ("kk", "both"):
            names.append(self.name("kk", self.kk))
        if script == "latin":
            names.append(self.name("latin", tuple(iuliia.ICAO_DOC_9303.translate(w) for w in self.ru)))
        return dict(id=self.key, role="detainee", names=names)

    def name(self, script, parts):
        name = dict(script=script, surname=parts[0], given=parts[1])
        if self.dice.random() < 0.7:
            name["patronymic"] = parts[2]
        self.has_patronymic = "patronymic" in name
        return name


def father_russian(name, woman):
    ends = ("овна", "ович") if name[-1] not in "ьйи" else ("евна", "евич")
    stem = name if name[-1] not in "ьй" else name[:-1]
    if name.endswith("ий"):
        stem = name[:-2] + "ь"
    return stem + ends[0 if woman else 1]


RU = {  # templates by case; {} is the mention
    "nomn": ["Вчера {} сообщил, что адвоката не было.", "В камере находился {}, с ним ещё двое.", "По словам конвоя, {} упал сам."],
    "gent": ["Жалоба {} не рассмотрена.", "У {} изъяли телефон.", "Мать {} стояла у ворот."],
    "datv": ["Врача к {} не пустили.", "Позвонили {} ночью."],
    "accs": ["Видели {} в коридоре.", "Избили {} при задержании."],
    "ablt": ["Беседа с {} длилась час.", "Перед {} закрыли дверь."],
    "loct": ["В справке о {} ничего нет.", "Речь шла о {} и его семье."],
}
KK = {
    "": ["Кеше {} келді.", "Бөлмеде {} отырды."], "g": ["Сол күні {} анасы келді.", "{} арызы қаралмады."],
    "d": ["Дәрігер {} жіберілмеді.", "Хат {} тапсырылды."], "a": ["Түнде {} алып кетті.", "Олар {} ұрды."],
    "l": ["Құжат {} қалды."], "b": ["Телефонды {} тартып алды."], "i": ["Әңгіме {} болды.", "Прокурор {} сөйлесті."],
    "Pg": ["Сол үйде {} туыстары тұрады."], "3a": ["Ауылдың {} бәрі біледі."], "1d": ["Менің {} айтыңыз."],
}
EN = ["Yesterday {} was taken away.", "The statement of {} is missing.", "They brought {} to the cell.", "A guard spoke with {} at night."]
DECOYS = {
    "ru": ["Он живёт на улице {sg}.", "Спектакль в театре имени {sg} отменили.", "Школа им. {sg} закрыта.", "Вера в справедливость осталась.",
           "Он читал роман и пил чай.", "Любовь к родине здесь ни при чём.", "Надежда на суд ещё есть.", "Лев в зоопарке старый.",
           "Сумма 870112300129 тенге не та.", "Слава богу, мир и май наступили."],
    "kk": ["Ол {sn} көшесінде тұрады.", "{sn} атындағы мектеп жабық.", "Арман орындалды деуге болмайды.", "Айгүл деген гүл бар ма?",
           "Көктемде қанат қаққан құстар қайтты.", "Бұл жерде бақыт пен береке бар.", "Жұлдыз көп, ай жарық."],
    "en": ["He lives on {sn} Street.", "The {sn} Avenue station was closed.", "Grace period and good will mean nothing here.",
           "They will mark the case closed.", "Hope is not a plan."],
}
KINDS_RU = ["surname", "given", "full", "full-reversed", "patronymic", "initials", "initials-after", "plural", "capitals", "letter-spaced",
            "homoglyph", "nbsp", "soft-hyphen", "line-break", "zero-width", "kazakh-spelling"]
KINDS_KK = ["surname", "given", "full", "patronymic", "capitals", "initials", "homoglyph", "russian-spelling", "line-break", "nbsp"]
KINDS_EN = ["surname", "given", "full", "initials", "possessive", "capitals", "letter-spaced", "file", "url", "handle", "curly"]
ALIKE = dict(zip("аеорсухАВЕКМНОРСТХ", "aeopcyxABEKMHOPCTX"))


class Text:
    def __init__(self):
        self.text, self.mentions, self.people = "", [], []

    def put(self, template, person, shown, kind):
        before, after = template.split("{}")
        self.text += before
        start = len(self.text)
        self.text += shown
        self.text += after + self.dice.choice([" ", "\n", "\n\n"])
        if person:
            self.mentions.append((person.key, [(start, start + len(shown))], kind))
            self.people.append((start, start + len(shown)))


def spaced(word):
    """Shorter words are left: three letters apart are as likely three words."""
    return " ".join(word) if len(word) > 3 and all(c.isalpha() for c in word) else word


def disguise(kind, word, dice):
    if kind == "capitals":
        return word.upper()
    if kind == "letter-spaced":
        return spaced(word)
    if kind == "homoglyph":
        return "".join(ALIKE.get(c, c) if dice.random() < 0.6 else c for c in word)
    if kind == "nbsp":
        return word.replace(" ", "\u00a0")
    middle = max(2, len(word) // 2)
    if kind == "soft-hyphen":
        return word[:middle] + "\u00ad" + word[middle:]
    if kind == "zero-width":
        return word[:middle] + "\u200b" + word[middle:]
    if kind == "line-break":
        return word[:middle] + "-\n" + word[middle:]
    return word


def russian_mention(person, kind, dice):
    case = dice.choice(list(RU))
    parts = person.kk if kind == "kazakh-spelling" else person.ru
    s, g, p = (russian_case(w, k, person.gender, case) for w, k in zip(parts, ("Surn", "Name", "Patr")))
    if kind == "kazakh-spelling":
        s, g = person.kk[0], person.kk[1]
        case = "nomn"
    first, second = person.ru[1][0] + ".", person.ru[2][0] + "."
    if kind == "surname" or kind in ("capitals", "letter-spaced", "homoglyph", "soft-hyphen", "line-break", "zero-width"):
        shown = s
    elif kind == "given":
        shown = g
    elif kind in ("full", "nbsp", "kazakh-spelling"):
        shown = f"{s} {g}"
    elif kind == "full-reversed":
        shown = f"{g} {p} {s}" if person.has_patronymic else f"{g} {s}"
    elif kind == "patronymic":
        shown = p if person.has_patronymic else f"{g} {p}"
    elif kind == "initials":
        shown = dice.choice([f"{first}{second} {s}", f"{first} {s}", f"{first} {second} {s}"])
    elif kind == "initials-after":
        shown = dice.choice([f"{s} {first}{second}", f"{s} {first}"])
    else:
        base = person.ru[0]
        ends = {"gent": "ых", "datv": "ым", "accs": "ых", "ablt": "ыми", "loct": "ых", "nomn": "ы"}
        if base.endswith(("ов", "ев", "ёв", "ин", "ова", "ева", "ёва", "ина")):
            shown = base.removesuffix("а") + ends[case]
        else:
            shown = s
    return dice.choice(RU[case]), disguise(kind, shown, dice)


def kazakh_mention(person, kind, dice):
    chain = dice.choice(list(KK))
    parts = person.ru if kind == "russian-spelling" else person.kk
    if kind == "given":
        shown = kazakh_suffix(parts[1], chain)
    elif kind in ("full", "nbsp", "russian-spelling"):
        shown = parts[1] + " " + kazakh_suffix(parts[0], chain)
    elif kind == "patronymic":
        shown = kazakh_suffix(parts[2], chain)
        if not person.has_patronymic:
            shown = parts[1] + " " + shown
    elif kind == "initials":
        shown = parts[1][0] + ". " + kazakh_suffix(parts[0], chain)
    else:
        shown = kazakh_suffix(parts[0], chain)
    return dice.choice(KK[chain]), disguise(kind, shown, dice)


def latin_mention(person, kind, dice):
    if dice.random() < 0.5:
        scheme = dice.choice(SCHEMES)
        parts = [getattr(iuliia, scheme).translate(w) for w in person.ru]
    else:
        scheme = dice.choice(["2021", "passport", "habit"])
        table = {"2021": LATIN_2021, "passport": PASSPORT_KK, "habit": HABIT_KK}[scheme]
        parts = [spell(w, table) for w in person.kk]
    s, g = parts[0], parts[1]
    shown = {"surname": s, "given": g, "full": f"{g} {s}", "initials": f"{g[0]}. {s}", "possessive": s + "'s", "capitals": s.upper(),
             "letter-spaced": spaced(s), "file": f"{s}_{g}".lower(), "url": f"{g}{s}".lower(), "handle": f"{g}.{s}".lower(),
             "curly": s + "’s"}[kind]
    templates = {"file": ["See {}_2024.docx for it."], "url": ["Seen at https://example.org/{}87 today."], "handle": ["Write to @{} now."]}
    return dice.choice(templates.get(kind, EN)), shown, f"{kind}/{scheme}"


def documents(count=300, seed=7):
    dice = random.Random(seed)
    for number in range(count):
        people = [Person(f"p{i}", dice) for i in range(3)]
        if len({w for p in people for w in p.ru[:2]}) < 6:
            continue
        text = Text()
        text.dice = dice
        identities = [p.identity() for p in people]
        language = dice.choice(["ru", "kk", "en"])
        for person in people:
            for _ in range(4):
                if language == "ru":
                    kind = dice.choice(KINDS_RU)
                    template, shown = russian_mention(person, kind, dice)
                elif language == "kk":
                    kind = dice.choice(KINDS_KK)
                    template, shown = kazakh_mention(person, kind, dice)
                else:
                    template, shown, kind = latin_mention(person, dice.choice(KINDS_EN), dice)
                text.put(template, person, shown, f"{language} {kind} from {person.script}")
            decoy = dice.choice(DECOYS[language]).format(
                sg=russian_case(person.ru[0], "Surn", person.gender, "gent"),
                sn=person.kk[0] if language == "kk" else iuliia.ICAO_DOC_9303.translate(person.ru[0]))
            text.put(decoy.replace("{", "").replace("}", "") + "{}", None, "", None)
        yield dict(id=f"made{number}", text=text.text, language=language, identities=identities, mentions=text.mentions,
                   people=text.people)
    yield english(random.Random(seed))


def english(dice):
    text = Text()
    text.dice = dice
    identities = []
    for number, (given, surname) in enumerate(ENGLISH):
        person = type("P", (), dict(key=f"e{number}"))
        identities.append(dict(id=person.key, names=[dict(script="latin", surname=surname, given=given)]))
        plain = surname.replace("'", "’")
        for shown in (f"{given} {surname}", plain, f"{given[0]}. {surname}", surname.upper(), f"{surname}’s", f"{surname}, {given}"):
            text.put(dice.choice(EN).replace("{}", "Mr {}") if shown.endswith("s") else dice.choice(EN), person, shown,
                     "english " + surname)
    return dict(id="english", text=text.text, language="en", identities=identities, mentions=text.mentions, people=text.people)
