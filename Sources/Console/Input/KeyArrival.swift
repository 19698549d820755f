/// What the terminal sent for a press, and what was read of it.
package struct KeyArrival: Hashable, Sendable {
  /// The bytes that came at once.
  package var bytes: [UInt8]
  /// The keys that they are; empty for what is no key.
  package var keys: [Key]

  /// An arrival.
  package init(bytes: [UInt8], keys: [Key]) {
    self.bytes = bytes
    self.keys = keys
  }

  /// As `1b 5b 41`.
  package var hexadecimal: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }

  /// The names of the keys; `no key` for none.
  package var keyNames: String {
    keys.isEmpty ? "no key" : keys.map(\.name).joined(separator: " ")
  }
}

extension KeyTable {
  /// Every meaning of a key: the action and the place, the nearest places first.
  package func meanings(of key: Key) -> [(command: Command, context: Context)] {
    bindings.filter { $0.keys.contains(key) }.map { ($0.command, $0.context) }
  }

  /// What an arrival does, in a few words.
  package func words(for arrival: KeyArrival) -> String {
    guard let key = arrival.keys.first, arrival.keys.count == 1 else {
      return arrival.keys.isEmpty ? "means nothing here" : "several keys at once"
    }
    let found = meanings(of: key)
    let words = found.map { "\($0.command.name) [\($0.context.name)]" }
    let twin = key.twin.map { ["\($0) is the same"] } ?? []
    if words.isEmpty, case .character = key { return (["text"] + twin).joined(separator: ", ") }
    return words.isEmpty && twin.isEmpty
      ? "means nothing here" : (words + twin).joined(separator: ", ")
  }
}

extension Key {
  /// The control key that no terminal tells from this one.
  fileprivate var twin: String? {
    switch self {
    case .backspace: "C-h"
    case .tab: "C-i"
    case .enter: "C-m, C-j"
    case .escape: "C-["
    default: nil
    }
  }
}
