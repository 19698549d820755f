extension KeyTable {
  /// The table as it stands in the README: one row per command and context.
  package var markdown: String {
    var lines = ["| where | keys | does |", "|---|---|---|"]
    for context in Context.allCases.reversed() {
      for binding in bindings where binding.context == context && !binding.keys.isEmpty {
        lines.append(
          "| \(context.title) | \(escaped(binding.keyNames)) | \(escaped(binding.help)) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func escaped(_ text: String) -> String {
    String(text.flatMap { $0 == "|" ? ["\\", "|"] : [$0] })
  }
}
