public import ArgumentParser
public import Records
public import Redaction
public import Vault

// Closed lists that are written out on the command line.

extension Vault.Role: ExpressibleByArgument {}
extension ConsentPurpose: ExpressibleByArgument {}
extension Compartment: ExpressibleByArgument {}
extension CodeList: ExpressibleByArgument {}
extension CountingUnit: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension RecordKind: ExpressibleByArgument {}
extension ImportFormat: ExpressibleByArgument {}
extension QuasiPolicy.Dates: ExpressibleByArgument {}
extension QuasiPolicy.Places: ExpressibleByArgument {}
extension QuasiPolicy.Ages: ExpressibleByArgument {}
