internal import KustomerDestination
internal import Records

/// A screen, or what lies over one: what it keeps, together with the model, for as long as a key, a
/// message or a frame lasts.
///
///     key ─▶ row of the table ─▶ deed(room) ─▶ what the room keeps, the model, errands ─▶ shell
///
/// A room knows no other one. What concerns another is an `Errand`, which the shell carries out.
protocol Room: HasModel, Sendable {
  /// The keys of the room with their deeds.
  static var rows: [Row<Self>] { get }
  /// Where a key pressed now has a meaning, the nearest first.
  var contexts: [Context] { get }
  /// One sentence on what to do next.
  var hint: String { get }
  /// What ^Y copies.
  var copyText: String { get }
  /// The call in the journal that is selected; nil for none.
  var selectedEntry: HistoryEntry? { get }
  /// The call that the cursor is on, with the moment that it is planned with; nil for none.
  var callInHand: (call: JSON, moment: Timestamp)? { get }
  /// Whether there is another pane to go to.
  var hasPanes: Bool { get }
  /// Whether Esc has an effect.
  var canLeave: Bool { get }
  /// Whether a key without a meaning is answered by nothing at all.
  var isQuiet: Bool { get }
  /// Whether it asks for something that must be answered before another screen shows.
  var mustBeAnswered: Bool { get }
  /// What to press instead of a letter without a meaning.
  var wayOn: String { get }
  /// Whether a narrow screen, too, shows several panes, one of which can be had alone.
  var sharesRows: Bool { get }
  /// How many lines a turn of the wheel moves.
  var wheelStep: Int { get }
  /// What the footer calls a command now; nil for what the table of keys calls it.
  func label(of command: Command) -> String?
  /// Why there is nothing for the editor; nil when there is.
  var reasonAgainstEditing: String? { get }
  /// What the help says of the place under the cursor, in so many columns; empty for nothing.
  func placeHelp(_ columns: Int) -> [String]
  /// What the cursor can go to, the nearest first.
  var spots: [Spot] { get }

  /// Moves a selection, or what shows of a text.
  mutating func move(_ command: Command) -> [Errand]
  /// Gives the focus to another pane.
  mutating func movePane(by step: Int) -> [Errand]
  /// Esc: leaves what is innermost.
  mutating func leave() -> [Errand]
  /// Does what a key of text fields asks for.
  mutating func edit(_ command: Command) -> [Errand]
  /// Puts characters where the text cursor is.
  mutating func type(_ text: String) -> [Errand]
  /// Takes a text that was pasted; nil where it is no matter of this room.
  mutating func paste(_ text: String) -> [Errand]?
  /// Takes a letter that is no key and is not typed; nil when it means nothing.
  mutating func take(letter: Character) -> [Errand]?
  /// Puts the cursor there, as a letter of a jump or a click asks for it.
  mutating func go(to spot: Spot) -> [Errand]
  /// Gives the focus to the pane in which something is.
  mutating func focus(on spot: Spot)
  /// Draws it.
  func draw(_ canvas: inout Canvas)
}

extension Room {
  var hint: String { "" }
  var copyText: String { "" }
  var canLeave: Bool { false }
  var selectedEntry: HistoryEntry? { nil }
  var callInHand: (call: JSON, moment: Timestamp)? {
    selectedEntry.map { ($0.call, $0.moment) }
  }
  var hasPanes: Bool { true }
  var mustBeAnswered: Bool { false }
  var wayOn: String {
    model.stage.isCovered
      ? "\(key(.escape)) closes what lies over the screen" : "\(key(.openHelp)) shows the keys"
  }
  var isQuiet: Bool { false }
  var sharesRows: Bool { false }
  var wheelStep: Int { 3 }
  func label(of command: Command) -> String? { nil }
  var reasonAgainstEditing: String? { "the editor edits the draft: \(key(.showCompose)) shows it" }
  func placeHelp(_ columns: Int) -> [String] { [] }
  var spots: [Spot] { [] }

  mutating func move(_ command: Command) -> [Errand] { [] }
  mutating func movePane(by step: Int) -> [Errand] { [] }
  mutating func leave() -> [Errand] { [.close] }
  mutating func edit(_ command: Command) -> [Errand] { [] }
  mutating func type(_ text: String) -> [Errand] { [] }
  mutating func paste(_ text: String) -> [Errand]? { nil }
  mutating func take(letter: Character) -> [Errand]? { nil }
  mutating func go(to spot: Spot) -> [Errand] { [] }
  mutating func focus(on spot: Spot) {}
}

extension Room {
  /// Whether characters go into a text: exactly then the text cursor shows.
  var isTyping: Bool {
    model.stage.isCovered ? model.stage.isTypedOver : contexts.contains(.typing)
  }

  /// Whether the text cursor may show: nothing lies over the room.
  var hasCursor: Bool { !model.stage.isCovered }

  /// What the title of a pane says besides while its text cursor is in a field.
  func typingMark(_ isFocused: Bool) -> String {
    isFocused && isTyping && hasCursor ? ": typing" : ""
  }

  /// Whether the room has a row for a command.
  func knows(_ command: Command) -> Bool { Self.rows.contains { $0.binding.command == command } }

  /// The key that gives a command where the cursor is; without one, how the palette calls it.
  func key(_ command: Command) -> String { keys.name(of: command, in: contexts) }

  /// A sentence with the keys that do it where the cursor is.
  func text(_ sentence: KeyedText) -> String {
    sentence.text { keys.name(of: $0, in: $1.map { [$0] } ?? contexts) }
  }

  /// Why a command cannot be done now, in one line; nil when it can.
  func reason(against command: Command) -> String? {
    Self.rows.row(of: command, in: contexts)?.reason(self)
  }

  /// Does what a command means here: its row, else what the keys of lists and texts do.
  mutating func perform(_ command: Command) -> [Errand] {
    if let row = Self.rows.first(of: command, in: contexts) { return row.deed(&self) }
    switch command {
    case .up, .down, .pageUp, .pageDown, .first, .last: return move(command)
    case .nextPane: return movePane(by: 1)
    case .previousPane: return movePane(by: -1)
    case .escape: return leave()
    default:
      // The palette asks for what has no key where the cursor is now.
      guard let row = Self.rows.row(of: command, in: contexts) else { return edit(command) }
      return row.deed(&self)
    }
  }
}

extension Room {
  /// Types a pasted text into a field of one line, and says what such a field cannot hold.
  mutating func type(pasted text: String) -> [Errand] {
    if let loss = TextField.loss(of: text) { say("pasted as text, \(loss)", .warning) }
    return type(text)
  }
}

extension Room {
  /// Why nothing can be done with the selected call; nil while one is selected.
  var reasonWithoutEntry: String? { selectedEntry == nil ? "no call is selected" : nil }

  /// Why the selected call cannot be sent; nil when it can.
  var reasonAgainstResending: String? { reasonWithoutEntry ?? model.reasonAgainstProfile }

  /// Sends the selected call again, after a question: its key is a bare letter.
  mutating func resend() -> [Errand] { selectedEntry.map { [.ask(.resend($0.id))] } ?? [] }

  /// Sends the call of an entry again.
  mutating func resendNow(_ id: CallID) -> [Errand] {
    say("sending #\(id.number) again ...")
    return [.outside(.resend(id, moment: now))]
  }

  /// Loads the selected call into Compose; without a timestamp its time is now.
  func editAsNew() -> [Errand] {
    guard let entry = selectedEntry, let call = entry.call.objectValue else { return [] }
    return [.compose(call, saying: entry.loadedWords("a new draft"))]
  }
}

extension HistoryEntry {
  /// What is said when the call stands in the form.
  func loadedWords(_ what: String) -> KeyedText {
    "#\(id.number) as \(what); \(key: .undo) brings the former one back"
  }
}

extension [Context] {
  /// Behind the contexts of a place where text is being typed.
  static let inText: [Context] = [.typing, .everywhere, .always]
  /// Behind those of a form in which none is.
  static let outOfText: [Context] = [.resting, .everywhere, .always]
  /// Behind those of a list.
  static let atRest: [Context] = [.list, .panes, .resting, .everywhere, .always]
}
