internal import Console
internal import KustomerDestination
internal import Testing

@Suite struct JSONDifferenceTests {
  private func signs(_ old: JSON?, _ new: JSON?) -> [String] {
    JSONDifference(from: old, to: new, path: "event").changes.map { leaf in
      (leaf.old == nil ? "+" : leaf.new == nil ? "-" : "!") + leaf.path
    }
  }

  @Test func `what came, went and changed stands in the order of the new value`() {
    #expect(
      signs(["a": 1, "gone": true, "b": 2, "last": 0], ["a": 1, "b": 3, "new": "x"])
        == ["-event.gone", "!event.b", "+event.new", "-event.last"])
  }

  @Test func `members in another order are equal`() {
    #expect(signs(["a": 1, "b": 2], ["b": 2, "a": 1]).isEmpty)
  }

  @Test func `a number is compared as it is written`() {
    #expect(signs(["a": 1], .object(JSONObject([.init("a", .number("1.0"))]))) == ["!event.a"])
  }

  @Test func `elements of lists have places`() {
    #expect(signs(["t": ["a", "b"]], ["t": ["a"]]) == ["-event.t[1]"])
  }

  @Test func `a name with a dot is another place than two names`() {
    #expect(signs(["a.b": 1], ["a": ["b": 1]]).count == 2)
  }

  @Test func `nothing before means that all is new`() {
    #expect(signs(nil, ["a": 1]) == ["+event.a"])
    #expect(JSONDifference(from: ["a": 1], to: ["a": 1]).summary == "all 1 field equal")
  }
}
