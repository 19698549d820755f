/// What Segment's Engage leaves in a call: computed traits and audiences, which this destination
/// does not support.
extension Mapper {
  /// Whether anything in the call says that Engage made it.
  var isEngage: Bool {
    if let personas = context[.personas] {
      let marks: [StaticString] = ["computation_class", "computation_id", "computation_key"]
      if marks.contains(where: { document.member($0, of: personas) != nil }) { return true }
    }
    if properties[.journeyContext] != nil || properties[.journeyMetadata] != nil { return true }
    guard let id = envelope[.messageId], document.kind(id) == .string else { return false }
    return document.withText(id) { $0.count >= 9 && $0.starts(with: "personas_") }
  }

  /// Whether a track is Engage's: by a mark, by its name, or because its properties name one of
  /// themselves.
  var isEngageTrack: Bool {
    if isEngage { return true }
    if let event = envelope[.event], document.kind(event) == .string {
      let names: [StaticString] = ["Audience Entered", "Audience Exited", "Trait Computed"]
      if names.contains(where: { document.text(event, equals: $0) }) { return true }
    }
    return namesProperty(.audienceKey) || namesProperty(.traitKey)
  }

  /// The key of the trait that Engage computed; nil when the call does not say.
  var engageKey: String? {
    guard let personas = context[.personas],
      let node = document.member("computation_key", of: personas),
      document.kind(node) == .string, !document.isBlank(node)
    else { return nil }
    return document.text(node)
  }

  private func namesProperty(_ field: PropertyField) -> Bool {
    guard let object = envelope[.properties], let node = properties[field],
      document.kind(node) == .string
    else { return false }
    let named = document.text(node)
    return document.members(of: object).contains { key, value in
      value != node && document.text(key).utf8.elementsEqual(named.utf8)
    }
  }
}
