/// A region of Kazakhstan, or a city that belongs to none (ISO 3166-2:KZ as of November 2022).
public enum Region: Int, CaseIterable, Sendable {
  case abai, akmola, aktobe, almatyRegion, atyrau, eastKazakhstan, karaganda, kostanay, kyzylorda, mangystau
  case northKazakhstan, pavlodar, turkistan, ulytau, westKazakhstan, zhambyl, zhetisu
  case astana, almaty, shymkent

  /// Names in English, Russian and Kazakh, and the settlements and adjectives that show it; `word*` stands for every
  /// word that begins so. Words that more often name a person or something else are left out.
  private var words: (english: String, russian: String, kazakh: String, settlements: String) {
    switch self {
    case .abai:
      (
        "Abai Region", "область Абай", "Абай облысы",
        "semey semei semipalatinsk семей* семипалатинск* аягоз* аягөз* ayagoz курчатов* kurchatov чарск*"
      )
    case .akmola:
      (
        "Akmola Region", "Акмолинская область", "Ақмола облысы",
        "akmola акмолинск* ақмола* kokshetau кокшетау* көкшетау* stepnogorsk степногорск* shchuchinsk щучинск* burabay "
          + "бурабай* бурабае* атбасар* atbasar макинск* державинск* ерейментау* акколь* ақкөл* kosshy косшы* қосшы*"
      )
    case .aktobe:
      (
        "Aktobe Region", "Актюбинская область", "Ақтөбе облысы",
        "aktobe актобе* ақтөбе* актюбинск* khromtau хромтау* kandyagash кандыагаш* қандыағаш* шалкар* шалқар*"
      )
    case .almatyRegion:
      (
        "Almaty Region", "Алматинская область", "Алматы облысы",
        "алматинск* konaev qonaev конаев* қонаев* kapchagay kapshagay капчага* қапшаға* talgar талгар* талғар* "
          + "kaskelen каскелен* қаскелең*"
      )
    case .atyrau:
      ("Atyrau Region", "Атырауская область", "Атырау облысы", "atyrau атырау* kulsary кульсары* құлсары*")
    case .eastKazakhstan:
      (
        "East Kazakhstan Region", "Восточно-Казахстанская область", "Шығыс Қазақстан облысы",
        "вко шқо каменогорск* kamenogorsk oskemen өскемен* ridder риддер* zaysan зайсан* шемонаих* зыряновск*"
      )
    case .karaganda:
      (
        "Karaganda Region", "Карагандинская область", "Қарағанды облысы",
        "karaganda karagandy qaraghandy караганд* қарағанды* temirtau темиртау* теміртау* balkhash balqash балхаш* балқаш* "
          + "shakhtinsk шахтинск* саран* приозерск* каркаралинск* қарқаралы* dolinka долинк*"
      )
    case .kostanay:
      (
        "Kostanay Region", "Костанайская область", "Қостанай облысы",
        "kostanay qostanay костана* қостанай* rudny рудный рудном рудного lisakovsk лисаковск* arkalyk аркалык* арқалық* "
          + "житикар* жітіқара*"
      )
    case .kyzylorda:
      (
        "Kyzylorda Region", "Кызылординская область", "Қызылорда облысы",
        "kyzylorda qyzylorda кызылорд* қызылорда* baikonur байконур* байқоңыр* аральск* казалинск* қазалы*"
      )
    case .mangystau:
      (
        "Mangystau Region", "Мангистауская область", "Маңғыстау облысы",
        "mangystau мангистау* мангыстау* маңғыстау* aktau актау* ақтау* zhanaozen жанаозен* жаңаөзен* бейнеу*"
      )
    case .northKazakhstan:
      (
        "North Kazakhstan Region", "Северо-Казахстанская область", "Солтүстік Қазақстан облысы",
        "ско сқо petropavl petropavlovsk петропавл* булаев* мамлютк*"
      )
    case .pavlodar:
      (
        "Pavlodar Region", "Павлодарская область", "Павлодар облысы",
        "pavlodar павлодар* ekibastuz экибастуз* екібастұз* aksu аксу ақсу*"
      )
    case .turkistan:
      (
        "Turkistan Region", "Туркестанская область", "Түркістан облысы",
        "turkistan turkestan туркестан* түркістан* kentau кентау* arys арысь арыси saryagash сарыагаш* сарыағаш* жетысай* "
          + "жетісай* lenger ленгер* шардар*"
      )
    case .ulytau:
      (
        "Ulytau Region", "область Улытау", "Ұлытау облысы",
        "ulytau улытау* ұлытау* zhezkazgan жезказган* жезқазған* satpayev сатпаев* сәтбаев* каражал* қаражал*"
      )
    case .westKazakhstan:
      (
        "West Kazakhstan Region", "Западно-Казахстанская область", "Батыс Қазақстан облысы",
        "зко бқо uralsk уральск* оралда оралдан оралға aksai аксай* ақсай*"
      )
    case .zhambyl:
      (
        "Zhambyl Region", "Жамбылская область", "Жамбыл облысы",
        "жамбылск* taraz тараз* каратау* қаратау* merke мерке* меркі* korday кордай* қордай* жанатас* жаңатас*"
      )
    case .zhetisu:
      (
        "Zhetisu Region", "область Жетісу", "Жетісу облысы",
        "zhetisu жетысу* жетісу* taldykorgan taldyqorgan талдыкорган* талдықорған* zharkent жаркент* tekeli текели* "
          + "сарканд* ушарал* үшарал*"
      )
    case .astana: ("Astana", "Астана", "Астана", "astana астан*")
    case .almaty: ("Almaty", "Алматы", "Алматы", "almaty алмат*")
    case .shymkent: ("Shymkent", "Шымкент", "Шымкент", "shymkent шымкент* чимкент*")
    }
  }

  /// Its name.
  public func name(_ language: Language) -> String {
    switch language {
    case .english: words.english
    case .russian: words.russian
    case .kazakh: words.kazakh
    }
  }

  private static let longestTail = 8
  private static let oblast = ["облыс", "област", "обл", "region", "oblast"].map(EndingClass.scalars)

  private static let table: [[UInt32]: (region: Region, isStem: Bool)] = {
    var table: [[UInt32]: (Region, Bool)] = [:]
    for region in allCases {
      for word in region.words.settlements.split(separator: " ") {
        let isStem = word.last == "*"
        table[EndingClass.scalars(String(isStem ? word.dropLast() : word))] = (region, isStem)
      }
    }
    return table
  }()

  /// The region all settlements of a text lie in; none where there is no known one, or where there are several.
  static func of(_ text: NormalisedText, _ atoms: [Atom]) -> Region? {
    let found = Set(atoms.compactMap { region(text.scalars[$0.range]) })
    guard found.count == 1, let region = found.first else { return nil }
    let isOblast = atoms.contains { text.begins($0, withAny: oblast) }
    return region == .almaty && isOblast ? .almatyRegion : region
  }

  /// The longest beginning that is known.
  private static func region(_ word: ArraySlice<UInt32>) -> Region? {
    for length in stride(from: word.count, through: 3, by: -1) {
      guard let entry = table[Array(word.prefix(length))] else { continue }
      let tail = word.count - length
      if tail == 0 || entry.isStem && tail <= longestTail { return entry.region }
    }
    return nil
  }
}
