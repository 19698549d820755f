/// A sentence that names keys by what they do: each reader, in each place, is told the key that does
/// it there.
///
///     "\(key: .showSetup) connects your org"   ─▶  "5 connects …", while typing "Alt-5 connects …"
package struct KeyedText: Hashable, Sendable {
  fileprivate enum Part: Hashable, Sendable {
    case text(String)
    case key(Command)
    /// The key that the command has in another place than that of the reader.
    case keyElsewhere(Command, Context)
  }

  private var parts: [Part] = []

  /// A sentence without keys.
  package init(_ text: String) { parts = [.text(text)] }

  /// The sentence with a name for each key: of a command, in the place of the reader or in that one.
  func text(_ name: (Command, Context?) -> String) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .key(let command): name(command, nil)
      case .keyElsewhere(let command, let context): name(command, context)
      }
    }.joined()
  }

  static func + (left: KeyedText, right: KeyedText) -> KeyedText {
    var sum = left
    sum.parts += right.parts
    return sum
  }
}

extension KeyedText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(value) }
  package init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) { parts.append(.text(literal)) }

    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      parts.append(.text(value.description))
    }

    package mutating func appendInterpolation(_ text: KeyedText) { parts += text.parts }

    package mutating func appendInterpolation(key command: Command) { parts.append(.key(command)) }

    package mutating func appendInterpolation(key command: Command, in context: Context) {
      parts.append(.keyElsewhere(command, context))
    }
  }
}

extension KeyTable {
  /// A sentence as it is told where nothing is known of the reader's place.
  package func text(_ sentence: KeyedText) -> String {
    sentence.text { command, context in
      if let context { return name(of: command, in: [context]) }
      let rows = bindings.filter { $0.command == command && !$0.keys.isEmpty }
      let row = rows.first { $0.context == .everywhere } ?? rows.first
      return row?.footerKey ?? name(of: command, in: [])
    }
  }
}
