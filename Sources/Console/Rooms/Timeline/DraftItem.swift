internal import KustomerDestination

extension Model {
  /// The draft as the Timeline places it; nil while it would not be sent, and after it was sent
  /// until something is changed in it.
  var draftItem: TimelineItem? {
    guard outcome.isBegun, outcome.isSendable, let plan = outcome.plan else { return nil }
    var event = TimelineEvent(plan, moment: outcome.moment)
    event.sent = outcome.moment
    return TimelineItem(
      source: .draft, type: outcome.type, title: draftTitle, event: event, status: nil,
      sentSession: plan.session)
  }
}
