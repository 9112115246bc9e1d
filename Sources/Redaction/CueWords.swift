/// Words that change what stands beside them, as stems in the alphabet of `NormalisedText` (case folded, ё as е).
enum CueWords {
  static let iin = list("иин жсн iin инн")
  static let account = list("iban счет шот карт card account kz")
  static let passport = list("паспорт төлқұжат passport")
  static let identityCard = list("удостоверени удв куәлі куали identity id card жеке")
  static let phone = list("тел телефон моб мобильн сотов номер whatsapp telegram phone tel mobile call ұялы звонит")
  static let birth = list("род рожд рожден родил туған туган born birth dob туылған")
  static let plate = list("номер госномер гос нөмір машин автомоб автокөлі көлік vehicle car plate registration")

  /// Before a name: a street, square or institution is meant.
  static let placeBefore = list(
    "улиц ул проспект пр просп пл площад парк имени им переул пер бульвар бул мкр микрорайон сквер шоссе аллея "
      + "street avenue square named университет школа академи")
  static let named = list("имени")
  static let by = list("по")
  /// After a name: the same in Kazakh and English.
  static let placeAfter = list(
    "көшесі даңғылы атында алаңы бульвары шағын ауданы саябағы street avenue square road boulevard park")
  /// Written with a capital before a name without being part of it.
  static let titles = list(
    "mr mrs ms miss dr sir judge officer captain lieutenant major colonel general sergeant inspector president professor "
      + "doctor lawyer prosecutor director господин госпож мырза ханым полковник майор капитан лейтенант судья")
  /// After a father's name written apart.
  static let kinship = list("ұлы улы қызы кызы uly kyzy qyzy oglu")

  private static func list(_ words: String) -> [[UInt32]] {
    words.split(separator: " ").map { $0.unicodeScalars.map(\.value) }
  }
}

extension NormalisedText {
  /// Whether the atom begins with one of the stems. A stem of up to three letters must be the whole word.
  func begins(_ atom: Atom, withAny stems: [[UInt32]]) -> Bool {
    let word = scalars[atom.range]
    return stems.contains { stem in
      stem.count <= 3
        ? word.elementsEqual(stem) : word.count >= stem.count && word.prefix(stem.count).elementsEqual(stem)
    }
  }

  /// Whether one of the stems stands among the `before` words before or the `after` words after `range`, in the same
  /// sentence.
  func hasCue(
    _ stems: [[UInt32]], atoms: [Atom], around range: Range<Int>, before: Int, after: Int = 0
  ) -> Bool {
    var index = range.lowerBound - 1
    while index >= max(0, range.lowerBound - before), !endsSentence(atoms[index], atoms[index + 1]) {
      if begins(atoms[index], withAny: stems) { return true }
      index -= 1
    }
    index = range.upperBound
    while index < min(atoms.count, range.upperBound + after), !endsSentence(atoms[index - 1], atoms[index]) {
      if begins(atoms[index], withAny: stems) { return true }
      index += 1
    }
    return false
  }

  /// A full stop and a capital, or an empty line, between two neighbours.
  private func endsSentence(_ left: Atom, _ right: Atom) -> Bool {
    let gap = gap(left, right)
    let lines = gap.count { $0 == FoldTable.newline }
    return lines > 1 || right.isCapitalised && gap.contains { $0 == 0x2E || $0 == 0x21 || $0 == 0x3F }
  }
}

/// Names that are words: written small they are never taken for a name, and at the beginning of a sentence only
/// suggested.
enum CommonWords {
  static let keys: Set<[UInt32]> = {
    let russian =
      "вера надежда любовь роман лев слава мир мороз король волк заяц голубь сокол медведь орел гора зима весна май "
      + "марта август роза лилия виктория победа злата луна заря соловей воробей кузнец мельник гончар коваль ткач "
      + "швец бондарь козел баран жук рыба белый черный красный синий молодой старый большой добрый толстой горький "
      + "правда судья пан князь граф барон цыган хохол немец турок поляк татарин казак султан хан бек шах имам мулла "
      + "сабина дина али ким ан ли ю цой хан пак сон нам юн кан мин тен лим дан сан ван фан дон ян ро ра ни но"
    let kazakh =
      "арман асыл бақыт болат дәулет мұрат тілек айна алма гүл нұр арай бейбіт азамат ерік жеңіс темір қайрат рахат "
      + "ұлан сұлтан қуаныш сәуле шолпан жібек мерей әділет бостандық еркін намыс айдын дана інжу қанат самат талап "
      + "жанар сезім үміт сенім жарық шырақ бала ана ата апа аға іні дос жан ай күн жұлдыз тас алтын күміс гауһар маржан "
      + "меруерт береке ырыс несіпбе ынтымақ мақсат мәлік әмір қожа молда батыр ер бек би хан төре сері шора асан үсен "
      + "ғалым ғазиз шаттық қуат күш ақыл парасат адал ақ қара сары көк алып барыс арыстан жолбарыс бөрі бүркіт сұңқар "
      + "лашын тұлпар құлан жігіт ару айна шынар терек тал раушан қызғалдақ жайлау таң кеш наурыз мамыр заман дәурен өмір"
    let english =
      "will mark grace hope faith bill rose may june april august frank dean case long young white brown green black "
      + "king price day love sunny joy summer autumn dawn art rich rob jack drew chase hunter cook baker smith stone "
      + "wood hill lake field miles reed page bell bush church cross law judge marshal bishop pope prince knight so an "
      + "do no he be an ray guy gene grant wade lance norm pat sue ward lane dale heath cliff pearl ruby amber ivy lily"
    var keys: Set<[UInt32]> = []
    for word in (russian + " " + kazakh + " " + english).split(separator: " ") {
      var folded: [UInt32] = []
      for scalar in word.unicodeScalars { folded.append(FoldTable.entry(scalar, in: FoldTable.entries).folded) }
      let key = NameKey.key(folded)
      keys.insert(key)
      if (0x400...0x52F).contains(key.first ?? 0) { keys.insert(Transliteration.common.key(of: folded)) }
    }
    return keys
  }()
}
