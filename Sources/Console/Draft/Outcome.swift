package import KustomerDestination

/// What becomes of the draft: the same computation that sending makes.
package struct Outcome: Sendable {
  /// The call and what in the form cannot be read.
  package var reading: FormReading
  /// The call as it is planned; nil when it cannot be read as a whole.
  package var call: Call?
  /// The plan; nil when the call cannot be read as a whole.
  package var plan: Plan?
  /// Where every field goes; empty without a plan.
  ///
  /// Kept, because a frame asks for it often.
  package private(set) var trace: [FieldTrace] = []
  /// Why the call cannot be read; nil when it can.
  package var complaint: String?
  /// The bytes of the call as it is sent.
  package private(set) var size: Int
  /// Whether the draft was begun: whether something was typed since the last send.
  package let isBegun: Bool
  /// The type that the form is set to.
  package let type: CallType
  /// The moment of sending that the plan was made with.
  package var moment: Timestamp

  /// Plans the call of a form; `now` is the moment of sending of a draft that was not begun.
  package init(
    of form: Form, at now: Timestamp, settings: DestinationSettings, sessions: SessionBook
  ) {
    reading = form.reading
    isBegun = form.begun != nil
    type = form.type
    moment = form.begun ?? now
    let text = reading.call.compact
    size = text.utf8.count
    do {
      let call = try Call(parsing: text)
      self.call = call
      let plan = Destination(settings: settings).plan(for: call, at: moment, sessions: sessions)
      trace = plan.trace
      self.plan = plan
    } catch {
      complaint = "the call cannot be read: " + error.message()
    }
  }

  /// Whether ^R sends it.
  package var isSendable: Bool {
    reading.problems.isEmpty && plan?.verdict.isReady == true
  }
}
