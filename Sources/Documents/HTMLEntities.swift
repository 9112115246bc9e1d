/// Named character references (HTML Living Standard, 13.5): those of Latin and Cyrillic letters and of the usual
/// punctuation. Any other is reported as unreadable.
enum HTMLEntities {
  static func scalar(_ name: String) -> Unicode.Scalar? { table[name] }

  private static let table: [String: Unicode.Scalar] = {
    let words = list.split(whereSeparator: \.isWhitespace)
    var table: [String: Unicode.Scalar] = [:]
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      table[String(words[index])] = UInt32(words[index + 1], radix: 16).flatMap { Unicode.Scalar($0) }
    }
    return table
  }()

  /// Names, each with its code point.
  private static let list = """
    AElig c6 AMP 26 Aacute c1 Abreve 102 Acirc c2 Acy 410 Agrave c0 Amacr 100 Aogon 104 Aring c5 Atilde c3 Auml c4
    Bcy 411 CHcy 427 COPY a9 Cacute 106 Ccaron 10c Ccedil c7 Ccirc 108 Cdot 10a Cedilla b8 CenterDot b7
    CloseCurlyDoubleQuote 201d CloseCurlyQuote 2019 DJcy 402 DScy 405 DZcy 40f Dcaron 10e Dcy 414
    DiacriticalAcute b4 DiacriticalGrave 60 Dot a8 DoubleDot a8 Dstrok 110 ENG 14a ETH d0 Eacute c9 Ecaron 11a
    Ecirc ca Ecy 42d Edot 116 Egrave c8 Emacr 112 Eogon 118 Euml cb Fcy 424 GJcy 403 GT 3e Gbreve 11e Gcedil 122
    Gcirc 11c Gcy 413 Gdot 120 HARDcy 42a Hcirc 124 Hstrok 126 IEcy 415 IJlig 132 IOcy 401 Iacute cd Icirc ce
    Icy 418 Idot 130 Igrave cc Imacr 12a Iogon 12e Itilde 128 Iukcy 406 Iuml cf Jcirc 134 Jcy 419 Jsercy 408
    Jukcy 404 KHcy 425 KJcy 40c Kcedil 136 Kcy 41a LJcy 409 LT 3c Lacute 139 Lcaron 13d Lcedil 13b Lcy 41b
    Lmidot 13f Lstrok 141 Mcy 41c NJcy 40a Nacute 143 Ncaron 147 Ncedil 145 Ncy 41d NegativeMediumSpace 200b
    NegativeThickSpace 200b NegativeThinSpace 200b NegativeVeryThinSpace 200b NewLine a NonBreakingSpace a0
    Ntilde d1 OElig 152 Oacute d3 Ocirc d4 Ocy 41e Odblac 150 Ograve d2 Omacr 14c OpenCurlyDoubleQuote 201c
    OpenCurlyQuote 2018 Oslash d8 Otilde d5 Ouml d6 Pcy 41f PlusMinus b1 QUOT 22 REG ae Racute 154 Rcaron 158
    Rcedil 156 Rcy 420 SHCHcy 429 SHcy 428 SOFTcy 42c Sacute 15a Scaron 160 Scedil 15e Scirc 15c Scy 421 THORN de
    TRADE 2122 TSHcy 40b TScy 426 Tab 9 Tcaron 164 Tcedil 162 Tcy 422 ThinSpace 2009 Tstrok 166 Uacute da Ubrcy 40e
    Ubreve 16c Ucirc db Ucy 423 Udblac 170 Ugrave d9 Umacr 16a UnderBar 5f Uogon 172 Uring 16e Utilde 168 Uuml dc
    Vcy 412 VerticalLine 7c Wcirc 174 YAcy 42f YIcy 407 YUcy 42e Yacute dd Ycirc 176 Ycy 42b Yuml 178 ZHcy 416
    Zacute 179 Zcaron 17d Zcy 417 Zdot 17b ZeroWidthSpace 200b aacute e1 abreve 103 acirc e2 acute b4 acy 430
    aelig e6 agrave e0 amacr 101 amp 26 angst c5 aogon 105 apos 27 aring e5 ast 2a atilde e3 auml e4 bcy 431
    bdquo 201e brvbar a6 bsol 5c bull 2022 bullet 2022 cacute 107 ccaron 10d ccedil e7 ccirc 109 cdot 10b cedil b8
    cent a2 centerdot b7 chcy 447 circledR ae colon 3a comma 2c commat 40 copy a9 curren a4 dagger 2020 dash 2010
    dcaron 10f dcy 434 deg b0 die a8 div f7 divide f7 djcy 452 dollar 24 dscy 455 dstrok 111 dzcy 45f eacute e9
    ecaron 11b ecirc ea ecy 44d edot 117 egrave e8 emacr 113 emsp 2003 eng 14b ensp 2002 eogon 119 equals 3d eth f0
    euml eb euro 20ac excl 21 fcy 444 frac12 bd frac14 bc frac34 be gbreve 11f gcirc 11d gcy 433 gdot 121 gjcy 453
    grave 60 gt 3e half bd hardcy 44a hcirc 125 hellip 2026 horbar 2015 hstrok 127 hyphen 2010 iacute ed icirc ee
    icy 438 iecy 435 iexcl a1 igrave ec ijlig 133 imacr 12b imath 131 inodot 131 iocy 451 iogon 12f iquest bf
    itilde 129 iukcy 456 iuml ef jcirc 135 jcy 439 jsercy 458 jukcy 454 kcedil 137 kcy 43a kgreen 138 khcy 445
    kjcy 45c lacute 13a laquo ab lbrace 7b lbrack 5b lcaron 13e lcedil 13c lcub 7b lcy 43b ldquo 201c ldquor 201e
    ljcy 459 lmidot 140 lowbar 5f lpar 28 lrm 200e lsaquo 2039 lsqb 5b lsquo 2018 lsquor 201a lstrok 142 lt 3c
    macr af mcy 43c mdash 2014 micro b5 midast 2a middot b7 mldr 2026 nacute 144 napos 149 nbsp a0 ncaron 148
    ncedil 146 ncy 43d ndash 2013 njcy 45a not ac ntilde f1 num 23 numero 2116 oacute f3 ocirc f4 ocy 43e
    odblac 151 oelig 153 ograve f2 omacr 14d ordf aa ordm ba oslash f8 otilde f5 ouml f6 para b6 pcy 43f percnt 25
    period 2e permil 2030 plus 2b plusmn b1 pm b1 pound a3 quest 3f quot 22 racute 155 raquo bb rbrace 7d rbrack 5d
    rcaron 159 rcedil 157 rcub 7d rcy 440 rdquo 201d rdquor 201d reg ae rlm 200f rpar 29 rsaquo 203a rsqb 5d
    rsquo 2019 rsquor 2019 sacute 15b sbquo 201a scaron 161 scedil 15f scirc 15d scy 441 sect a7 semi 3b shchcy 449
    shcy 448 shy ad softcy 44c sol 2f strns af sup1 b9 sup2 b2 sup3 b3 szlig df tcaron 165 tcedil 163 tcy 442
    thinsp 2009 thorn fe times d7 trade 2122 tscy 446 tshcy 45b tstrok 167 uacute fa ubrcy 45e ubreve 16d ucirc fb
    ucy 443 udblac 171 ugrave f9 umacr 16b uml a8 uogon 173 uring 16f utilde 169 uuml fc vcy 432 verbar 7c vert 7c
    wcirc 175 yacute fd yacy 44f ycirc 177 ycy 44b yen a5 yicy 457 yucy 44e yuml ff zacute 17a zcaron 17e zcy 437
    zdot 17c zhcy 436 zwj 200d zwnj 200c
    """
}
