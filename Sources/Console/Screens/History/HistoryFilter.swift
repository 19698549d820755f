internal import KustomerDestination

/// Words that a call must have, all of them: `type:track status:failed user:u1 session:abc123
/// after:2024-01-24T10:00:00Z before:…`, or a text that stands anywhere in it; letter case does not
/// matter.
package struct HistoryFilter: Hashable, Sendable {
  private enum Word: Hashable {
    case type(String), status(String), user(String), session(String), text(String)
    case after(Timestamp), before(Timestamp)
  }

  private let words: [Word]

  /// Reads a filter; an unknown name before a colon is a text like any other.
  package init(_ text: String) {
    words = text.lowercased().split(separator: " ").map { Self.word(String($0)) }
  }

  /// Whether a call has all words.
  package func admits(_ entry: HistoryEntry) -> Bool {
    words.allSatisfy { word in
      switch word {
      case .type(let text): entry.facts.type?.rawValue.hasPrefix(text) ?? false
      case .status(let text): entry.isOfStatus(text)
      case .user(let text): entry.facts.person?.id.lowercased().contains(text) ?? false
      case .session(let text): entry.session?.id.lowercased().contains(text) ?? false
      case .text(let text): entry.facts.searchText.utf8.holds(text)
      case .after(let moment): entry.moment >= moment
      case .before(let moment): entry.moment < moment
      }
    }
  }

  private static func word(_ text: String) -> Word {
    guard let colon = text.firstIndex(of: ":") else { return .text(text) }
    let rest = String(text[text.index(after: colon)...])
    switch (text[..<colon], Timestamp(rest.uppercased())) {
    case ("type", _): return .type(rest)
    case ("status", _): return .status(rest)
    case ("user", _): return .user(rest)
    case ("session", _): return .session(rest)
    case ("after", let moment?): return .after(moment)
    case ("before", let moment?): return .before(moment)
    default: return .text(text)
    }
  }
}

extension HistoryEntry {
  /// By the status's name or the last answer's number.
  fileprivate func isOfStatus(_ text: String) -> Bool {
    status.rawValue.hasPrefix(text) || "\(lastAnswer?.status ?? 0)".hasPrefix(text)
  }
}
