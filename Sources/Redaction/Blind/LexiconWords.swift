/// Words of the three languages that say what stands beside them; `stem*` is any word that begins so.
enum LexiconWords {
  static let all: [(Lexicon.Marks, String)] = [
    (
      .title,
      "mr mrs ms miss messrs dr sir madam lord lady prof professor judge justice fru herr frau г-н г-жа господин* госпож* "
        + "гражданин* гражданк* тов мырза* ханым* азамат азаматша"
    ),
    (
      .role,
      "president minister chancellor governor mayor prosecutor lawyer counsel advocate officer captain lieutenant major "
        + "colonel general sergeant inspector director chairman chairwoman agent deputy registrar rapporteur solicitor "
        + "barrister witness applicant detainee prisoner doctor expert secretary delegate applicants "
        + "президент* министр* премьер* депутат* сенатор* губернатор* мэр* глав* директор* председател* генерал* полковник* "
        + "подполковник* майор* капитан* лейтенант* сержант* прапорщик* судь* прокурор* следовател* адвокат* дознавател* "
        + "инспектор* начальник* заместител* врач* фельдшер* свидетел* задержанн* осужденн* обвиняем* подсудим* заявител* "
        + "журналист* корреспондент* редактор* писател* режиссер* актер* актрис* тренер* академик* профессор* доктор* "
        + "спикер* секретар* представител* лидер* чиновник* бизнесмен* олигарх* аким* политолог* эксперт* ректор* певец* певиц* "
        + "президенті министрі әкім* директоры төраға* депутат* судья* прокурор* тергеуші* адвокат* полковник* дәрігер* "
        + "жазушы* ақын* әнші* ғалым* академик профессор журналист* тілші* бастығы басшысы басқармасының куәгер* ұсталған*"
    ),
    (.kinship, "ұлы қызы улы кызы uly kyzy qyzy kizi ogly oglu"),
    (
      .speech,
      "said told stated testified сказал* заяви* сообщи* отмети* подчеркн* считает добави* поясни* рассказа* "
        + "уверен* признал* пообеща* напомни* дейді деді айтты мәлімдеді хабарлады атап айтып"
    ),
    (
      .streetBefore,
      "улиц* ул проспект* просп пр-т пр-кт пр площад* пл переул* пер бульвар* бул б-р мкр микрорайон* шоссе аллея набережн* "
        + "проезд* квартал* мкрн"
    ),
    (
      .streetAfter,
      "street st avenue ave road rd lane square drive boulevard blvd terrace court straße strasse gasse sokak caddesi "
        + "көшес* даңғыл* алаңы* бульвары* шағынауд* ықшамауд* шағын мөлтек тұйығы*"
    ),
    (
      .house,
      "дом д кв квартир* корп корпус* офис оф стр строени* подъезд* этаж* комн комнат* үй үйі үйде пәтер* бөлме* apt "
        + "apartment flat suite room building block floor"
    ),
    (.application, "application applications appl appls жалоб* өтініш* шағым* communication"),
    (
      .proceeding,
      "case cases file files docket proceedings ref reference дел* уголовн* протокол* постановлени* материал* ерп кусн ксзи іс "
        + "істің ісі хаттама* қаулы* proceeding indictment warrant decree decision judgment order"
    ),
    (.number, "no nos nr number numbers номер* ном нөмір* n"),
    (.cell, "cell cells камер* ward палат* dormitory"),
    (.badge, "badge жетон* badgenumber нагрудн* төсбелгі* омырау"),
    (
      .institution,
      "court courts ministry tribunal police prison department office university hospital bank company committee council "
        + "party agency institute association union chamber commission authority directorate board ltd gmbh inc corporation "
        + "federation school college bureau station clinic chancellery parliament assembly senate government fund foundation "
        + "organisation organization "
        + "суд* министерств* полиц* прокуратур* департамент* управлени* университет* институт* больниц* банк* компани* "
        + "комитет* совет* парти* агентств* ассоциац* союз* комисси* корпорац* фонд* школ* колледж* академи* ооо оао зао "
        + "тоо ао гу сизо изолятор* колони* тюрьм* приемник* газет* журнал* телеканал* холдинг* завод* фирм* концерн* "
        + "федерац* департамент* парламент* клуб* театр* "
        + "соты* сот министрліг* полиция* прокуратура* департамент* басқарма* университет* институт* аурухана* банк* "
        + "компания* комитет* кеңес* партия* агенттіг* қауымдаст* одағы* комиссия* қоры* мектеб* академия* жшс орталығ* "
        + "изолятор* түрме* колония* газет* журнал* парламент* мәжіліс* сенат* ұйымы* корпорация*"
    ),
    (
      .place,
      "city town village district region province county river lake mountain island airport municipality valley near "
        + "город* гор обл област* край края район* село села деревн* пос посел* аул* остров* рек* озер* аэропорт* гора "
        + "қаласы* қала облыс* ауданы* аудан ауыл* кент* өзен* көл* тауы* аралы* әуежай*"
    ),
    (
      .month,
      "january february march april may june july august september october november december "
        + "январ* феврал* марта март апрел* мая май июн* июл* август* сентябр* октябр* ноябр* декабр* "
        + "қаңтар* ақпан* наурыз* сәуір* мамыр* маусым* шілде* тамыз* қыркүйек* қазан* қараша* желтоқсан*"
    ),
    (
      .people,
      "turkish german polish british norwegian swedish austrian cypriot italian french russian ukrainian kurdish greek "
        + "bulgarian romanian czech slovak hungarian finnish danish irish dutch belgian spanish portuguese swiss estonian "
        + "latvian lithuanian moldovan georgian armenian azerbaijani iranian iraqi afghan syrian somali nigerian indian "
        + "pakistani chinese american algerian tunisian moroccan sami roma kazakh uzbek kyrgyz tajik uighur chechen "
        + "казах* русск* узбек* кыргыз* уйгур* таджик* украин* чечен* татар* немец* қазақ* орыс* өзбек* қырғыз* ұйғыр* тәжік*"
    ),
    (
      .currency,
      "eur euro euros pln trl tl gbp usd dollars pounds sterling nok sek ats dem fim frf chf rub uah kzt lira liras zlotys "
        + "kroner kronor marks тенге руб рубл* долл* евро теңге* доллар* млн млрд миллион* миллиард* тысяч* мың"
    ),
    (
      .law,
      "article articles section sections paragraph paragraphs act code convention protocol rule law constitution §"
        + " стать* ст пункт* закон* кодекс* конституц* бап* бабы* тармақ* заң* кодекс* конституция*"
    ),
    (.country, PlaceNames.countries), (.city, PlaceNames.cities),
    (
      .particle,
      "van von der den de la le du di da dos del bin ibn al el abu фон де ван дер оглы заде дю ла аль эль бин ибн"
    ),
  ]
}
