/// What a connection test found.
package struct ConnectionResult: Hashable, Sendable {
  /// One line of facts: `key name` is `Segment`.
  package struct Fact: Hashable, Sendable {
    /// What is told.
    package var label: String
    /// What was found.
    package var value: String
    /// Whether it stands in the way of sending.
    package var isProblem: Bool

    /// A fact.
    package init(_ label: String, _ value: String, isProblem: Bool = false) {
      self.label = label
      self.value = value
      self.isProblem = isProblem
    }
  }

  /// The profile that was tested.
  package var profile: String
  /// Whether every kind of call can be sent.
  package var isGood: Bool
  /// One sentence: what was found and, if it is bad, what to do.
  package var sentence: String
  /// Key name, org, roles, pod, latency, limits.
  package var facts: [Fact]
  /// How long the answer took; nil when there was none.
  package var milliseconds: Int?
  /// The org pod that the key belongs to, when the org says that it is another one.
  package var rightPod: String?

  /// What a test found.
  package init(
    profile: String, isGood: Bool, sentence: String, facts: [Fact] = [], milliseconds: Int? = nil,
    rightPod: String? = nil
  ) {
    self.profile = profile
    self.isGood = isGood
    self.sentence = sentence
    self.facts = facts
    self.milliseconds = milliseconds
    self.rightPod = rightPod
  }
}
