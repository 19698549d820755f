@testable import KustomerDestination
import Testing

/// The tables of rules: their limits, and that they grow by a row.
private func mapped(_ traits: JSON, by rules: MappingRules = .standard) throws -> (JSON?, Plan) {
  let call: JSON = ["type": "identify", "userId": "u", "traits": traits]
  let destination = Destination(settings: DestinationSettings(), rules: rules)
  let plan = destination.plan(for: try Call(parsing: call.compact), at: noon)
  return (plan.requests.last?.body, plan)
}

private func text(_ length: Int) -> JSON { .string(String(repeating: "é", count: length)) }

@Test(arguments: AddressRule.table.indices)
func `a part of an address is cut at its limit`(row: Int) throws {
  let rule = AddressRule.table[row]
  func sent(_ length: Int) throws -> (JSON?, Plan) {
    let address = JSONObject([.init(rule.spelling.name.description, text(length))])
    let (body, plan) = try mapped(["address": .object(address)])
    return (body?["locations"]?[0]?[rule.target.description], plan)
  }
  let (whole, plan) = try sent(rule.limit)
  #expect(whole == text(rule.limit))
  #expect(plan.verdict == .ready)
  let (kept, cut) = try sent(rule.limit + 1)
  #expect(kept == text(rule.limit))
  #expect(cut.diagnostics.map(\.code) == [.truncated])
  #expect(cut.verdict == .readyWithLoss)
}

@Test func `the limits of an address are those of Kustomer's location`() {
  let limits = AddressRule.table.map { ($0.target.description, $0.limit) }
  let documented = [
    "address": 256, "cityName": 128, "regionName": 128, "zipCode": 30, "countryName": 64,
  ]
  #expect(Dictionary(uniqueKeysWithValues: limits) == documented)
}

@Test(arguments: ["name", "username"])
func `a name is cut at 256 characters`(trait: String) throws {
  let (whole, plan) = try mapped(.object(JSONObject([.init(trait, text(256))])))
  #expect(whole?[trait] == text(256))
  #expect(plan.verdict == .ready)
  let (kept, cut) = try mapped(.object(JSONObject([.init(trait, text(257))])))
  #expect(kept?[trait] == text(256))
  #expect(cut.diagnostics.map(\.code) == [.truncated])
}

@Test func `a customer's table grows by a row`() throws {
  let nickname = CustomerRule("nickname", to: .customer, "nickname", by: .text(limit: 5))
  for at in [0, 7, CustomerRule.table.count] {
    var table = CustomerRule.table
    table.insert(nickname, at: at)
    let rules = MappingRules(customer: table, address: AddressRule.table)
    let (body, plan) = try mapped(
      ["Nickname": "Johnny", "name": "John", "email": "j@x.io", "address": ["city": "A"]], by: rules
    )
    #expect(body?["nickname"] == "Johnn")
    #expect(body?["name"] == "John")
    #expect(body?["locations"] == [["cityName": "A"]])
    #expect(plan.trace.contains { $0.targets == ["customer.nickname"] })
  }
}

@Test func `an address's table grows by a row`() throws {
  let floor = AddressRule(
    spelling: "floor", flattened: Spelling(flat: "address_floor", folded: "addressfloor"),
    target: "address2", limit: 9, isPlace: false)
  let rules = MappingRules(customer: CustomerRule.table, address: AddressRule.table + [floor])
  let (body, _) = try mapped(["address": ["floor": 3, "street": "1 A"]], by: rules)
  #expect(body?["locations"] == [["address": "1 A", "address2": "3"]])
  #expect(try mapped(["address_floor": "2"], by: rules).0?["locations"] == [["address2": "2"]])
}

@Test func `a table of names takes as many as it is given`() throws {
  let words: [StaticString] = ["aa", "ab", "ac", "ad", "ae", "af", "ag", "ah", "ai", "aj"]
  let many = Names(Array(repeating: words.map { ($0, $0.description) }, count: 40).flatMap(\.self))
  let document = try JSONDocument(parsing: #"{"aa":1,"A_J":2,"b":3}"#)
  document.withView { view in
    let keys = view.members(of: 0).map(\.key)
    #expect(keys.map { many.meaning(of: $0, in: view) } == ["aa", nil, nil])
    #expect(keys.map { many.meaning(ofFolded: $0, in: view) } == ["aa", "aj", nil])
  }
}

@Test func `a spelling's folded form is its name without marks`() {
  let spellings =
    CustomerRule.table.map(\.spelling) + AddressRule.table.flatMap { [$0.spelling, $0.flattened] }
  for spelling in spellings {
    for name in [spelling.name, spelling.snake] {
      let folded = name.description.lowercased().filter { $0 != "_" }
      #expect(folded == spelling.folded.description)
    }
    for synonym in spelling.synonyms {
      #expect(synonym.description.allSatisfy { $0.isLowercase })
    }
  }
}

@Test func `a body of as many bytes as Kustomer takes is sent, one of a byte more is not`() throws {
  #expect(MappingRules.standard.bodyLimit == 100_000)
  func plan(bodyLimit: Int) throws -> Plan {
    let rules = MappingRules(
      customer: CustomerRule.table, address: AddressRule.table, bodyLimit: bodyLimit)
    return try mapped(["name": "Zoë \"Jo\" Doe", "email": "jo@example.com"], by: rules).1
  }
  let size = try #require(try plan(bodyLimit: 100_000).requests.last?.body).compactBytes.count
  #expect(try plan(bodyLimit: size).verdict == .ready)
  let refused = try plan(bodyLimit: size - 1)
  #expect(refused.verdict == .rejected)
  #expect(refused.diagnostics.map(\.code) == [.bodyTooLarge])
  #expect(refused.requests.isEmpty)
}
