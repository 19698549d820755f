/// The session that a tracking event joins.
public struct PlannedSession: Sendable, Hashable {
  /// Where the id comes from.
  public enum Source: String, Sendable, Hashable {
    /// `properties.kustomer_session_id`.
    case explicit
    /// Made from the time between tracking events.
    case generated
    /// As generated, but not sent: Kustomer makes its own.
    case predicted
  }

  /// The id as sent, or as it would be generated.
  public var id: String {
    get { name.text }
    set { name = .text(newValue) }
  }
  /// Where the id comes from.
  public var source: Source

  var name: SessionName

  /// A session of that id.
  public init(id: String, source: Source) {
    self.init(.text(id), source)
  }

  init(_ name: SessionName, _ source: Source) {
    self.name = name
    self.source = source
  }
}
