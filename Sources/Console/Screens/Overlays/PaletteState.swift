internal import KustomerDestination

/// The palette: what is searched, and which of the hits is selected.
package struct PaletteState: Hashable, Sendable {
  /// What is searched.
  package var query = TextField()
  /// The selected hit, 0-based.
  package var selection = 0
}

/// One thing that the palette can do.
package struct PaletteItem: Hashable, Sendable {
  /// What it does.
  package enum Action: Hashable, Sendable {
    case command(Command, Screen?)
    case sample(Int)
    /// A row of the Scenarios, 0-based.
    case story(Int)
    case view(PreviewView)
    case profile(String)
    case theme(String)
    case call(HistoryEntry.ID)
    /// Only says what a key does.
    case explain(String)
  }

  /// One word for it.
  package var word: String
  /// As the list says it.
  package var title: String
  /// The key that does the same; empty for none.
  package var key: String
  /// Why it cannot be done now; nil when it can.
  package var reason: String?
  package var action: Action
}

extension State {
  /// What the palette offers for its query, the best hits first.
  package func paletteItems(for query: String) -> [PaletteItem] {
    let (scope, words) = PaletteScope.reading(query)
    let ranked = items(of: scope, words).enumerated().compactMap { place, item in
      item.rank(for: words).map { (rank: $0, place: place, item: item) }
    }
    // What is off stands behind, unless the query names it.
    return ranked.sorted {
      ($0.rank < 100 ? 0 : 1, $0.item.reason == nil ? 0 : 1, $0.rank, $0.place)
        < ($1.rank < 100 ? 0 : 1, $1.item.reason == nil ? 0 : 1, $1.rank, $1.place)
    }.map(\.item)
  }

  private func items(of scope: PaletteScope, _ words: String) -> [PaletteItem] {
    switch scope {
    case .all: commandItems + viewItems + scenarioItems + profileItems + themeItems
    case .commands: commandItems + viewItems + themeItems
    case .scenarios: scenarioItems
    case .history: callItems(words)
    case .profiles: profileItems
    case .help: helpItems
    }
  }

  /// The newest calls, and the one whose number is asked for.
  private func callItems(_ words: String) -> [PaletteItem] {
    let named = Int64(words).flatMap { calls.entry(HistoryEntry.ID($0)) }
    let newest = entries.suffix(500).reversed().filter { $0.id != named?.id }
    return ([named].compactMap(\.self) + newest).map { entry in
      let type = entry.facts.type?.rawValue ?? "call"
      return PaletteItem(
        word: "\(entry.id.number)",
        title: "#\(entry.id.number) \(type) \(entry.facts.title)  \(entry.facts.person?.id ?? "-")",
        key: entry.resultWords, reason: nil, action: .call(entry.id))
    }
  }

  /// Every key with what it does, wherever that is.
  private var helpItems: [PaletteItem] {
    keys.bindings.filter { !$0.keys.isEmpty }.map { binding in
      PaletteItem(
        word: binding.label, title: binding.context.title + ": " + binding.help,
        key: binding.keyNames, reason: nil,
        action: .explain("\(binding.keyNames): \(binding.help); \(binding.context.title)"))
    }
  }

  private var viewItems: [PaletteItem] {
    PreviewView.allCases.map { view in
      PaletteItem(
        word: view.rawValue, title: "Preview: " + view.title, key: "", reason: nil,
        action: .view(view))
    }
  }

  private var commandItems: [PaletteItem] {
    var seen: Set<Command> = []
    // A command of several screens stands there with the words of this one.
    let here = keys.bindings.filter { $0.context.palettePlace?.screen == screen }
    let others = keys.bindings.filter { $0.context.palettePlace?.screen != screen }
    return (here + others).compactMap { binding in
      guard let place = binding.context.palettePlace, !binding.command.isMove,
        seen.insert(binding.command).inserted
      else { return nil }
      return PaletteItem(
        word: binding.label, title: place.title + ": " + binding.help,
        key: key(of: binding, on: place.screen),
        reason: paletteReason(against: binding.command, on: place.screen),
        action: .command(binding.command, place.screen))
    }
  }

  /// A key that does it where the palette was opened, or on the other screen that it is of.
  private func key(of binding: Binding, on screen: Screen?) -> String {
    var other = self
    other.overlay = nil
    let mine = keys.bindings.filter { $0.command == binding.command }.flatMap(\.keys)
    let key = mine.first { keys.command(for: $0, in: other.contexts) == binding.command }
    if let key { return key.name }
    return screen == nil || screen == self.screen ? "" : binding.keys.first?.name ?? ""
  }

  private func paletteReason(against command: Command, on screen: Screen?) -> String? {
    var other = self
    other.overlay = nil
    if let screen { other.screen = screen }
    return other.reasonAgainst(command)
  }

  private var scenarioItems: [PaletteItem] {
    scenarios.items.enumerated().map { row, item in
      switch item {
      case .scenario(let listed):
        PaletteItem(
          word: listed.source, title: "Scenarios: open " + listed.title, key: listed.source,
          reason: listed.problem, action: .story(row))
      case .sample(let place):
        PaletteItem(
          word: "Load", title: "Scenarios: load " + SampleCall.seed[place].title, key: "",
          reason: nil, action: .sample(place))
      }
    }
  }

  private var themeItems: [PaletteItem] {
    model.themes.map { name in
      PaletteItem(
        word: name, title: "Theme: draw with " + name, key: "", reason: nil, action: .theme(name))
    }
  }

  private var profileItems: [PaletteItem] {
    profiles.map { profile in
      PaletteItem(
        word: profile.name, title: "Profile: work with " + profile.name, key: "",
        reason: profile.name == model.profileName ? "in use" : nil, action: .profile(profile.name))
    }
  }
}

/// What the palette looks among, by the first character of the query.
package enum PaletteScope: String, CaseIterable, Hashable, Sendable {
  case all = ""
  case commands = ">"
  case scenarios = "@"
  case history = "#"
  case profiles = ":"
  case help = "?"

  /// The scope of a query, and what is looked for in it.
  static func reading(_ query: String) -> (PaletteScope, words: String) {
    let scope = query.first.flatMap { PaletteScope(rawValue: String($0)) } ?? .all
    let rest = scope == .all ? query[...] : query.dropFirst()
    return (scope, String(rest.drop { $0 == " " }))
  }

  /// What the palette's last line says of the scopes.
  static let legend = "> commands  @ scenarios  # history  : profiles  ? keys"
}

extension Context {
  /// Under which word the palette lists the commands of a context; nil when it does not.
  fileprivate var palettePlace: (title: String, screen: Screen?)? {
    switch self {
    case .form, .formRow, .formTime: ("Compose", .compose)
    case .timeline: ("Timeline", .timeline)
    case .history: ("History", .history)
    case .profiles, .checklist, .profileForm: ("Setup", .setup)
    case .live, .batch: ("Live", .live)
    case .panes, .everywhere, .always: ("Console", nil)
    case .player: ("Scenario", .scenarios)
    case .saveStep, .confirmation, .palette, .help, .helpSearch, .prompt, .sandbox, .jump,
      .copyMenu,
      .liveFilter, .choice, .preview, .callText, .filter, .scenarios, .typing, .list:
      nil
    }
  }
}

extension PaletteItem {
  /// The lower, the better it fits; nil when it does not.
  ///
  /// The name counts before the words, these before the place; from 100 on only the letters stand
  /// there in order.
  fileprivate func rank(for query: String) -> Int? {
    let query = query.lowercased()
    guard !query.isEmpty else { return 0 }
    let name = word.lowercased()
    if name.hasPrefix(query) { return name == query ? 0 : 1 }
    let words = said.lowercased()
    if words.hasPrefix(query) { return 2 }
    if let range = words.firstRange(of: " " + query) {
      return 3 + min(60, words.distance(from: words.startIndex, to: range.lowerBound))
    }
    if words.contains(query) || name.contains(query) { return 80 }
    if title.lowercased().contains(query) { return 90 }
    return fuzzyRank(of: query, in: said) ?? fuzzyRank(of: query, in: title).map { $0 + 100 }
  }

  /// The title without its place.
  private var said: String {
    title.firstRange(of: ": ").map { String(title[$0.upperBound...]) } ?? title
  }
}

extension Command {
  /// Whether it only moves, and so is of no use by name.
  fileprivate var isMove: Bool {
    switch self {
    case .nextField, .previousField, .editField, .nextPane, .previousPane, .up, .down, .left,
      .right, .pageUp, .pageDown, .first, .last, .open, .escape, .openPalette, .saveProfile,
      .formerValueType:
      true
    default: false
    }
  }
}

/// How well the letters of a query fit a title in which they must stand in order: 100 and more, the
/// lower, the better; nil when they do not.
func fuzzyRank(of query: String, in title: String) -> Int? {
  let wanted = query.lowercased().filter { $0 != " " }
  guard !wanted.isEmpty else { return 0 }
  let letters = Array(title.lowercased())
  var place = 0
  var rank = 100
  for letter in wanted {
    guard let hit = letters[place...].firstIndex(of: letter) else { return nil }
    let isWordStart = hit == 0 || !letters[hit - 1].isLetter
    rank += isWordStart ? 0 : hit - place
    place = hit + 1
  }
  return rank
}
