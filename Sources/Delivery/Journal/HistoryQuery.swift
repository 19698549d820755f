package import KustomerDestination
internal import Records

/// What is looked for in the history: `type:track status:failed user:u1 session:s1 some words`.
///
/// Keys: `type`, `status`, `verdict`, `user`, `visitor`, `session`, `customer`, `code`, `profile`,
/// `after`, `before`. Several narrow the search. Everything else is looked for in the call's text;
/// quotes keep words together.
package struct HistoryQuery: Sendable, Hashable {
  /// What one word asks for.
  package enum Term: Sendable, Hashable {
    /// A column with exactly that value, letter case ignored.
    case column(Column, String)
    /// Sent at that moment or later.
    case after(Timestamp)
    /// Sent before that moment.
    case before(Timestamp)
    /// Committed before the call of that id.
    case olderThan(Int64)
    /// A word, or words together, in the call's text; also as the start of a longer one.
    case text(String)
    /// A text that stands anywhere in a part of the call; in lower case, which both are compared in.
    case holds(Part, String)
    /// A type that begins so; in lower case.
    case typeBegins(String)
    /// A status, or the number of the last answer, that begins so; in lower case.
    case statusBegins(String)
  }

  /// What a key names.
  package enum Column: String, Sendable, Hashable, CaseIterable {
    case type, status, verdict, user, visitor, session, customer, code, profile
  }

  /// Where a text is looked for.
  package enum Part: Sendable, Hashable {
    /// The call as it was typed or read.
    case source
    /// The userId, else the anonymousId.
    case person
    case session
  }

  /// All of them must hold.
  package var terms: [Term]

  /// Reads a query.
  ///
  /// - Throws: `HistoryQueryError` when a key has a value that no call can have.
  package init(_ text: String) throws(HistoryQueryError) {
    terms = try Self.words(of: text).map(Self.term)
  }

  /// A query for those terms.
  package init(terms: [Term] = []) {
    self.terms = terms
  }

  private static func term(_ word: String) throws(HistoryQueryError) -> Term {
    guard let colon = word.firstIndex(of: ":") else { return .text(word) }
    let key = word[..<colon].lowercased()
    let value = String(word[word.index(after: colon)...])
    guard !value.isEmpty else { return .text(word) }
    if let column = Column(rawValue: key) {
      if let choices = column.values, !choices.contains(value.lowercased()) {
        throw HistoryQueryError(key, value, choices: choices)
      }
      return .column(column, value)
    }
    switch (key, Timestamp(value)) {
    case ("anonymous", _): return .column(.visitor, value)
    case ("after", let moment?): return .after(moment)
    case ("before", let moment?): return .before(moment)
    case ("after", nil), ("before", nil): throw HistoryQueryError(key, value)
    default: return .text(word)
    }
  }

  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if character.isWhitespace, !isQuoted {
        words.append(word)
        word = ""
      } else {
        word.append(character)
      }
    }
    return (words + [word]).filter { !$0.isEmpty }
  }
}

extension HistoryQuery.Column {
  /// All that calls of the journal may have there; nil when it can be anything.
  ///
  /// What is not ready is never committed.
  fileprivate var values: [String]? {
    switch self {
    case .type: CallType.allCases.map(\.rawValue)
    case .status:
      DeliveryStatus.allCases.filter { $0 != .notSent && $0 != .sending }.map(\.rawValue)
    case .verdict: Verdict.allCases.filter(\.isReady).map(\.rawValue)
    case .user, .visitor, .session, .customer, .code, .profile: nil
    }
  }
}

extension HistoryQuery {
  /// Every key, with all that can stand behind it; nothing where that can be anything.
  package static var offers: [(key: String, values: [String])] {
    Column.allCases.map { ($0.rawValue, $0.values ?? []) } + [("after", []), ("before", [])]
  }

  /// Conditions on `delivery`, and their arguments in order.
  var conditions: (sql: [String], arguments: [SQLValue]) {
    let conditions = terms.map(Self.condition)
    return (conditions.map(\.0), conditions.map(\.1))
  }

  /// A value in a condition.
  enum SQLValue: Sendable, Hashable {
    case text(String)
    case number(Int64)
  }

  private static func condition(_ term: Term) -> (String, SQLValue) {
    switch term {
    case .column(.user, let id): ("delivery.person = ?", .text(Person.user(id).key))
    case .column(.visitor, let id): ("delivery.visitor = ?", .text(id))
    case .column(.code, let code): ("delivery.problem_code = ? COLLATE NOCASE", .text(code))
    case .column(let column, let value):
      ("delivery.\(column.rawValue) = ? COLLATE NOCASE", .text(value))
    case .after(let moment): ("delivery.moment >= ?", .number(moment.milliseconds))
    case .before(let moment): ("delivery.moment < ?", .number(moment.milliseconds))
    case .olderThan(let id): ("delivery.id < ?", .number(id))
    case .text(let words):
      (
        "delivery.id IN (SELECT rowid FROM delivery_text WHERE delivery_text MATCH ?)",
        .text("\"" + words.replacing("\"", with: "\"\"") + "\"*")
      )
    case .holds(let part, let text):
      ("instr(swiftLowercaseString(\(part.column)), ?) > 0", .text(text))
    case .typeBegins(let text): ("instr(delivery.type, ?) = 1", .text(text))
    case .statusBegins(let text):
      (
        """
        EXISTS (SELECT 1 FROM (SELECT ? AS word)
          WHERE 1 IN (instr(delivery.status, word), instr(\(HistoryEntry.lastAnswer), word)))
        """, .text(text)
      )
    }
  }
}

extension HistoryQuery.Part {
  fileprivate var column: String {
    switch self {
    case .source: "delivery.source"
    case .person: "coalesce(delivery.user, delivery.visitor, '')"
    case .session: "coalesce(delivery.session, '')"
    }
  }
}
