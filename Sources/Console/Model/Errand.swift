internal import CallFormats
internal import KustomerDestination
internal import Records

/// What leaves a room: something to be done outside, or by another room; the shell carries it out.
enum Errand: Sendable {
  /// To be done outside.
  case outside(Effect)
  /// Show a screen.
  case go(Screen)
  /// Show a call in the History.
  case openInHistory(CallID)
  /// Fill the form with a call, and say this sentence.
  case compose(JSONObject, saying: KeyedText)
  /// Take a text that was pasted elsewhere as a call.
  case pasteIntoDraft(String)
  /// Show what was read of a batch, and ask whether it shall be kept.
  case preview(CallBatch)
  /// Put a key or an org pod that was found somewhere into the form of a profile.
  case fillProfile(key: PastedKey?, pod: String?, found: String)
  /// Open a scenario.
  case play(ListedScenario)
  /// Keep what a step of a scenario has proved of the org of the profile in use.
  case keepProof(of: ScenarioRun, step: Int)
  /// Ask for the scenario to which the draft is added.
  case askForScenario
  /// Ask before something is done.
  case ask(Confirmation)
  /// Ask for a line, which begins with this text.
  case prompt(Prompt.Kind, String)
  /// Close what lies on top.
  case close
  /// Do what was asked about.
  case confirmed(Confirmation)
  /// Leave what was asked about.
  case refused(Confirmation)
  /// Put the cursor there on the screen that shows.
  case goTo(Spot)
  /// Do a command, on that screen if it belongs to one.
  case perform(Command, on: Screen?)
  /// Open a row of the Scenarios, 0-based.
  case openStory(Int)
  /// Look for words on the Timeline.
  case find(String)
  /// Add the draft to a scenario as a step.
  case saveStep(name: String)
  /// Say a sentence.
  case say(String)
  /// Do what ^C does.
  case cancel
}
