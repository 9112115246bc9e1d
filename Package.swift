// swift-tools-version: 6.2
import PackageDescription

/// The one list of settings every target is built with.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

let package = Package(
  name: "casevault",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    // System libraries: module maps and thin shims, nothing else.
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CClp", pkgConfig: "clp", providers: [.apt(["coinor-libclp-dev"])]),
    .target(name: "CPlatform"),

    .target(
      name: "Sodium", dependencies: ["CSodium", crypto, cryptoExtras],
      // Tests may stretch passphrases cheaply; a release build refuses to.
      swiftSettings: strict + [.define("CASEVAULT_TEST_KDF", .when(configuration: .debug))]),
    .target(name: "Platform", dependencies: ["CPlatform", "Sodium"], swiftSettings: strict),
    .target(name: "OpenFormats", dependencies: ["Sodium", "Platform"], swiftSettings: strict),
    .target(name: "Records", swiftSettings: strict),
    .target(
      name: "Vault",
      dependencies: [
        "Sodium", "Platform", "OpenFormats", "Records", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(name: "Sync", dependencies: ["Sodium", "Platform", "Records", "Vault"], swiftSettings: strict),
    .target(name: "Redaction", swiftSettings: strict),
    // Not part of the program: makes the weights of the tagger that Redaction ships.
    .executableTarget(name: "train-tagger", dependencies: ["Redaction"], swiftSettings: strict),
    .target(name: "Documents", dependencies: ["CZlib", "Platform", "Redaction"], swiftSettings: strict),
    .target(
      name: "Publication", dependencies: ["CClp", mustache],
      resources: [.embedInCode("Templates")], swiftSettings: strict),
    .executableTarget(
      name: "casevault",
      dependencies: [
        "Sodium", "Platform", "OpenFormats", "Records", "Vault", "Sync", "Redaction", "Publication",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        "Documents",
      ],
      swiftSettings: strict),

    .testTarget(name: "SodiumTests", dependencies: ["Sodium"], swiftSettings: strict),
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "Sodium"], swiftSettings: strict),
    .testTarget(
      name: "OpenFormatsTests", dependencies: ["OpenFormats", "Platform", "Sodium"], swiftSettings: strict),
    .testTarget(name: "RecordsTests", dependencies: ["Records"], swiftSettings: strict),
    .testTarget(
      name: "VaultTests", dependencies: ["Vault", "Sodium", "Platform", "OpenFormats", "Records"],
      swiftSettings: strict),
    .testTarget(
      name: "SyncTests", dependencies: ["Sync", "Vault", "Sodium", "Platform", "OpenFormats", "Records"],
      swiftSettings: strict),
    .testTarget(name: "RedactionTests", dependencies: ["Redaction"], swiftSettings: strict),
    .testTarget(name: "PublicationTests", dependencies: ["Publication"], swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Platform", "Redaction"], swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["casevault", "OpenFormats", "Records", "Sodium", "Vault"],
      exclude: ["Transcripts"], swiftSettings: strict),
  ]
)
