/// What Segment's Engage leaves in a call: computed traits and audiences, which this destination
/// does not support.
extension Mapper {
  private var personas: Int? {
    envelope[.context].flatMap { document.member("personas", of: $0) }
  }

  /// Whether anything in the call says that Engage made it.
  var isEngage: Bool {
    if let personas {
      let marks: [StaticString] = ["computation_class", "computation_id", "computation_key"]
      if marks.contains(where: { document.member($0, of: personas) != nil }) { return true }
    }
    if let properties = envelope[.properties],
      document.member("journey_context", of: properties) != nil
        || document.member("journey_metadata", of: properties) != nil
    {
      return true
    }
    guard let id = envelope[.messageId], document.kind(id) == .string else { return false }
    return document.text(id).utf8.starts(with: "personas_".utf8)
  }

  /// Whether a track is Engage's: by a mark, by its name, or because its properties name one of
  /// themselves.
  var isEngageTrack: Bool {
    if isEngage { return true }
    if let event = envelope[.event], document.kind(event) == .string {
      let names: [StaticString] = ["Audience Entered", "Audience Exited", "Trait Computed"]
      if names.contains(where: { document.text(event, equals: $0) }) { return true }
    }
    guard let properties = envelope[.properties] else { return false }
    return namesMember("audience_key", of: properties)
      || namesMember("trait_key", of: properties)
  }

  /// The key of the trait that Engage computed; nil when the call does not say.
  var engageKey: String? {
    guard let personas, let node = document.member("computation_key", of: personas),
      document.kind(node) == .string, !document.isBlank(node)
    else { return nil }
    return document.text(node)
  }

  private func namesMember(_ name: StaticString, of properties: Int) -> Bool {
    guard let node = document.member(name, of: properties), document.kind(node) == .string
    else { return false }
    let named = document.text(node)
    return document.members(of: properties).contains { key, value in
      value != node && document.text(key).utf8.elementsEqual(named.utf8)
    }
  }
}
