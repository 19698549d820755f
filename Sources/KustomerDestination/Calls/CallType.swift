/// The kinds of Segment call that the Kustomer destination maps.
public enum CallType: String, Sendable, Hashable, CaseIterable {
  /// A web page was viewed.
  case page
  /// A screen of an app was viewed.
  case screen
  /// A person's traits were learned.
  case identify
  /// A person did something.
  case track
}
