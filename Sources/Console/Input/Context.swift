/// Where a key has a meaning; the nearest context that knows a key wins.
package enum Context: String, CaseIterable, Hashable, Sendable {
  /// The question before something is done or the program ends.
  case confirmation
  /// The question before something is sent to an org.
  case sending
  /// The list of all commands.
  case palette
  /// The forms in which a call can be copied.
  case copyMenu
  /// The list of all keys, the list of all messages.
  case help
  /// A line that is asked for.
  case prompt
  /// The panel of the sandbox.
  case sandbox
  /// The words that the help or the log is searched for.
  case helpSearch
  /// The letters of `^O`.
  case jump
  /// A row of properties or traits in Compose.
  case formRow
  /// The timestamp in Compose.
  case formTime
  /// A choice between words, in any form.
  case choice
  /// The form in Compose.
  case form
  /// The preview in Compose.
  case preview
  /// The call as JSON text in Compose.
  case callText
  /// The Timeline.
  case timeline
  /// The filter of the History.
  case filter
  /// The History.
  case history
  /// The Scenarios.
  case scenarios
  /// A scenario that is played.
  case player
  /// The name of the scenario to which a step is added.
  case saveStep
  /// The profiles in Setup.
  case profiles
  /// The steps of a profile in Setup.
  case checklist
  /// The form in Setup.
  case profileForm
  /// The filter of Live.
  case liveFilter
  /// The calls of a batch, on Live.
  case batch
  /// Live.
  case live
  /// A text field, wherever it stands: the text cursor is visible.
  case typing
  /// A list or a text that scrolls.
  case list
  /// Lists and panes that are no part of a form: a bare letter there is never text.
  case panes
  /// Every screen while no text is being typed.
  case resting
  /// Every screen.
  case everywhere
  /// Every screen and every overlay.
  case always

  /// The heading in the help and in the manual.
  package var title: String {
    switch self {
    case .confirmation: "In a question"
    case .sending: "In a question before sending to an org"
    case .palette: "In the palette"
    case .help: "In the help and the log"
    case .prompt: "In a prompt"
    case .sandbox: "In the sandbox's panel"
    case .helpSearch: "In the search of help and log"
    case .jump: "In a jump"
    case .copyMenu: "In the copy menu"
    case .formRow: "Compose: a property or trait"
    case .formTime: "Compose: the timestamp"
    case .choice: "On a choice"
    case .form: "Compose: the form"
    case .preview: "Compose: the preview"
    case .callText: "Compose: the call as JSON"
    case .timeline: "Timeline"
    case .filter: "History: the filter"
    case .history: "History"
    case .scenarios: "Scenarios"
    case .player: "A scenario that is played"
    case .saveStep: "Compose: saving a step"
    case .profiles: "Setup: the profiles"
    case .checklist: "Setup: onboarding"
    case .profileForm: "Setup: a profile"
    case .liveFilter: "Live: the filter"
    case .batch: "Live: a batch"
    case .live: "Live"
    case .typing: "While typing"
    case .list: "In lists and texts"
    case .panes: "In lists and panes"
    case .resting: "While not typing"
    case .everywhere: "Everywhere"
    case .always: "Always"
    }
  }

  /// Every order in which contexts stand one behind the other, the nearest first.
  static let stacks: [[Context]] =
    [[.confirmation], [.sending], [.jump], [.player]].map { $0 + [.always] }
    + [.saveStep, .palette, .helpSearch, .prompt].map { [$0, .typing, .always] }
    + [.help, .sandbox, .copyMenu].map { [$0, .list, .always] }
    + [
      [.filter], [.callText], [.formRow, .form], [.formTime, .form], [.form], [.liveFilter],
      [.profileForm],
    ]
    .map { $0 + [.typing, .everywhere, .always] }
    + [
      [.choice, .form], [.formRow, .form], [.formTime, .form], [.form], [.choice, .profileForm],
      [.profileForm], [.preview, .list], [.player, .panes],
    ].map { $0 + [.resting, .everywhere, .always] }
    + [
      [.timeline], [.history], [.scenarios], [.batch, .live], [.live], [.checklist], [.profiles],
    ].map { $0 + [.list, .panes, .resting, .everywhere, .always] }

  /// Whether text may be typed there, so that a bare character is text and no key.
  package var isTyped: Bool {
    let typed: [Context] = [
      .typing, .form, .formRow, .formTime, .profileForm, .filter, .palette, .everywhere, .always,
    ]
    return typed.contains(self)
  }
}
