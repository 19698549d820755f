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
    case profile(String)
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
    let ranked = allPaletteItems.enumerated().compactMap { place, item in
      item.rank(for: query).map { (rank: $0, place: place, item: item) }
    }
    // What is off stands behind, unless the query names it.
    return ranked.sorted {
      ($0.rank < 100 ? 0 : 1, $0.item.reason == nil ? 0 : 1, $0.rank, $0.place)
        < ($1.rank < 100 ? 0 : 1, $1.item.reason == nil ? 0 : 1, $1.rank, $1.place)
    }.map(\.item)
  }

  private var allPaletteItems: [PaletteItem] {
    commandItems + sampleItems + profileItems
  }

  private var commandItems: [PaletteItem] {
    var seen: Set<Command> = []
    return KeyTable.bindings.compactMap { binding in
      guard let place = binding.context.palettePlace, !binding.command.isMove,
        seen.insert(binding.command).inserted
      else { return nil }
      return PaletteItem(
        word: binding.label, title: place.title + ": " + binding.help,
        key: binding.keys.first?.name ?? "",
        reason: paletteReason(against: binding.command, on: place.screen),
        action: .command(binding.command, place.screen))
    }
  }

  private func paletteReason(against command: Command, on screen: Screen?) -> String? {
    var other = self
    other.overlay = nil
    if let screen { other.screen = screen }
    return other.reasonAgainst(command)
  }

  private var sampleItems: [PaletteItem] {
    SampleCall.seed.indices.map { place in
      PaletteItem(
        word: "Load", title: "Scenarios: load " + SampleCall.seed[place].title, key: "",
        reason: nil,
        action: .sample(place))
    }
  }

  private var profileItems: [PaletteItem] {
    profiles.map { profile in
      PaletteItem(
        word: profile.name, title: "Profile: work with " + profile.name, key: "",
        reason: profile.name == profileName ? "in use" : nil, action: .profile(profile.name))
    }
  }
}

extension Context {
  /// Under which word the palette lists the commands of a context; nil when it does not.
  fileprivate var palettePlace: (title: String, screen: Screen?)? {
    switch self {
    case .form, .formRow, .formTime: ("Compose", .compose)
    case .timeline: ("Timeline", .timeline)
    case .history: ("History", .history)
    case .profiles, .profileForm: ("Setup", .setup)
    case .panes, .everywhere, .always: ("Console", nil)
    case .confirmation, .palette, .help, .choice, .preview, .filter, .scenarios, .typing, .list: nil
    }
  }
}

extension PaletteItem {
  /// The lower, the better it fits; nil when it does not.
  fileprivate func rank(for query: String) -> Int? {
    let isWord = !query.isEmpty && word.lowercased().hasPrefix(query.lowercased())
    return isWord ? -1 : fuzzyRank(of: query, in: title)
  }
}

extension Command {
  /// Whether it only moves, and so is of no use by name.
  fileprivate var isMove: Bool {
    switch self {
    case .nextField, .previousField, .editField, .nextPane, .previousPane, .up, .down, .left,
      .right, .pageUp, .pageDown, .first, .last, .open, .escape, .openPalette, .saveProfile:
      true
    default: false
    }
  }
}

/// How well a query fits a title: the letters must stand there in order; the lower, the better,
/// nil when they do not.
func fuzzyRank(of query: String, in title: String) -> Int? {
  let wanted = query.lowercased().filter { $0 != " " }
  guard !wanted.isEmpty else { return 0 }
  let lowered = title.lowercased()
  let letters = Array(lowered)
  if let range = lowered.firstRange(of: query.lowercased()) {
    return lowered.distance(from: lowered.startIndex, to: range.lowerBound)
  }
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
