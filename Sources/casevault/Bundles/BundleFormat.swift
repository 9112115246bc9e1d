import Foundation
import OpenFormats
import Records
import Vault

/// What a bundle tells a program: `data/records.json`. Its shape is also written down as a JSON Schema beside it.
struct BundleIndex: Codable {
  static let format = "casevault/bundle v1"

  let format: String
  /// Random, 32 hexadecimal digits.
  let bundle: String
  let recipient: String
  let purpose: ConsentPurpose
  /// The day it was made.
  let made: String
  let `case`: String
  let records: [BundleRecord]
  let files: [BundleFile]
}

/// One record of a bundle.
struct BundleRecord: Codable {
  let id: String
  let kind: RecordKind
  let recordedAt: String
  let corrects: String?
  let text: String?
  /// As in the vault, without the key and the name of an attached file's ciphertext and what a person's coded records are
  /// named after.
  let content: JSONValue
}

/// One attached file of a bundle.
struct BundleFile: Codable {
  let record: String
  let path: String
  let name: String
  let mediaType: String
  let size: Int
  let sha256: String
}

/// Where things lie in a bundle, and what leaves a content before it is shown.
enum BundleLayout {
  static let folder = "casevault-bundle"
  static let records = "data/records.json"
  static let schema = "data/records.schema.json"
  static let proofs = "data/proofs.json"
  static let publicKey = "minisign.pub"
  static let signature = BagTagFiles.tagManifest + ".minisig"

  static func document(_ language: LabelLanguage, _ ending: String) -> String {
    "data/case.\(language.rawValue).\(ending)"
  }

  /// Named after the record, with an ending made of the media type: the name it came with is content.
  static func file(_ id: RecordID, _ mediaType: String) -> String {
    let endings = [
      "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/tiff": "tif", "image/webp": "webp",
      "application/pdf": "pdf", "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/wav": "wav", "video/mp4": "mp4",
      "text/plain": "txt", "application/zip": "zip", "application/json": "json",
    ]
    return "data/files/\(id.hex).\(endings[mediaType] ?? "bin")"
  }

  static func shown(_ content: JSONValue) -> JSONValue {
    guard case .object(var members) = content else { return content }
    members["codedID"] = nil
    if case .object(var file)? = members["file"] {
      file["fileKey"] = nil
      file["blob"] = nil
      members["file"] = .object(file)
    }
    return .object(members)
  }

  static func json(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value)) + [0x0A]
  }

  /// JSON Schema (2020-12) of ``BundleIndex``.
  static let schemaText = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "casevault/bundle v1",
      "type": "object",
      "required": ["format", "bundle", "recipient", "purpose", "made", "case", "records", "files"],
      "properties": {
        "format": {"const": "casevault/bundle v1"},
        "bundle": {"$ref": "#/$defs/id"},
        "recipient": {"type": "string"},
        "purpose": {"enum": ["refer", "share-with-lawyer", "share-with-doctor", "publish"]},
        "made": {"type": "string", "format": "date"},
        "case": {"$ref": "#/$defs/id"},
        "records": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["id", "kind", "recordedAt", "content"],
            "properties": {
              "id": {"$ref": "#/$defs/id"},
              "kind": {"type": "string"},
              "recordedAt": {"type": "string", "format": "date-time"},
              "corrects": {"$ref": "#/$defs/id"},
              "text": {"type": "string"},
              "content": {"type": "object"}
            }
          }
        },
        "files": {
          "type": "array",
          "items": {
            "type": "object",
            "required": ["record", "path", "name", "mediaType", "size", "sha256"],
            "properties": {
              "record": {"$ref": "#/$defs/id"},
              "path": {"type": "string", "pattern": "^data/files/"},
              "name": {"type": "string"},
              "mediaType": {"type": "string"},
              "size": {"type": "integer", "minimum": 0},
              "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}
            }
          }
        }
      },
      "$defs": {"id": {"type": "string", "pattern": "^[0-9a-f]{32}$"}}
    }

    """
}
