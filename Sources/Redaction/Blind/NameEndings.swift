/// Endings by which surnames and patronymics of the region are known, in every case.
enum NameEndings {
  /// Patronymics in any Russian case; Kazakh ones written together.
  private static let patronymics = endings(
    "ович овича овичу овичем овиче евич евича евичу евичем евиче овна овны овне овну овной евна евны евне евну евной "
      + "ична ичны ичне ичну ичной ұлы ұлының ұлына ұлын ұлымен қызы қызының қызына қызын қызымен ovich evich ovna evna "
      + "uly kyzy qyzy")

  private static let surnames = endings(
    "ов ова ову овым ове овой овы овых овым ев ева еву евым еве евой евы евых ин ина ину иным ине иной ины иных "
      + "ский ского скому ским ском ская скую ской ские ских цкий цкого цкому цким цкая цкой енко чук ук юк ян яна яну яном "
      + "дзе швили баев баева беков бекова ханов ханова бай байдың бек бектің бекке хан ханның ханға жан жанның гүл гүлдің "
      + "нұр нұрдың қали ғали мырза овтың евты евтың евқа евпен евтан овқа овты овпен овтан овтың евтің евке евті евпен евтен еваның евага еваға еваны "
      + "оваға ованың ованы овамен евамен ов-тің іков ков "
      + "берг берга бергу бергом берге штейн штейна штейну штейном штейне майер майера майеру майером ман мана ману маном мане "
      + "ич ича ичу ичем иче их ых иди иани уа ава ия аури адзе енков енкова енкову "
      + "ov ova ev eva yev yeva ski ska sky skiy skaya enko dze shvili son sen oglu baev bayev bekov bek bay zhan "
      + "ic vic wicz czyk")

  static func marks(_ word: ArraySlice<UInt32>) -> Lexicon.Marks {
    var marks: Lexicon.Marks = []
    var hash = NameKey.seed
    var length = 0
    for scalar in word.reversed() {
      hash = NameKey.extend(hash, scalar)
      length += 1
      // At least two letters stand before an ending.
      if length > 10 || length + 2 > word.count { break }
      if surnames.contains(hash) { marks.insert(.surnameEnding) }
      if patronymics.contains(hash) { marks.insert(.patronymic) }
    }
    return marks
  }

  private static func endings(_ list: String) -> Set<UInt64> {
    Set(
      list.split(separator: " ").map { ending in
        NameKey.hash(ending.unicodeScalars.reversed().map { FoldTable.entry($0, in: FoldTable.entries).folded })
      })
  }
}
