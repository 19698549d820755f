internal import ArgumentParser
internal import Delivery
internal import Records
internal import Sandbox

/// What shells offer for values that only the program knows. Where something cannot be read there is
/// nothing to offer; a word of complaint would stand in the middle of the command line.
extension CompletionKind {
  /// The profiles of config.toml, that of `--config` if it stands on the line.
  static var profiles: CompletionKind {
    .custom { words, _, _ in
      guard let settings = offered(from: words, { try ConfigFile($0).read() }) else { return [] }
      return settings.profiles.map(\.name)
    }
  }

  /// Names, and files beside what is typed.
  static func names(
    orFiles endings: [String], _ names: @escaping @Sendable (Places) throws -> [String]
  ) -> CompletionKind {
    .custom { words, _, typed in
      (offered(from: words, names) ?? []) + files(beside: typed, endings)
    }
  }

  /// The kinds of faults of the sandbox.
  static var faults: CompletionKind { .list(SandboxFault.forms.map(\.form)) }

  /// The words that narrow the history; behind one of them what can follow it.
  static var filterWords: CompletionKind {
    .custom { words, place, _ in
      // Bash takes a colon for a word of its own.
      let before = words.prefix(place + 1).suffix(3)
      guard let colon = before.lastIndex(of: ":"), colon > before.startIndex else {
        return CallQuery.offers(among: .committed).flatMap { key, values in
          (values.isEmpty ? [""] : values).map { "\(key)\(colonSign)\($0)" }
        }
      }
      return CallQuery.offers(among: .committed).first { $0.key == before[colon - 1] }?.values ?? []
    }
  }

  /// For zsh a bare colon ends the word, and what follows describes it.
  private static var colonSign: String { CompletionShell.requesting == .zsh ? "\\:" : ":" }

  private static func offered<Value>(
    from words: [String], _ read: (Places) throws -> Value
  ) -> Value? {
    let folder = words.firstIndex(of: "--config").flatMap { words[($0 + 1)...].first }
    return try? read(Places(environment: ProgramStart.environment, config: folder))
  }

  private static func files(beside typed: String, _ endings: [String]) -> [String] {
    let head = typed.lastIndex(of: "/").map { typed[...$0] } ?? ""
    let names = Files.names(in: head.isEmpty ? "." : String(head)) ?? []
    return names.filter { name in endings.contains(where: name.hasSuffix) }.map { head + $0 }
  }
}
