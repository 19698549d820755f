internal import KustomerDestination
internal import Records

extension TimelineRoom {
  /// Has the sessions of the person who shows written as a picture.
  func export(as form: PictureForm) -> [Errand] {
    guard let picture = shownPicture else { return [] }
    let name = "sessions-\(picture.person.id.asFileName).\(form.rawValue)"
    let text = ReaderZone.$current.withValue(.utc) { picture.text(as: form) }
    return [.outside(.writeFile(name: name, text: text))]
  }

  /// Whether a session shows: the footer asks at each frame, without a picture.
  var hasSessionsToShow: Bool {
    guard let person = shownPerson else { return false }
    return !timeline.contents.sessions(of: person).isEmpty
  }

  /// The sessions as the Timeline shows them; nil while nobody shows.
  var shownPicture: SessionPicture? {
    guard let person = shownPerson else { return nil }
    let contents = timeline.contents
    let sessions = contents.sessions(of: person).map { session in
      SessionPicture.Session(
        id: session.id, source: session.source == .explicit ? .explicit : .generated,
        events: session.events.map { contents.items[$0] }.sorted { $0.event.time < $1.event.time }
          .map { SessionPicture.Event($0) })
    }
    return SessionPicture(person: person, gap: contents.grouping.gap, sessions: sessions)
  }
}

extension SessionPicture.Event {
  fileprivate init(_ item: TimelineItem) {
    let state =
      switch item.status {
      case nil: "draft"
      case .delivered: ""
      case .accepted, .waiting, .sending, .uncertain, .failed, .notSent: item.state
      }
    self.init(
      time: item.event.time, type: item.type?.rawValue ?? "", title: item.title, state: state)
  }
}
