internal import Delivery
internal import Records

extension DeliveryProblem {
  /// What happened and what to do in the console; the command line's own hints stay there.
  var consoleSentence: String {
    guard let advice, !saysWhatToCheck else { return bareMessage }
    return "\(bareMessage); \(advice)"
  }

  /// What to do, by key where there is one; nil where the screen says it beside this sentence.
  private var advice: String? {
    switch (cause, code) {
    case (.key, "wrong_pod"): "set the Org pod in Setup"
    case (.key, "forbidden"): "Setup tests which roles the key lacks"
    case (.key, _): "check key and Org pod in Setup"
    case (.unreachable, "redirected"):
      "redirects are not followed; correct the Org pod in Setup"
    case (.unreachable, "not_kustomer"):
      "this is not Kustomer's API; correct the Org pod in Setup"
    case (.unreachable, _): "check the network and the Org pod in Setup"
    case (.server, "unreadable_plan"): "edit it as a new call in the History"
    case (.server, _): "the org has trouble, try again later"
    case (.call, "conflict"), (.call, "too_large"), (.call, "not_supported"): hint
    case (.call, _): member.map { "correct \($0) and send it as a new call" }
    case (.stopped, "other_org"): "point the profile back in Setup"
    case (.limit, _), (.unknown, _), (.stopped, _): nil
    }
  }

  /// Some messages of the transport end in advice of their own.
  private var saysWhatToCheck: Bool { message.contains("; check ") }

  private var bareMessage: String { message.replacing("org pod", with: "Org pod") }
}

/// A sentence of the engine with the names that the console has for things.
func inConsoleWords(_ sentence: String) -> String {
  sentence.replacing("history --uncertain shows them", with: "the History shows them")
    .replacing("set org_pod to the value of", with: "copy the Org Pod of")
    .replacing("org pod", with: "Org pod")
}
