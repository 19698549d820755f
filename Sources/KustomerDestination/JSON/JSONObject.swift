/// The members of a JSON object in order, each key once.
public struct JSONObject: Sendable, Hashable {
  /// One name with its value.
  public struct Member: Sendable, Hashable {
    /// The name without quotes and escapes.
    public var key: String
    /// What stands behind the colon.
    public var value: JSON

    /// A member of that name.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }

    /// Compares code points, as JSON does.
    public static func == (left: Member, right: Member) -> Bool {
      left.key.isExactly(right.key) && left.value == right.value
    }

    /// Feeds the key's UTF-8 and the value.
    public func hash(into hasher: inout Hasher) {
      for byte in key.utf8 { hasher.combine(byte) }
      hasher.combine(value)
    }
  }

  /// The members in the order in which they were written.
  public private(set) var members: [Member]

  /// An object of those members; of several with one name the last wins, in the first's place.
  public init(_ members: [Member] = []) {
    self.members = []
    self.members.reserveCapacity(members.count)
    var places: [ExactText: Int] = [:]
    for member in members {
      let name = ExactText(member.key)
      if let place = places[name] {
        self.members[place].value = member.value
      } else {
        places[name] = self.members.count
        self.members.append(member)
      }
    }
  }

  /// An object of members whose names the caller knows to be different.
  init(distinct members: [Member]) {
    self.members = members
  }

  /// Whether there is no member.
  public var isEmpty: Bool { members.isEmpty }

  /// The value of that name, compared by code points; assigning nil removes the member.
  public subscript(key: String) -> JSON? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let at?, let value?): members[at].value = value
      case (let at?, nil): members.remove(at: at)
      case (nil, let value?): members.append(Member(key, value))
      case (nil, nil): break
      }
    }
  }

  /// Adds a member of a name that is not there yet; says false, and adds nothing, when it is.
  public mutating func append(_ key: String, _ value: JSON) -> Bool {
    guard position(of: key) == nil else { return false }
    members.append(Member(key, value))
    return true
  }

  private func position(of key: String) -> Int? {
    // By place, so that no member is copied to be looked at.
    members.indices.first { members[$0].key.isExactly(key) }
  }
}
