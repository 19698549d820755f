internal import KustomerDestination

/// Reading back: asking for it, and taking in what comes.
extension TimelineRoom {
  /// What was read of the person that shows; nil when nothing was.
  var shownReadBack: ReadBack? {
    model.readBack.flatMap { $0.person == shownPerson ? $0 : nil }
  }

  /// Why nothing can be read back; nil when it can.
  var reasonAgainstReadingBack: String? {
    guard let person = shownPerson else { return "nobody is known yet" }
    if person.isAnonymous {
      return "Kustomer shows nothing of \(person.id) until an identify names it"
    }
    return timeline.reading == nil ? nil : "the timeline is being read already"
  }

  mutating func readBack() -> [Errand] {
    guard let person = shownPerson else { return [] }
    timeline.reading = TimelineState.Reading(person: person)
    say("reading what Kustomer has of \(person.id) ...")
    return [.outside(.readBack(person.id))]
  }

  /// Takes in what was read, unless another profile is in use by now.
  mutating func receive(_ readBack: ReadBack) {
    timeline.reading = nil
    guard readBack.profile == profile.name else { return }
    model.readBack = readBack
    let isAsPredicted = readBack.count(.missing) + readBack.count(.moved) == 0
    let name = readBack.person.id
    guard readBack.hasCustomer else {
      return say("Kustomer has no customer \(name)", isAsPredicted ? .info : .warning)
    }
    say("\(name) read back: \(readBack.counts)", isAsPredicted ? .good : .warning)
  }

  /// The lines of what only the org has.
  var unexpectedLines: [TimelineLine] {
    guard let events = shownReadBack?.events else { return [] }
    let places = events.indices.filter { events[$0].finding == .unexpected }
    guard !places.isEmpty else { return [] }
    return [.heading("in Kustomer, but not sent from here")] + places.map { .unexpected($0) }
  }

  /// How the call of an item stands in the org; nil when that was not read.
  func found(_ item: TimelineItem) -> ReadBack.Event? {
    guard case .entry(let id) = item.source else { return nil }
    return shownReadBack?.event(of: id)
  }
}

extension ReadBack.Event {
  /// Where the org has it, in one sentence.
  var sentence: String {
    let time = arrived.map { " It arrived \($0.day) \($0.clock)." } ?? ""
    switch finding {
    case .same: return "Kustomer has it in this session." + time
    case .moved: return "Kustomer has it in another session, \(session ?? "?")." + time
    case .missing: return "Kustomer does not have it: it was not there when read back."
    case .unexpected:
      return "Kustomer has it in \(session ?? "?"), and no call here predicts it: something else "
        + "sends for this person, or the history was pruned." + time
    }
  }
}

extension ReadBack.Finding {
  /// The colour of its word.
  var role: Role {
    switch self {
    case .same: .ok
    case .moved, .unexpected: .warn
    case .missing: .error
    }
  }
}
