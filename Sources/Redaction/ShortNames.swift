/// What people are called whose names are English, and the respectful short form Kazakh makes of any name.
///
/// Lines hold one given name, then what is said instead; compiled for this program. `Diminutives` holds the Russian and
/// Kazakh ones.
enum ShortNames {
  /// The other names of the lines that hold the key of a Latin name, as keys.
  static func english(of key: [UInt32]) -> [[UInt32]] {
    (byKey[key] ?? []).flatMap { names[$0] }.filter { $0 != key }
  }

  /// Нұрлан, Нұреке; Ғалым, Ғалеке; Қайрат, Қайреке: the name up to the consonant after its first vowel.
  static func respectful(of word: [UInt32]) -> [[UInt32]] {
    let vowels = EndingClass.scalars("аәеоөуұүыіиэюя")
    guard let vowel = word.firstIndex(where: vowels.contains), vowel < 3 else { return [] }
    var end = vowel + 1
    // A glide closes no syllable here.
    if end < word.count, word[end] == 0x439 { end += 1 }
    guard end < word.count, !vowels.contains(word[end]) else { return [] }
    let beginning = word[...end]
    guard word.count > beginning.count + 1 else { return [] }
    return ["еке", "аке"].map { Array(beginning) + EndingClass.scalars($0) }.filter { !words.contains(NameKey.key($0)) }
  }

  /// Holiday, plenty.
  private static let words = Set(["мереке", "береке"].map { NameKey.key(EndingClass.scalars($0)) })

  private static let names: [[[UInt32]]] = text.split(separator: "\n").map { line in
    line.split(separator: " ").map { NameKey.key(EndingClass.scalars(String($0))) }
  }

  private static let byKey: [[UInt32]: [Int]] = {
    var table: [[UInt32]: [Int]] = [:]
    for (line, all) in names.enumerated() { for key in all { table[key, default: []].append(line) } }
    return table
  }()

  private static let text = """
    abigail abby gail
    abraham abe bram
    albert al bert bertie
    alexander alex alec sandy xander lex sasha
    alexandra alex sandra sandy lexie alexa
    alfred alf alfie fred freddie
    alison ali allie
    amanda mandy
    andrew andy drew
    angela angie
    anne annie nan nancy
    anthony tony ant
    arthur art artie
    barbara barb babs barbie
    benjamin ben benny benji
    bernard bernie
    bridget bridie biddy
    caroline carol carrie caro
    catherine cathy kate katie cat kitty
    katherine kathy kate katie kat kitty kay
    kathleen kathy kath
    charles charlie chuck chas
    charlotte charlie lottie
    christina chris chrissie tina
    christine chris chrissie tina
    christopher chris kit topher
    clifford cliff
    cornelius neil con
    cynthia cindy
    daniel dan danny
    david dave davy davey
    deborah deb debbie debby
    desmond des dessie
    dominic dom nick
    donald don donnie
    dorothy dot dottie dolly
    douglas doug dougie
    edmund ed eddie ned ted
    edward ed eddie ned ted teddy
    edwin ed eddie ned
    eleanor ellie nell nora
    elizabeth liz lizzie lizzy beth betty bess bessie eliza elsie libby lisa betsy
    emily em emmy
    ernest ernie
    eugene gene
    florence flo florrie
    frances fran fanny frankie
    francis frank frankie
    franklin frank
    frederick fred freddie freddy
    gabriel gabe
    geoffrey geoff
    jeffrey jeff
    georgina georgie gina
    gerald gerry jerry
    gerard gerry
    gilbert gil bert
    gregory greg
    harold harry hal
    harriet hattie harrie
    helen nell nellie
    henry harry hank hal
    herbert herb bert
    isabel izzy bella belle
    isabella izzy bella belle
    jacob jake
    jacqueline jackie
    james jim jimmy jamie jem
    jane janie jenny
    janet jan
    jennifer jen jenny jenni
    jessica jess jessie
    joanna jo joan
    john jack johnny jon
    jonathan jon jonny
    joseph joe joey
    josephine jo josie
    joshua josh
    judith judy jude
    julian jules
    katrina trina
    kenneth ken kenny
    kimberly kim
    lawrence larry laurie
    leonard len lenny leo
    lillian lily lil
    louis lou louie
    louise lou lulu
    madeleine maddie maddy
    malcolm mal
    margaret maggie peggy meg peg marge margie greta madge daisy rita
    martha marty mattie patty
    martin marty
    mary molly polly mamie
    matthew matt matty
    maurice moe
    maximilian max
    melissa mel lissa
    michael mike mikey mick micky mickey
    michelle shelly
    mildred millie
    millicent millie
    nathan nat nate
    nathaniel nat nate
    nicholas nick nicky nico
    nicole nicky nikki
    oliver ollie
    olivia liv livvy ollie
    oswald oz ozzie
    pamela pam
    patricia pat patty patsy tricia trish
    patrick pat paddy rick
    penelope penny
    peter pete
    philip phil pip
    priscilla cilla
    rachel rae
    raymond ray
    rebecca becky becca
    reginald reg reggie
    richard dick rick ricky rich richie
    robert bob bobby rob robbie bert
    roderick rod roddy
    rodney rod
    ronald ron ronnie
    rosemary rose rosie
    rupert bert
    samantha sam sammy
    samuel sam sammy
    sarah sally sadie
    sebastian seb bastian
    sidney sid
    simon si
    stanley stan
    stephanie steph stevie
    stephen steve stevie
    steven steve stevie
    susan sue susie suzy
    susannah sue susie suzy
    sylvester sly
    terence terry
    teresa terry tess tessa
    thaddeus thad tad
    theodore ted teddy theo
    theresa terry tess tessa
    thomas tom tommy
    timothy tim timmy
    tobias toby
    ursula ursie
    valerie val
    veronica ronnie vera
    victor vic
    victoria vicky vickie tori
    vincent vince vinny
    virginia ginny
    walter wally walt
    wilfred wilf
    william bill billy will willy willie liam
    winifred winnie
    zachary zach zack
    """
}
