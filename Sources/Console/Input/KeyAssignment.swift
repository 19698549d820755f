/// Gives actions the keys that somebody wishes, so that no key has two meanings in one place.
struct KeyAssignment {
  /// What is not as it was wished, or no longer as it was.
  struct Problem: Hashable {
    var line: Int?
    var sentence: String
  }

  private(set) var problems: [Problem] = []
  private var rows: [Binding]
  /// The line that set the keys of a row, by the row's place; nil for a line that is not known.
  private var wished: [Int: Int?] = [:]

  /// Whose keys change anyway: taking one of them needs no word.
  private let named: Set<Command>

  init(_ table: KeyTable, wishes: [KeyWish]) {
    rows = table.bindings
    named = Set(wishes.map(\.command))
    for wish in wishes { take(wish) }
    guard !wishes.isEmpty else { return }
    let new = self.table
    for stack in Context.stacks { reportHidden(in: stack, table, new, wishes) }
  }

  var table: KeyTable { KeyTable(rows) }

  /// Without a key for these nobody would get out of a place again.
  private static let kept: Set<Command> = [.escape, .cancel, .quit, .confirm, .openPalette]

  private mutating func take(_ wish: KeyWish) {
    let places = rows.indices.filter {
      rows[$0].command == wish.command && (wish.context ?? rows[$0].context) == rows[$0].context
    }
    guard !places.isEmpty else { return note(wish, "has no key \(place(of: wish))") }
    if wish.keys.isEmpty, Self.kept.contains(wish.command) {
      return note(wish, "must keep a key, or nobody gets out again; left as it was")
    }
    var isTaken = false
    for place in places {
      let keys = wish.keys.filter { !rows[place].context.isTyped || !$0.isTyped }
      guard !keys.isEmpty || wish.keys.isEmpty else { continue }
      isTaken = true
      give(keys, to: place, wish)
    }
    if !isTaken {
      note(wish, "needs more than a bare character: that is typed as text there")
    }
  }

  private mutating func give(_ keys: [Key], to place: Int, _ wish: KeyWish) {
    var got: [Key] = []
    for key in keys where !got.contains(key) {
      if takeAway(key, for: place, wish) { got.append(key) }
    }
    guard !got.isEmpty || keys.isEmpty else { return }
    rows[place] = rows[place].with(keys: got)
    wished[place] = .some(wish.line)
  }

  /// Frees a key in a context for a row; false when another row keeps it.
  private mutating func takeAway(_ key: Key, for place: Int, _ wish: KeyWish) -> Bool {
    let holders = rows.indices.filter {
      $0 != place && rows[$0].context == rows[place].context && rows[$0].keys.contains(key)
        && rows[$0].command != rows[place].command
    }
    for holder in holders {
      let row = rows[holder]
      let there = "in [\(row.context.name)]"
      if let line = wished[holder] {
        let above = line.map { " in line \($0)" } ?? ""
        note(wish, "cannot have \(key.name): \(row.command.name) has it \(there)\(above)")
        return false
      }
      let left = row.keys.filter { $0 != key }
      if left.isEmpty, Self.kept.contains(row.command) {
        note(wish, "cannot have \(key.name): \(row.command.name) has no other key \(there)")
        return false
      }
      rows[holder] = row.with(keys: left)
      if !named.contains(row.command) {
        note(wish, "takes \(key.name) from \(row.command.name) \(there)")
      }
    }
    return true
  }

  /// Reports what had a key in a place and has none there now, because all that it has mean
  /// something nearer.
  private mutating func reportHidden(
    in stack: [Context], _ former: KeyTable, _ new: KeyTable, _ wishes: [KeyWish]
  ) {
    let reached = Set(new.bindings(in: stack).filter { !$0.keys.isEmpty }.map(\.command))
    for row in former.bindings(in: stack) where !row.keys.isEmpty && !reached.contains(row.command)
    {
      let keys = new.bindings.filter { $0.command == row.command && stack.contains($0.context) }
      guard let key = keys.flatMap(\.keys).first,
        let other = new.bindings(in: stack).first(where: { $0.keys.contains(key) }),
        let wish = wishes.first(where: { $0.command == row.command })
          ?? wishes.first(where: { $0.command == other.command })
      else { continue }
      let sentence =
        "\(row.command.name) cannot be reached in [\(other.context.name)]: \(key.name) is "
        + "\(other.command.name) there"
      let problem = Problem(line: wish.line, sentence: sentence)
      if !problems.contains(problem) { problems.append(problem) }
    }
  }

  private mutating func note(_ wish: KeyWish, _ sentence: String) {
    problems.append(Problem(line: wish.line, sentence: "\(wish.command.name) \(sentence)"))
  }

  private func place(of wish: KeyWish) -> String {
    guard let context = wish.context else { return "of its own" }
    let others = Set(rows.filter { $0.command == wish.command }.map(\.context.name)).sorted()
    return "in [\(context.name)]; it has in \(others.map { "[\($0)]" }.joined(separator: ", "))"
  }
}

extension Binding {
  /// The same row with other keys; what the footer names follows them.
  fileprivate func with(keys: [Key]) -> Binding {
    Binding(keys, command, context, label, help, rank: rank)
  }
}

extension Key {
  /// Whether it is text where text is typed.
  fileprivate var isTyped: Bool {
    if case .character = self { true } else { false }
  }
}
