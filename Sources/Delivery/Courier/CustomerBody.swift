internal import KustomerDestination

/// The body of a customer request, with what the record holds already taken into account.
///
/// Whether a PATCH replaces or merges an array is not documented, so the union goes out, and an
/// array that already holds ours is left out. A PATCH without `company` may unlink the customer,
/// so the record's own is sent back.
struct CustomerBody {
  /// Elements in one of Kustomer's arrays.
  private static let limit = 10

  var members: JSONObject

  init(_ planned: JSON?) {
    members = planned?.objectValue ?? JSONObject()
  }

  var json: JSON { .object(members) }

  /// Moves addresses that belong to another record from `emails` to `sharedEmails`, and so for
  /// phones.
  mutating func share(_ clashes: [Clash]) {
    for clash in clashes {
      let own = members[clash.kind.attribute]?.arrayValue ?? []
      let isClash: (JSON) -> Bool = { $0[clash.kind.member]?.stringValue == clash.value }
      let kept = own.filter { !isClash($0) }
      guard kept.count < own.count else { continue }
      members[clash.kind.attribute] = kept.isEmpty ? nil : .array(kept)
      let shared = members[clash.kind.shared]?.arrayValue ?? []
      members[clash.kind.shared] = .array(shared + own.filter(isClash))
    }
  }

  /// Takes in what the record holds, as GET returned it; of the lists, those that are named.
  mutating func unite(_ lists: [String], with record: JSON) {
    for list in CustomerList.allCases where lists.contains(list.rawValue) {
      guard let ours = members[list.rawValue]?.arrayValue else { continue }
      let theirs = record["attributes"]?[list.rawValue]?.arrayValue ?? []
      let missing = ours.filter { own in !theirs.contains { Self.holds($0, own, list.identity) } }
      members[list.rawValue] =
        missing.isEmpty
        ? nil : .array(theirs.prefix(max(0, Self.limit - missing.count)) + missing)
    }
    guard members["company"] == nil, let company = Self.company(of: record) else { return }
    members["company"] = .string(company)
  }

  private static func holds(_ theirs: JSON, _ ours: JSON, _ key: String?) -> Bool {
    guard let key else {
      return ours.objectValue?.members.allSatisfy { theirs[$0.key] == $0.value } ?? (theirs == ours)
    }
    guard let left = theirs[key]?.stringValue, let right = ours[key]?.stringValue else {
      return false
    }
    return key == "email" ? left.lowercased() == right.lowercased() : left == right
  }

  private static func company(of record: JSON) -> String? {
    record["relationships"]?["company"]?["data"]?["id"]?.stringValue
      ?? record["attributes"]?["company"]?.stringValue
  }
}

/// An address of ours that is already another customer's.
struct Clash: Sendable, Hashable {
  enum Kind: String, Sendable, Hashable, CaseIterable {
    case email
    case phone

    /// `emails`, `phones`.
    var attribute: String { rawValue + "s" }
    /// `sharedEmails`, `sharedPhones`.
    var shared: String { self == .email ? "sharedEmails" : "sharedPhones" }
    /// The name of the address inside an element, and of the look-up.
    var member: String { rawValue }
  }

  var kind: Kind
  var value: String
}
