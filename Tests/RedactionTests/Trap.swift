import Redaction
import Testing

/// One way a known name hides in a text, in one language. What must be masked without asking stands in ⟦ ⟧; everything
/// else must not be.
struct Trap: CustomTestStringConvertible {
  var name: String
  var cast: Cast
  var texts: [String]

  init(_ name: String, _ cast: Cast, _ texts: [String]) {
    self.name = name
    self.cast = cast
    self.texts = texts
  }

  var testDescription: String { "\(name), \(cast)" }

  func check() throws {
    let scanner = try cast.scanner()
    for marked in texts {
      let (text, expected) = Self.unmarked(marked)
      let found = try scanner.scan(text).filter { $0.decision == .apply }.map { Samples.string(text, $0) }
      #expect(found == expected, "\(name): \(marked)")
    }
  }

  private static func unmarked(_ marked: String) -> (text: String, spans: [String]) {
    var text = ""
    var spans: [String] = []
    for (place, piece) in marked.split(separator: "⟦", omittingEmptySubsequences: false).enumerated() {
      let parts = piece.split(separator: "⟧", omittingEmptySubsequences: false)
      if place > 0 { spans.append(String(parts[0])) }
      text += parts.joined()
    }
    return (text, spans)
  }
}

/// Fictional people known in one script only, so that the others have to be derived: many declensions, several nations.
enum Cast: String {
  case russian, kazakh, english, namesake

  func scanner() throws -> TextScanner {
    switch self {
    case .russian: try Self.russianScanner.get()
    case .kazakh: try Self.kazakhScanner.get()
    case .english: try Self.englishScanner.get()
    case .namesake: try Self.namesakeScanner.get()
    }
  }

  /// Built once: preparing everybody's forms costs more than the texts here.
  private static let russianScanner = scanner("ru", russianPeople)
  private static let kazakhScanner = scanner("kk", kazakhPeople)
  private static let englishScanner = scanner("latin", englishPeople)
  private static let namesakeScanner = Result {
    try TextScanner(
      identities: people("ru", russianNamesakes) + people("kk", kazakhNamesakes) + people("latin", englishNamesakes),
      scope: .certain)
  }

  private static func scanner(_ script: String, _ names: [String]) -> Result<TextScanner, any Error> {
    Result { try TextScanner(identities: people(script, names), scope: .certain) }
  }

  private static func people(_ script: String, _ names: [String]) -> [KnownIdentity] {
    names.map { line in
      let parts = line.split(separator: "|").map(String.init)
      return KnownIdentity(
        id: line, role: "detainee",
        names: [
          KnownName(
            script: script, surname: parts[0], given: parts[1], patronymic: parts.count > 2 ? parts[2] : nil)
        ])
    }
  }

  private static let russianPeople = [
    "Тулегенов|Александр|Куандыкович", "Заречная|Любовь|Игоревна", "Швец|Павел", "Щегольков|Юрий|Яковлевич",
    "Цой|Жанна",
    "Мещерин|Роман|Фёдорович", "Киселёв|Артём", "Гринько|Илья", "Трубецкой|Тихон|Саввич", "Соловей|Фома|Лукич",
    "Заяц|Остап|Михайлович", "Рыльских|Нинель|Павловна", "Чхеидзе|Вахтанг|Ираклиевич", "Мицкевич|Марк|Андреевич",
    "Тер-Григорян|Ашот|Саркисович", "Лопухина-Мирская|Анна-Мария", "Дюбуа|Жан-Жак", "Зозуля|Никита|Кузьмич",
    "Орёл|Софья|Львовна", "Палий|Пётр|Николаевич", "аль-Масри|Халед", "Нгуен|Ван Тхань", "Горячая|Дарья|Ильинична",
    "Джаксыбеков|Джолдас|Абдуллаевич", "Шевченко|Гаврила", "Окуджава|Лука", "Вышинский|Эрнест",
    "Бондарь|Юлия|Никитична",
    "Щукарёв|Евгений", "Цхай|Эдуард", "Жмыхова|Юлия", "Объедков|Яков",
  ]

  private static let kazakhPeople = [
    "Қуатбеков|Серік|Жүсіпұлы", "Өтегенова|Айгүл|Мұратқызы", "Бөрібай|Арман", "Нұрпейісов|Ғалымжан|Қайырұлы",
    "Тілеубердин|Қожық|Қанапияұлы", "Жолмырзаева|Бәтима|Сатылғанқызы", "Көккөз|Жақып|Бөжекұлы",
    "Шоңай|Есенғали|Ыбырайұлы",
    "Сүйіндікова|Гүлзипа|Мұстафақызы", "Сәдуақасов|Жәнібек|Әліұлы", "Қосмұратов|Нұрлан|Тоқайұлы",
    "Ысқақов|Асхат|Ғаниұлы",
    "Бөлтірік|Мейірхан|Тілеуұлы", "Әлмұхамбет|Дәулет", "Ащыбаев|Қуанышбек|Ыдырысұлы", "Құдайбергенов|Шәкірт",
    "Жаңбыршиев|Ілияс",
  ]

  private static let englishPeople = [
    "O'Rourke|Desmond", "Coldwell|Harriet", "Zhakypbekov|Yerzhan|Serikuly", "Périgord|Jean-Luc", "van den Heuvel|Joris",
    "Håkansson|Björn", "Łukasiewicz|Żaneta", "Kovačević|Željko", "Al-Rashid|Yusuf", "St. Clair|Amelie", "Yılmaz|Çağla",
    "D'Angelo|Nunzio", "Fitzherbert-Brown|Imogen", "Whitlock|Robert", "Nguyễn|Thị Hương",
    "Shcherbatyuk|Yevgeniya|Anatolyevna",
    "Kudaibergenov|Zhanibek", "Hughes|Rhys", "Pennington|William", "Marchbanks|Elizabeth",
  ]

  private static let russianNamesakes = [
    "Сейфуллин|Сакен", "Ауэзов|Мухтар", "Гагарин|Юрий", "Пушкин|Александр", "Кунанбаев|Абай", "Маметова|Маншук",
    "Мельник|Вера", "Волк|Надежда", "Мороз|Лев", "Кузнец|Любовь", "Роза|Роман",
  ]
  private static let kazakhNamesakes = [
    "Сейфуллин|Сәкен", "Әуезов|Мұхтар", "Құнанбаев|Абай", "Мәметова|Мәншүк", "Момышұлы|Бауыржан", "Сәтбаев|Қаныш",
    "Бөрі|Арман", "Темір|Бақыт", "Қанат|Үміт", "Батыр|Еркін", "Нұр|Жұлдыз",
  ]
  private static let englishNamesakes = [
    "Kennedy|John", "Rothwell|Cyril", "Maddox|Una", "Lindqvist|Astrid", "Hope|Grace", "May|Mark", "Stone|Joy",
    "Price|Dawn",
    "Case|Will", "Field|Faith",
  ]
}
