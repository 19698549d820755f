/// The tables of rules with what finds a rule by the name of a trait.
///
/// A class because a set of tables is made once and shared by all calls.
final class MappingRules: Sendable {
  let customer: [CustomerRule]
  let address: [AddressRule]
  /// Bytes of a request's body that Kustomer takes.
  let bodyLimit: Int

  /// What a trait is.
  enum Role: Sendable {
    /// By its place in `customer`.
    case attribute(Int)
    /// A part of an address beside the other traits, by its place in `address`.
    case part(Int, isFlattened: Bool)
  }

  /// What a name means, and how near it is to Segment's own.
  typealias Named<Meaning> = (meaning: Meaning, rank: Spelling.Rank)

  private let traits: Names<Named<Role>>
  private let foldedTraits: Names<Named<Role>>
  private let parts: Names<Named<Int>>
  private let foldedParts: Names<Named<Int>>

  static let standard = MappingRules(customer: CustomerRule.table, address: AddressRule.table)

  init(customer: [CustomerRule], address: [AddressRule], bodyLimit: Int = 100_000) {
    self.customer = customer
    self.address = address
    self.bodyLimit = bodyLimit
    let attributes = customer.enumerated().map { ($1.spelling, Role.attribute($0)) }
    let besides = address.enumerated().flatMap {
      [
        ($1.spelling, Role.part($0, isFlattened: false)),
        ($1.flattened, Role.part($0, isFlattened: true)),
      ]
    }
    let within = address.enumerated().map { ($1.spelling, $0) }
    traits = Self.exact(attributes + besides)
    foldedTraits = Self.folded(attributes + besides)
    parts = Self.exact(within)
    foldedParts = Self.folded(within)
  }

  /// What a trait's key means, nil for a custom one.
  func role(ofTrait key: Int, in document: JSONView) -> Named<Role>? {
    traits.meaning(of: key, in: document) ?? foldedTraits.meaning(ofFolded: key, in: document)
  }

  /// Which row of `address` a key within an address belongs to.
  func part(_ key: Int, in document: JSONView) -> Named<Int>? {
    parts.meaning(of: key, in: document) ?? foldedParts.meaning(ofFolded: key, in: document)
  }

  private static func exact<Meaning>(_ spellings: [(Spelling, Meaning)]) -> Names<Named<Meaning>> {
    Names(
      spellings.flatMap { spelling, meaning -> [(StaticString, Named<Meaning>)] in
        [(spelling.name, (meaning, .own)), (spelling.snake, (meaning, .snake))]
      })
  }

  private static func folded<Meaning>(
    _ spellings: [(Spelling, Meaning)]
  ) -> Names<Named<Meaning>> {
    Names(
      spellings.flatMap { spelling, meaning -> [(StaticString, Named<Meaning>)] in
        [(spelling.folded, (meaning, .other))]
          + spelling.synonyms.map { ($0, (meaning, .synonym)) }
      })
  }
}
