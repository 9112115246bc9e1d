/// Words beside a name that say what it is the name of, as stems in the alphabet of `NormalisedText`.
extension CueWords {
  /// Before a name: a street or square is named after somebody.
  static let streetBefore = list(
    "улица улице улицу улицей улицы улиц улицам ул угол углу метро перекресток перекрестк проспект пр просп пл площадь площади площадью имени им переул пер бульвар бул "
      + "мкр микрорайон сквер шоссе аллея аллее аллею набережн наб проезд тупик поселок поселк станци село селе аул ауле "
      + "st street avenue ave square named")
  /// Before a name in the genitive: an institution is.
  static let institutionBefore = list(
    "парк парка парке парком музей музея музее стадион театр театра театре университет институт академия "
      + "академии академию школа школе школу лицей лицее лицея гимнази больница больнице больницу больницы библиотек премия "
      + "премию премии фонд фонда фонде мечет мавзоле мост кинотеатр завод фабрик колхоз "
      + "совхоз орден медал дворец дворца дворце стипенди опера оперы опере")
  static let named = list("имени")
  static let by = list("по")
  /// What is left of a word for a street that is written with a hyphen.
  static let streetTails = Set(list("т те та ту кт р ре ра н не на ка дь ди я"))
  /// Named after somebody; named for somebody.
  static let calledAfter = list("named called")
  static let after = Set(list("after for"))
  static let and = Set(list("и and және мен пен бен"))
  /// After a name: the same in Kazakh, where the name is not declined.
  static let placeAfter = list(
    "көшесі даңғылы атында алаңы бульвары шағын ауданы саябағы облысы қаласы ауылы аулы кенті университеті академиясы мектебі "
      + "театры мұражайы музейі стадионы сыйлығы моделі қорын ордені кесенесі мешіті кітапханасы станциясы "
      + "кинотеатры операсы премиясы зауыты фабрикасы колледжі метросы "
      + "гимназиясы лицейі ауруханасы институты тұйығы орамы жолы батыр")
  static let englishPlaces = Set(
    list(
      "street avenue ave square road boulevard park university school theatre theater museum prize foundation stadium hospital "
        + "library station bridge lane drive highway district airport institute academy award prison jail college centre center "
        + "clinic hall crescent terrace gardens cemetery church cathedral mosque trust scholarship medal plaza tower building "
        + "st rd ct blvd close court county hotel memorial monument village town"))
  /// Written with a capital before a name without being part of it, or a role that makes a word a name.
  static let titles = list(
    "mr mrs ms miss dr sir judge officer captain lieutenant major colonel general sergeant inspector president professor "
      + "doctor lawyer prosecutor director detainee witness complainant brother sister mother father son daughter wife husband "
      + "господин госпож г-н г-жа полковник майор капитан лейтенант сержант старшин подполковник генерал судья судьи судье судью "
      + "адвокат прокурор следовател инспектор директор профессор доктор врач министр депутат президент начальник "
      + "задержанн осужденн обвиняем подозреваем подсудим потерпевш свидетел заявител гражданин гражданк гр гр-н гр-ка арестованн "
      + "мать матери отец отца брат брата сестра сестры сестре жена жены муж мужа сын сына дочь дочери дядя тетя бабушк дедушк друг "
      + "азамат азаматша куәгер күдікті айыпталушы сотталушы ұсталған жәбірленуші тергеуші дәрігер полковник майор анасы әкесі ағасы "
      + "інісі апасы қарындасы әпкесі ұлы қызы әйелі күйеуі министр президент әкім төраға")
  /// After a name: what only people do. A sentence that begins with a word goes on otherwise.
  static let deeds = list(
    "сказал сообщил заявил пояснил рассказал пришел пришла приш ушел ушла видел просил попросил подтверд отметил находил родил работал работает "
      + "живет жил написал позвонил подпис встрет получил отказал ответил считает считал говорит говорил добавил подчеркн обратил показал "
      + "жалу подал подала упал стоял сидел лежал спал плакал кричал молчал бежал вышел вышла вошел вошла уехал приехал умер погиб "
      + "задерж арестов избит избил ранен осужд признал признан требует требовал знает знал помнит помнил утвержда назвал направил доставлен "
      + "был была объявил объясн поблагодар побывал назнач возглав провел провела выступ стал стала прибыл прибыла находится "
      + "said says told asked came went saw spoke wrote called signed denied replied stated testified died lives lived "
      + "works worked left arrived explained added complained alleged claimed confirmed refused received heard stood sat fell cried "
      + "арызы анасы әкесі туыстары үйі айтуынша сөзінше телефоны денсаулығы адвокаты жағдайы құжаттары ісі әйелі"
  )
  /// After a name these say something of a person only with one of `deeds` or `states` after them.
  static let auxiliaries = Set(list("was were is has had"))
  static let states = list(
    "detained arrested beaten released taken transferred brought examined questioned interrogated held kept born killed injured "
      + "wounded sentenced convicted charged accused tortured threatened allowed afraid sick ill unable married alone placed led "
      + "been hit punched handcuffed searched visited moved")
  /// Before an English noun, never before a name.
  static let determiners = Set(list("the a an this that these his her my our your their its no any some of"))
  static let months = Set(list("april may june august март май мая марта августа мамыр наурыз"))
  static let beforeMonths = Set(
    list("in since until till by during last next early late mid from before after of в с до по к"))
  /// At the end of a Kazakh sentence: the same.
  static let kazakhDeeds = list(
    "айтты деді дейді келді кетті хабарлады мәлімдеді көрсетті түсіндірді ұсталды жазды сұрады барды қайтты тұрды тұрады отырды жатты "
      + "жатыр жұмыс өмір туған туылған көрді білді біледі шықты кірді берді алды болды қатысты сөйледі сөйлесті қол ұрды соқты "
      + "шақырды жіберді тапсырды растады мойындады қамалды босатылды соғылды жіберілді алып тартып қалды")
  /// After a name of anything.
  static let calledSo = list("деген")
  /// After a father's name written apart.
  static let kinship = list("ұлы улы қызы кызы uly kyzy qyzy oglu")
}
