/// Given names as such, whoever bears them: enough to tell that a known surname beside one is somebody else's.
enum Namesakes {
  /// Whether a folded word is a given name in some case.
  static func isGivenName(_ word: ArraySlice<UInt32>) -> Bool {
    guard word.count > 2, word.count < 24 else { return false }
    let isLatin = word.first.map { $0 < 0x250 } ?? false
    var key: [UInt32] = []
    NameKey.append(word, isLatin: isLatin, to: &key)
    var hits: [StemIndex.Hit] = []
    index.lookUp(key, isKazakh: false, into: &hits)
    return !hits.isEmpty
  }

  private static let index: StemIndex = {
    var index = StemIndex()
    for name in Diminutives.names.joined() + more {
      let key = NameKey.key(name)
      func insert(_ stem: [UInt32], _ ending: EndingClass) {
        index.insert(NameForm(stem: stem, ending: ending, traits: []), person: 0, part: .given)
      }
      insert(key, .none)
      insert(key, .kazakh)
      for (stem, ending) in RussianDeclension.stems(name, .given) where stem.count > 2 {
        insert(NameKey.key(stem), ending)
      }
      insert(Transliteration.common.key(of: name), .latin)
    }
    index.seal()
    return index
  }()

  private static let more: [[UInt32]] = """
    эдуард эльдар эмиль эльвира эльмира элина элеонора ян яна лев марк глеб богдан макар матвей мирослав савелий святослав всеволод
    тихон филипп фома ефим емельян демьян давид даниил данила герман вениамин альберт адам арсений арсен рашид рамиль равиль радик
    марсель наиль айрат азат ильдар ильнур ленар ринат динар камиль тагир фарид хамит шамиль юсуп якуб алина алсу альбина анна
    антонина анжела ангелина василиса варвара диана ева жанна изабелла карина кира клавдия кристина лилия лия майя марта милана мирослава
    нелли регина римма роза роксана сюзанна снежана ульяна фаина эмма эльза яна абай абылай аблай абылайхан абдрахман айбек айбар айсултан
    акжан акмарал аманжол аманкелди амангельды амир аскар аслан аян аяулым багдат бакыт балжан батыр батырхан бейбит бекболат бекжан
    бексултан болатбек габит гани гульбану гульжан гульсим гульшат данияр дархан дастан даулет динмухамед динмухаммед досжан ерасыл
    ергали еркебулан еркежан еркин ернар ерсултан есен есентай жаксылык жалгас жандос жансая жасулан жанибек жания жулдызай зангар зере
    ибрагим ильяс инкар искандер исатай кадыр кажымурат калдыбек камшат кенжебек кенес кунсулу куралай кымбат магжан мадияр максат
    мансур медет мирас молдир мухамед мустафа мырзабек назерке назгуль нартай нурбол нурболат нурлыбек нурия нурислам олжас орал орынбасар
    рахат рахим рысбек сагат сакен сандугаш санжар саят серикбай тогжан толкын туман улболсын улбосын хамза шерхан шокан шынгыс ыбырай
    james john robert michael william david richard charles joseph thomas christopher daniel paul kevin brian george edward ronald
    anthony jason matthew gary timothy larry jeffrey scott eric stephen andrew raymond gregory joshua jerry dennis walter patrick peter
    harold douglas henry carl arthur ryan roger mary patricia linda barbara elizabeth jennifer susan margaret dorothy lisa nancy karen
    betty helen sandra donna carol ruth sharon michelle laura sarah kimberly deborah jessica shirley cynthia angela melissa brenda amy
    rebecca virginia kathleen pamela martha debra amanda stephanie carolyn christine janet catherine frances ann joyce diane alice julie
    """.split(whereSeparator: \.isWhitespace).map { EndingClass.scalars(String($0)) }
}
