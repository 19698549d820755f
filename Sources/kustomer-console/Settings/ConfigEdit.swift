internal import Delivery
internal import Records
internal import Tools

/// Changes to the text of config.toml that leave every other character as it is, comments above
/// all.
package struct ConfigEdit {
  /// The text after the changes so far.
  package private(set) var text: String

  /// Starts from the text of the file; empty when there is none.
  package init(_ text: String) { self.text = text }

  /// Sets a key of the root table.
  package mutating func set(_ name: String, to value: String) {
    let outline = TOMLOutline(text)
    let line = "\(name) = \(tomlString(value))"
    if let entry = outline.entries.first(where: { $0.kind == .value && $0.path == [name] }) {
      replace(entry.value, with: tomlString(value), in: outline)
    } else if let last = outline.entries.prefix(while: { $0.kind == .value }).last(where: {
      !$0.isInline
    }) {
      replace(outline.endOfLine(from: last.whole.upperBound), with: "\n" + line, in: outline)
    } else {
      text = line + "\n" + (text.isEmpty ? "" : "\n") + text
    }
  }

  /// Adds a profile at the end.
  package mutating func add(_ profile: Profile) {
    if !text.isEmpty { text += text.hasSuffix("\n") ? "\n" : "\n\n" }
    text += Self.table(of: profile)
  }

  /// Takes a profile out; comments in its lines stay.
  package mutating func remove(profile name: String) {
    let outline = TOMLOutline(text)
    let gone = outline.entries.filter {
      !$0.isInline && $0.path.starts(with: ["profiles", name])
    }
    for entry in gone.reversed() {
      let comment = outline.comments.first {
        $0.lowerBound >= entry.whole.upperBound
          && !outline.scalars[entry.whole.upperBound..<$0.lowerBound].contains("\n")
      }
      let end = comment?.lowerBound ?? outline.endOfLine(from: entry.whole.upperBound).upperBound
      let lineEnd = comment == nil && end < outline.scalars.count ? end + 1 : end
      let now = TOMLOutline(text)
      replace(now.startOfLine(entry.whole.lowerBound)..<lineEnd, with: "", in: now)
    }
  }

  private static func table(of profile: Profile) -> String {
    var lines = ["[profiles.\(profile.name)]"]
    if let label = profile.label { lines.append("label = \(tomlString(label))") }
    if let pod = profile.orgPod { lines.append("org_pod = \(tomlString(pod))") }
    if let url = profile.baseURL { lines.append("base_url = \(tomlString(url))") }
    if let proxy = profile.proxy { lines.append("proxy = \(tomlString(proxy))") }
    if let file = profile.authorities { lines.append("ca_file = \(tomlString(file))") }
    if let key = profile.key { lines.append("api_key = \(table(of: key))") }
    lines.append("mode = \(tomlString(profile.mode.rawValue))")
    if profile.isReadOnly { lines.append("read_only = true") }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func table(of key: KeySource) -> String {
    switch key {
    case .environment(let name): "{ env = \(tomlString(name)) }"
    case .file(let path): "{ file = \(tomlString(path)) }"
    case .keyring(let name): "{ keyring = \(tomlString(name)) }"
    case .command(let words):
      "{ command = [" + words.map(tomlString).joined(separator: ", ") + "] }"
    }
  }

  private mutating func replace(
    _ range: Range<Int>, with new: String, in outline: TOMLOutline
  ) {
    var scalars = outline.scalars
    scalars.replaceSubrange(range, with: new.unicodeScalars)
    text = String(String.UnicodeScalarView(scalars))
  }
}

extension TOMLOutline {
  /// The empty range before the line feed that ends a line.
  fileprivate func endOfLine(from offset: Int) -> Range<Int> {
    let end = scalars[offset...].firstIndex(of: "\n") ?? scalars.count
    let bare = end > offset && scalars[end - 1] == "\r" ? end - 1 : end
    return bare..<bare
  }

  fileprivate func startOfLine(_ offset: Int) -> Int {
    scalars[..<offset].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }
}
