internal import KustomerDestination
internal import Records

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
    let named = Int64(words).flatMap { calls.entry(CallID($0)) }
    let newest = entries.suffix(500).reversed().filter { $0.id != named?.id }
    return ([named].compactMap(\.self) + newest).map { entry in
      let type = entry.facts.type?.rawValue ?? "call"
      return PaletteItem(
        word: "\(entry.id.number)",
        title: "#\(entry.id.number) \(type) \(entry.facts.title)  \(entry.facts.person?.id ?? "-")",
        key: entry.resultWords, reason: nil, errands: [.openInHistory(entry.id)])
    }
  }

  /// Every key with what it does, wherever that is.
  private var helpItems: [PaletteItem] {
    keys.bindings.filter { !$0.keys.isEmpty }.map { binding in
      PaletteItem(
        word: binding.label, title: binding.context.title + ": " + binding.help,
        key: binding.keyNames, reason: nil,
        errands: [.say("\(binding.keyNames): \(binding.help); \(binding.context.title)")])
    }
  }

  private var viewItems: [PaletteItem] {
    PreviewView.allCases.map { view in
      PaletteItem(
        word: view.rawValue, title: "Preview: " + view.title, key: "", reason: nil,
        errands: [.go(.compose), .goTo(Spot(ComposeSpot.view(view)))])
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
        errands: [.perform(binding.command, on: place.screen)])
    }
  }

  /// A key that does it where the palette was opened, or on the other screen that it is of.
  private func key(of binding: Binding, on screen: Screen?) -> String {
    var other = self
    other.overlays = []
    let mine = keys.bindings.filter { $0.command == binding.command }.flatMap(\.keys)
    let key = mine.first { keys.command(for: $0, in: other.contexts) == binding.command }
    if let key { return key.name }
    return screen == nil || screen == self.screen ? "" : binding.keys.first?.name ?? ""
  }

  private func paletteReason(against command: Command, on screen: Screen?) -> String? {
    var other = self
    other.overlays = []
    if let screen { other.screen = screen }
    return other.reasonAgainst(command)
  }

  private var scenarioItems: [PaletteItem] {
    scenarios.items.enumerated().map { row, item in
      switch item {
      case .scenario(let listed):
        PaletteItem(
          word: listed.source, title: "Scenarios: open " + listed.title, key: listed.source,
          reason: listed.problem, errands: [.openStory(row)])
      case .sample(let place):
        PaletteItem(
          word: "Load", title: "Scenarios: load " + SampleCall.seed[place].title, key: "",
          reason: nil, errands: SampleCall.seed[place].errands)
      }
    }
  }

  private var themeItems: [PaletteItem] {
    model.themes.map { name in
      PaletteItem(
        word: name, title: "Theme: draw with " + name, key: "", reason: nil,
        errands: [.outside(.readTheme(name))])
    }
  }

  private var profileItems: [PaletteItem] {
    profiles.map { profile in
      PaletteItem(
        word: profile.name, title: "Profile: work with " + profile.name, key: "",
        reason: profile.name == model.profileName ? "in use" : nil,
        errands: [.outside(.selectProfile(profile.name))])
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
    case .profiles, .checklist, .profileForm: ("Setup", .setup)
    case .live, .batch: ("Live", .live)
    case .panes, .resting, .everywhere, .always: ("Console", nil)
    case .player: ("Scenario", .scenarios)
    case .saveStep, .confirmation, .sending, .palette, .help, .helpSearch, .prompt, .sandbox, .jump,
      .copyMenu,
      .liveFilter, .choice, .preview, .callText, .filter, .scenarios, .typing, .list:
      nil
    }
  }
}

extension Command {
  /// Whether it only moves, and so is of no use by name.
  fileprivate var isMove: Bool {
    switch self {
    case .nextField, .previousField, .editField, .nextPane, .previousPane, .up, .down, .left,
      .right, .pageUp, .pageDown, .first, .last, .open, .escape, .openPalette, .saveProfile,
      .formerValueType, .askToQuit:
      true
    default: false
    }
  }
}
