/// How to reach a person or someone close to them.
public struct Contact: RecordContent {
  /// What kind of record this is.
  public static var kind: RecordKind { .contact }

  /// Whose contact it is.
  public var person: ID<Person>
  /// What the contact is to them; `self` for their own.
  public var relation: Code<Relation>
  /// Names of the contact.
  public var names: [PersonName]
  /// Telephone numbers.
  public var phones: [String]
  /// E-mail addresses.
  public var emails: [String]
  /// Postal addresses.
  public var addresses: [String]

  /// Only what has no default is required.
  public init(
    person: ID<Person>, relation: Code<Relation>, names: [PersonName] = [], phones: [String] = [],
    emails: [String] = [], addresses: [String] = []
  ) {
    self.person = person
    self.relation = relation
    self.names = names
    self.phones = phones
    self.emails = emails
    self.addresses = addresses
  }

  /// Checks lengths, ranges and codes.
  public func validate(_ codebook: Codebook) throws(RecordError) {
    try codebook.check(relation)
    try Check.list(names, "names")
    for name in names { try name.validate() }
    try Check.lines(phones, "phones")
    try Check.lines(emails, "emails")
    try Check.lines(addresses, "addresses")
    guard !(names.isEmpty && phones.isEmpty && emails.isEmpty && addresses.isEmpty) else {
      throw .missingField("names")
    }
  }
}
