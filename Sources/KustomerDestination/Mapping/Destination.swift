/// Segment's Kustomer destination: maps calls to Kustomer requests.
///
/// Pure: no clock, no network, no file, no randomness. Preview and sending ask this one function,
/// so what the preview shows is what goes out.
public struct Destination: Sendable {
  /// What the user set about the mapping.
  public var settings: DestinationSettings
  /// How traits and the parts of addresses become attributes.
  let rules: MappingRules

  /// A destination with those settings.
  public init(settings: DestinationSettings = DestinationSettings()) {
    self.init(settings: settings, rules: .standard)
  }

  init(settings: DestinationSettings, rules: MappingRules) {
    self.settings = settings
    self.rules = rules
  }

  /// What becomes of a call.
  ///
  /// - Parameters:
  ///   - call: as read.
  ///   - moment: the moment of sending, and the effective time of a call that names none.
  ///   - sessions: what was sent before; `SessionBook.record` takes the plan over.
  /// - Returns: the plan, whose verdict says whether the call is sent; a parsed call never fails.
  public func plan(
    for call: Call, at moment: Timestamp, sessions: SessionBook = SessionBook()
  ) -> Plan {
    call.document.withView { view in
      var mapper = Mapper(call, view, self, moment: moment, sessions: sessions)
      return mapper.plan()
    }
  }
}
