import ArgumentParser
import Platform
import Records
import Vault

/// The fields of a record as they are typed: `field=value`, `field=@file`, `field=@-` for standard input, `field=?`
/// to be asked at the terminal. What identifies a person belongs into a file, standard input or the terminal, since
/// arguments are seen by other users and kept by the shell; `--from` takes a whole record as JSON.
struct FieldWords: ParsableArguments {
  @Argument(help: ArgumentHelp("What the record says; see above.", valueName: "field=value"))
  var fields: [String] = []

  @Option(help: ArgumentHelp("Read the record as JSON from a file, or from standard input with -.", valueName: "file"))
  var from: String?

  /// The fields put together over `base`. `prefix` is where a record nests what people think of as its own fields.
  func tree(over base: FieldTree, prefix: String, private sensitive: Set<String>) throws -> FieldTree {
    var tree = base
    if let from { tree = try FieldTree(json: TextInput.read(from, limit: RecordLimit.json)) }
    var replaced: Set<String> = []
    for word in fields {
      guard let equals = word.firstIndex(of: "=") else {
        throw Failure("a word has no equals sign", hint: "write field=value, in quotes if it has spaces", .usage)
      }
      var name = String(word[..<equals])
      if !prefix.isEmpty, name != "person" { name = prefix + name }
      let given = String(word[word.index(after: equals)...])
      let value = try value(given, of: name)
      // The script of a name tells nothing.
      if given == value, !name.hasSuffix(".script"), sensitive.contains(where: { name.hasPrefix($0) }) {
        try Terminal.warn(
          "\(name) stands in an argument, where other users and the shell's history see it; use \(name)=? or =@-")
      }
      // The first mention replaces what was there; more of the same make a list.
      if replaced.insert(name).inserted { try tree.replace(name, with: value) } else { try tree.set(name, to: value) }
    }
    return tree
  }

  private func value(_ given: String, of name: String) throws -> String {
    if given == "?" {
      return try ControllingTerminal().readLine(prompt: "\(name): ") ?? ""
    }
    guard given.hasPrefix("@") else { return given }
    let bytes = try TextInput.read(String(given.dropFirst()), limit: RecordLimit.note)
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("\(name) is not UTF-8", hint: "convert it, for instance with iconv -t UTF-8", .invalid)
    }
    if text.last == "\n" || text.last == "\r\n" { text.removeLast() }
    return text
  }
}

extension OpenVault {
  /// What somebody typed for another record: the beginning of an identifier, a facility's code, a member's handle.
  func resolver(in caseID: ID<Case>) throws -> @Sendable (String) throws(RecordError) -> RecordID? {
    let register = try register
    var known = try places(in: caseID).map(\.id)
    if caseID != register, holdsKey(.reference, of: register) { known += try places(in: register).map(\.id) }
    known += try members().map(\.id.record)
    var named: [String: RecordID] = [:]
    for member in try members() { named[member.handle] = member.id.record }
    if holdsKey(.reference, of: register) {
      for facility in try records(Facility.self, in: register) { named[facility.content.code] = facility.id.record }
    }
    let (ids, names) = (known, named)
    return { (text) throws(RecordError) -> RecordID? in
      if let exact = RecordID(hex: text) { return exact }
      if let record = names[text] { return record }
      let matching = Set(ids.filter { text.utf8.count >= 4 && $0.hex.hasPrefix(text) })
      guard matching.count == 1 else { throw .malformed(field: "reference") }
      return matching.first
    }
  }
}
