/// Puts disclosures where their digests stand in the signed claims (RFC 9901, section 7.1, step 3), and refuses all of
/// them when one does not belong: a reader that drops it silently shows a document nobody signed for.
struct DisclosureResolver {
  /// Deeper than any claims of ours; deeper ones are refused before they exhaust the stack.
  private static let deepest = 64
  private let disclosures: [String: (number: Int, disclosure: Disclosure)]
  private var used: Set<String> = []
  private var seen: Set<String> = []

  init(_ disclosures: [Disclosure]) throws(SDJWTError) {
    var places: [String: (number: Int, disclosure: Disclosure)] = [:]
    for (index, disclosure) in disclosures.enumerated() {
      guard places.updateValue((index + 1, disclosure), forKey: disclosure.digest) == nil else { throw .repeatedDigest }
    }
    self.disclosures = places
  }

  /// The claims with everything disclosed in its place and every trace of what is not taken out.
  mutating func resolve(_ claims: JSONValue) throws(SDJWTError) -> JSONValue {
    let resolved = try resolve(claims, depth: 0)
    let unused = disclosures.filter { !used.contains($0.key) }.map(\.value.number).min()
    if let unused { throw .foreignDisclosure(number: unused) }
    return resolved
  }

  private mutating func resolve(_ value: JSONValue, depth: Int) throws(SDJWTError) -> JSONValue {
    guard depth < Self.deepest else { throw .malformedClaims }
    switch value {
    case .object(let members): return .object(try resolve(members, depth))
    case .array(let elements):
      var kept: [JSONValue] = []
      for element in elements {
        guard let placeholder = element.members, let digest = placeholder["..."] else {
          kept.append(try resolve(element, depth: depth + 1))
          continue
        }
        guard placeholder.count == 1, let digest = digest.text else { throw .malformedClaims }
        guard let found = try take(digest) else { continue }
        guard found.disclosure.name == nil else { throw .malformedDisclosure(number: found.number) }
        kept.append(try resolve(found.disclosure.value, depth: depth + 1))
      }
      return .array(kept)
    default: return value
    }
  }

  private mutating func resolve(_ members: [String: JSONValue], _ depth: Int) throws(SDJWTError) -> [String: JSONValue]
  {
    var kept: [String: JSONValue] = [:]
    for (name, value) in members where name != "_sd" {
      guard name != "..." else { throw .malformedClaims }
      kept[name] = try resolve(value, depth: depth + 1)
    }
    guard let digests = members["_sd"] else { return kept }
    guard let digests = digests.elements else { throw .malformedClaims }
    for digest in digests {
      guard let digest = digest.text else { throw .malformedClaims }
      guard let found = try take(digest) else { continue }
      guard let name = found.disclosure.name else { throw .malformedDisclosure(number: found.number) }
      guard name != "_sd", name != "...", kept[name] == nil else { throw .conflictingName }
      kept[name] = try resolve(found.disclosure.value, depth: depth + 1)
    }
    return kept
  }

  private mutating func take(_ digest: String) throws(SDJWTError) -> (number: Int, disclosure: Disclosure)? {
    guard seen.insert(digest).inserted else { throw .repeatedDigest }
    guard let found = disclosures[digest] else { return nil }
    used.insert(digest)
    return found
  }
}
