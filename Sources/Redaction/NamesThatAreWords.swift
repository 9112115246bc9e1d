/// Names that are words: written small they are never taken for a name, and at the beginning of a sentence only
/// suggested.
enum NamesThatAreWords {
  static func isCommon(_ key: [UInt32]) -> Bool { keys.contains(key) }

  private static let keys: Set<[UInt32]> = {
    let russian =
      "вера надежда любовь роман лев слава мир мороз король волк заяц голубь сокол медведь орел гора зима весна май "
      + "марта август роза лилия виктория победа злата луна заря соловей воробей кузнец мельник гончар коваль ткач "
      + "швец бондарь козел баран жук рыба белый черный красный синий молодой старый большой добрый толстой горький "
      + "правда судья пан князь граф барон цыган хохол немец турок поляк татарин казак султан хан бек шах имам мулла "
      + "али ан ли ю хан сон нам мин тен дан сан дон ро ра ни но мира мила рая света поля лада слав лена рита люб "
      + "свет раи серый серж дания кот барс"
    let kazakh =
      "арман салтанат кенже асық асыл бақыт болат дәулет мұрат тілек айна алма гүл нұр бейбіт азамат ерік жеңіс темір "
      + "сұлтан қуаныш сәуле жібек әділет бостандық еркін намыс дана қанат талап "
      + "жанар сезім үміт сенім жарық шырақ бала ана ата апа аға іні дос жан ай күн жұлдыз тас алтын күміс "
      + "береке ырыс ынтымақ мақсат әмір қожа молда батыр ер бек би хан төре сері "
      + "ғалым шаттық қуат күш ақыл парасат адал ақ қара сары көк барыс арыстан жолбарыс бөрі бүркіт "
      + "сайлау бірлік алмас қымбат еңбек жақсы әділ әсем жігіт ару айна тал раушан қызғалдақ жайлау таң кеш наурыз мамыр заман өмір"
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
    }
    return keys
  }()

  /// Whether a folded word is one everybody uses, and so no inflection or odd spelling of a name.
  static func isFrequent(_ word: ArraySlice<UInt32>) -> Bool { frequent.contains(NameKey.hash(word)) }

  private static let frequent: Set<UInt64> = Set(
    """
    кто что как так там тут тот та то те эта это эти они она оно мне меня тебя его ему ими или если где кому чему
    когда для при про без над под вот все всех всем вся всю уже еще нет да быть был была было были есть сам сама само мой моя мое мои
    твой наш ваш кем чем ком том тем той тому этой этим раз два три сто год года дом дома дня дни мир муж жена сын дочь мать отец
    брат люди тени туры баны пани роды сады сама сами леса лица буду бить
    или либо лишь даже тоже также более менее можно нужно надо снова опять потом после перед между через около против кроме
    новый новая новые первый первая первые второй третий другой другие другая каждый самый самая такой такая такие какой который
    человек люди время жизнь город страна район область россия казахстан москва алматы астана шымкент январь февраль март апрель май
    июнь июль август сентябрь октябрь ноябрь декабрь понедельник вторник среда четверг пятница суббота воскресенье или иди яна
    жеке сонан сонда соның сондай сонымен соны іле елі ана анаға аналар ананы ананың анам оның олар оны оған бұның мұны мұнда міне
    мына ана анау қазір бүгін кеше ертең енді тағы әрі және немесе егер үшін бойынша туралы дейін кейін бұрын алдын арқылы жылы жылғы
    жаңа үлкен кіші барлық барлығы әр әрбір басқа өзі өзінің оқу ұрылар ұры ұлттық ұлы азаматтар адам адамдар ел елі халық қала ауыл аудан
    облыс қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі
    january february march april june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday time times year years day days man men woman women people state states court courts law laws case cases party
    police prison judge article section turkey
    бұл сол осы ол біз сіз олар мен сен кім не қай бар жоқ бір екі үш төрт бес алты жеті сегіз он ана ата аға апа бала ұл қыз
    үй жер су от тау көз бас қол тіл сөз күн ай жыл таң кеш түн
    very were mary mare here there then than when what with they will would been from have this that some like time the and but for not you all any can had her was one our out day get has him his how man new now old see two way who boy did its
    let put say she too use ali ann art bill will mark may june
    """.split(whereSeparator: \.isWhitespace).map { NameKey.hash(EndingClass.scalars(String($0))) })
}
