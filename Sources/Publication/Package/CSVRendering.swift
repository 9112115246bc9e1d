extension PublishedTable {
  /// The table as CSV (``CSVLine``), one line for each cell, labels in `language`.
  func csv(in language: PageLanguage) -> String {
    func label(_ text: LocalizedText) -> String { text.resolved(in: language).text }
    var lines = [shape.dimensions.flatMap { [$0.name, $0.name + "_label"] } + ["unit", "value", "status"]]
    for (cell, shown) in cells.enumerated() {
      let place = zip(shape.position(of: cell), shape.nodes).flatMap { position, nodes in
        [nodes[position].category.code, label(nodes[position].category.label)]
      }
      lines.append(place + [unit.code, shown.number.map(String.init) ?? PublishedCell.symbol, shown.status])
    }
    return lines.map(CSVLine.text).joined()
  }

  /// How that file is read: the names and types of its columns, and what stands for a missing number.
  var csvSchema: JSONValue {
    var fields: [JSONValue] = []
    for dimension in shape.dimensions {
      fields.append(DataPackage.field(dimension.name, "string", title: dimension.label))
      fields.append(DataPackage.field(dimension.name + "_label", "string"))
    }
    fields += [
      DataPackage.field("unit", "string"), DataPackage.field("value", "integer", title: unit.label),
      DataPackage.field("status", "string"),
    ]
    return .object([
      "fields": .list(fields), "primaryKey": .list(shape.dimensions.map { .text($0.name) }),
      "missingValues": .list([
        .object([
          "value": .text(PublishedCell.symbol), "label": .text(Wording.of(.english).suppressed),
        ])
      ]),
    ])
  }
}
