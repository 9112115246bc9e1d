extension Trap {
  static let english = [
    Trap(
      "possessive and plural", .english,
      [
        "The ⟦Coldwells⟧ came.", "Mr ⟦Coldwell’s⟧ phone", "The ⟦O'Rourkes⟧ came.", "Mr ⟦Hughes'⟧ phone",
        "Mr ⟦Périgord's⟧ phone",
      ]),
    Trap(
      "initials on either side", .english,
      [
        "Then ⟦D. O'Rourke⟧ fell.", "Then ⟦Desmond J. O'Rourke⟧ fell.", "Then ⟦Coldwell, H.⟧ fell.",
        "Then ⟦H.Coldwell⟧ fell.",
        "Then ⟦J.-L. Périgord⟧ fell.", "Then ⟦Harriet C.⟧ fell.", "Then ⟦Thị Hương Q. Nguyễn⟧ fell.",
        "LIST: ⟦COLDWELL H⟧",
      ]),
    Trap(
      "any order, names of several words", .english,
      [
        "See ⟦O'Rourke, Desmond⟧ there.", "Then ⟦Joris van den Heuvel⟧ fell.", "Then ⟦Van den Heuvel⟧ fell.",
        "Then ⟦Heuvel⟧ fell.",
        "Then ⟦Amelie St. Clair⟧ fell.", "Then ⟦St. Clair⟧ fell.", "Then ⟦Al-Rashid⟧ fell.", "Then ⟦Rashid⟧ fell.",
        "Then ⟦Fitzherbert⟧ fell.", "Then ⟦Nguyễn Thị Hương⟧ fell.",
      ]),
    Trap(
      "all capitals", .english,
      [
        "Then ⟦O’ROURKE⟧ fell.", "Then ⟦YILMAZ⟧ fell.", "Then ⟦ŁUKASIEWICZ⟧ fell.", "Then ⟦AMELIE ST. CLAIR⟧ fell.",
        "Then ⟦D’ANGELO⟧ fell.",
      ]),
    Trap(
      "accents kept, lost and apart", .english,
      [
        "Then ⟦Jean-Luc Périgord⟧ fell.", "Then ⟦Perigord⟧ fell.", "Then ⟦Hakansson⟧ fell.", "Then ⟦Lukasiewicz⟧ fell.",
        "Then ⟦Zaneta⟧ fell.", "Then ⟦Kovacevic⟧ fell.", "Then ⟦Zeljko⟧ fell.", "Then ⟦Ha\u{30A}kansson⟧ fell.",
        "Then ⟦Nguyen⟧ fell.",
        "Then ⟦Cagla Yilmaz⟧ fell.",
      ]),
    Trap(
      "curly apostrophe and its kin", .english,
      [
        "Yesterday ⟦Desmond O’Rourke⟧ was seen.", "Then ⟦O\u{2BC}Rourke⟧ fell.", "Then ⟦O`Rourke⟧ fell.",
        "Then ⟦O‘Rourke⟧ fell.",
        "Then ⟦ORourke⟧ fell.", "Then ⟦D’Angelo⟧ fell.", "Then ⟦D\u{2032}Angelo⟧ fell.",
      ]),
    Trap(
      "broken lines", .english,
      [
        "Then ⟦Cold-\nwell⟧ fell.", "Then ⟦Cold\u{AD}well⟧ fell.", "Then ⟦Harriet\nColdwell⟧ fell.",
        "Then ⟦Jean-\nLuc⟧ fell.",
        "Then ⟦Fitzherbert-\nBrown⟧ fell.", "Then ⟦Lukasie-\r\nwicz⟧ fell.",
      ]),
    Trap(
      "NBSP and U+2011", .english,
      [
        "Then ⟦Harriet\u{A0}Coldwell⟧ fell.", "Then ⟦Jean\u{2011}Luc⟧ fell.", "Then ⟦Al\u{2011}Rashid⟧ fell.",
        "Then ⟦Cold\u{200B}well⟧ fell.",
      ]),
    Trap(
      "letter-spaced", .english,
      [
        "Then ⟦C o l d w e l l⟧ fell.", "Then ⟦C.o.l.d.w.e.l.l⟧ fell.", "Then ⟦W  h  i  t  l  o  c  k⟧ fell.",
        "Then ⟦H-e-u-v-e-l⟧ fell.",
      ]),
    Trap(
      "homoglyphs and other letters", .english,
      [
        "Then ⟦Cоldwеll⟧ fell.", "Then ⟦𝐂𝐨𝐥𝐝𝐰𝐞𝐥𝐥⟧ fell.", "Then ⟦𝒞𝑜𝓁𝒹𝓌𝑒𝓁𝓁⟧ fell.", "Then ⟦Ⓒⓞⓛⓓⓦⓔⓛⓛ⟧ fell.",
        "Then ⟦Ｃｏｌｄｗｅｌｌ⟧ fell.",
        "Then ⟦Cοldwell⟧ fell.", "Then ⟦Whitl0ck⟧ fell.", "Then ⟦Co1dwell⟧ fell.",
      ]),
    Trap(
      "misspelt beside the right given name", .english,
      ["Then ⟦Harriet Coldvill⟧ fell.", "Then ⟦Harriet Coldwel⟧ fell."]),
    Trap(
      "diminutives", .english,
      [
        "And then ⟦Bob⟧ left us.", "And then ⟦Bobby Whitlock⟧ left us.", "And then ⟦Bill⟧ left us.",
        "And then ⟦Liz⟧ left us.",
        "And then ⟦Betty Marchbanks⟧ left us.", "And then ⟦Willy⟧ left us.", "And then ⟦Hattie⟧ left us.",
        "And then ⟦Des⟧ left us.",
      ]),
    Trap(
      "file names, links and handles", .english,
      [
        "See ⟦coldwell_harriet⟧.pdf there", "See example.org/⟦harrietcoldwell⟧ there", "See @⟦coldwell⟧42 there",
        "See @⟦rhyshughes⟧ there", "See ⟦orourke-desmond⟧.html there", "See example.org/⟦joris.vandenheuvel⟧ there",
        "See ⟦St._Clair_Amelie⟧.pdf there", "See ⟦Harriet%20Coldwell⟧.pdf there", "#⟦FreeColdwell⟧ they said",
      ]),
    Trap(
      "from a passport into Russian and Kazakh", .english,
      [
        "Видели ⟦Жакыпбекова⟧ там.", "Сонда ⟦Жақыпбековтің⟧ інісі.", "Сонда ⟦Ержанға⟧ айтты.",
        "Видели ⟦Ержана Сериковича⟧ там.",
        "Сонда ⟦Серікұлы⟧ тұрды.", "Then ⟦Jaqypbekov⟧ fell.", "Then ⟦Erzhan⟧ fell.", "Видели ⟦Колдвелл⟧ там.",
        "Видели ⟦Щербатюк⟧ там.",
        "Видели ⟦Евгению⟧ там.", "Позвали ⟦Анатольевну⟧ потом.", "Сонда ⟦Құдайбергеновті⟧ ұрды.",
        "Сонда ⟦Жәнібекті⟧ ұрды.",
        "Then ⟦Qudaibergenov⟧ fell.", "Then ⟦Scherbatyuk⟧ fell.", "Видели: ⟦Дезмонд О’Рурк⟧ (⟦Desmond O’Rourke⟧).",
      ]),
  ]
}
